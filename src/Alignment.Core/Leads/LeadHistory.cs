using NodaTime;

namespace Alignment.Core.Leads;

/// <summary>A lead in the past: what its history says of it.</summary>
public static class LeadHistory
{
    /// <summary>The lead as it stood at an instant, found by taking back what was recorded after it.</summary>
    /// <param name="lead">The lead now.</param>
    /// <param name="entries">Its history, in any order; entries up to the instant may be left out.</param>
    /// <param name="at">The instant; what was recorded at it has happened.</param>
    /// <returns>The snapshot; null before the lead came to be. A lead that came to be before it was recorded stood, until then, as it was
    /// recorded first.</returns>
    public static LeadSnapshot? AsOf(Lead lead, IEnumerable<LeadHistoryEntry> entries, Instant at)
    {
        ArgumentNullException.ThrowIfNull(lead);
        ArgumentNullException.ThrowIfNull(entries);
        var snapshot = lead.Snapshot();
        foreach (var entry in entries.Where(entry => entry.At > at).OrderByDescending(entry => entry.Sequence))
        {
            if (entry.LeadId != lead.Id)
                throw new ArgumentException("An entry is of another lead.", nameof(entries));
            snapshot = snapshot.Before(entry.Changes);
        }

        return at >= lead.CapturedAt || at >= snapshot.CreatedAt ? snapshot : null;
    }
}
