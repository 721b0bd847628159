using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Core.Leads;

/// <content>Its history.</content>
public sealed partial class Lead
{
    private readonly List<LeadHistoryEntry> pendingHistory = [];

    /// <summary>What has happened to it since it was loaded and is not stored yet, in order.</summary>
    public IReadOnlyList<LeadHistoryEntry> PendingHistory => pendingHistory;

    /// <summary>Hands over what is to be stored with the lead, once.</summary>
    public IReadOnlyList<LeadHistoryEntry> DrainHistory()
    {
        LeadHistoryEntry[] drained = [.. pendingHistory];
        pendingHistory.Clear();
        return drained;
    }

    /// <summary>The lead as it stands.</summary>
    public LeadSnapshot Snapshot() => new()
    {
        Status = Status,
        Contact = Contact,
        PersonaKey = PersonaKey,
        Attributes = Attributes,
        CreatedAt = CreatedAt,
        OwnerRepKey = HandOff?.RepKey,
        TryAgainOn = TryAgainOn,
        Outcome = Outcome,
    };

    /// <summary>Adds the one entry of a change. Clocks of several hosts differ a little; an entry is never before the one before it.</summary>
    private void Append(LeadHistoryKind kind, LeadSnapshot before, Actor by, string? why, HandOffId? handOff, Instant now)
    {
        ChangedAt = Instant.Max(ChangedAt, now.ToMicroseconds());
        Version++;
        pendingHistory.Add(new(Id, Version, ChangedAt, by, kind, why, handOff, LeadSnapshot.Changes(before, Snapshot())));
    }
}
