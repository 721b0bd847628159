using Alignment.Api.Data;
using Alignment.Api.Leads.Standings;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Backtests;

namespace Alignment.Api.Leads.Backtests;

/// <summary>The leads of a store with what became of them, read once, in stretches, as they stand now.</summary>
internal static class StoreHistory
{
    private const int Stretch = 2048;

    /// <summary>Reads every lead. Blocks while the database answers: for use off the threads that serve requests.</summary>
    /// <param name="store">The leads.</param>
    /// <param name="needed">The parts of them that are looked at.</param>
    /// <param name="progress">Told how many have been read.</param>
    /// <param name="cancel">Stops reading.</param>
    public static IEnumerable<HistoricLead> Read(AlignmentStore store, FactsNeeded needed, Action<long>? progress, CancellationToken cancel)
    {
        using var context = store.CreateDbContext();
        var scan = new LeadScan(needed);
        var (read, after) = (0L, (LeadId?)null);
        while (Task.Run(() => scan.ReadAsync(context, after, Stretch, cancel), cancel).GetAwaiter().GetResult() is { Count: > 0 } leads)
        {
            foreach (var lead in leads)
                yield return new HistoricLead(lead.Facts, lead.Outcome is { } outcome ? new HistoricOutcome(outcome == OutcomeKind.Won, lead.OutcomeAt) : null, lead.Source);
            after = leads[^1].Brief.Id;
            progress?.Invoke(read += leads.Count);
        }
    }
}
