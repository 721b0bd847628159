using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Alignment.Api.Leads.Standings;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>One call of <see cref="LeadIntake"/> with outcomes.</summary>
internal sealed class OutcomeCapture(AlignmentContext context, string source, Actor by, Instant now)
{
    private readonly List<(Lead Lead, HandOff? Before)> changed = [];

    /// <summary>What was added to the histories of leads.</summary>
    public IReadOnlyList<LeadMoved> Changed { get; private set; } = [];

    public async Task<IReadOnlyList<RowResult>> TakeAsync(IReadOnlyList<OutcomeRow> rows, CancellationToken cancel)
    {
        var faults = rows.Select(RowChecks.Faults).ToArray();
        var last = LastRows.Of(rows, row => row.LeadExternalId.Trim(), place => faults[place] is null);
        var known = await KnownLeads.LoadAsync(context, source, last.Keys, cancel);
        var results = new RowResult[rows.Count];
        for (var place = 0; place < rows.Count; place++)
        {
            var id = rows[place].LeadExternalId.Trim();
            results[place] = faults[place] is { } refusals ? RowResult.Rejected(refusals)
                : !known.TryGetValue(id, out var lead) ? RowResult.Rejected(KnownLeads.Missing(source, id))
                : last[id] != place ? new RowResult(RowEffect.Unchanged, lead.Id, [])
                : Take(rows[place], lead);
        }

        await RowWriter.UpdateAsync(context, [.. changed.Select(one => one.Before).OfType<HandOff>()], cancel);
        await RowWriter.UpdateAsync(context, [.. changed.Select(one => one.Lead)], cancel);
        Changed = [.. changed.Select(one => new LeadMoved(one.Lead, one.Lead.DrainHistory(), one.Before))];
        await RowWriter.InsertAsync(context, [.. Changed.SelectMany(lead => lead.Entries)], cancel);
        return results;
    }

    private RowResult Take(OutcomeRow row, Lead lead)
    {
        var (before, handOff) = (lead.Outcome, lead.HandOff);
        if (!lead.RecordOutcome(row.Outcome, by, now).TryGetValue(out var isNew, out var refusals)) return RowResult.Rejected(refusals);
        if (!isNew) return new RowResult(RowEffect.Unchanged, lead.Id, []);
        changed.Add((lead, handOff));
        return new RowResult(before is null ? RowEffect.Created : RowEffect.Updated, lead.Id, []);
    }
}
