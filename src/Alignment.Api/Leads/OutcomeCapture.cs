using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>One call of <see cref="LeadIntake"/> with outcomes.</summary>
internal sealed class OutcomeCapture(AlignmentContext context, string source, Actor by, Instant now)
{
    private readonly List<Lead> changed = [];
    private readonly List<HandOff> ended = [];

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

        await RowWriter.UpdateAsync(context, ended, cancel);
        await RowWriter.UpdateAsync(context, changed, cancel);
        await RowWriter.InsertAsync(context, [.. changed.SelectMany(lead => lead.DrainHistory())], cancel);
        return results;
    }

    private RowResult Take(OutcomeRow row, Lead lead)
    {
        var (before, handOff) = (lead.Outcome, lead.HandOff);
        if (!lead.RecordOutcome(row.Outcome, by, now).TryGetValue(out var isNew, out var refusals)) return RowResult.Rejected(refusals);
        if (!isNew) return new RowResult(RowEffect.Unchanged, lead.Id, []);
        changed.Add(lead);
        if (handOff is not null) ended.Add(handOff);
        return new RowResult(before is null ? RowEffect.Created : RowEffect.Updated, lead.Id, []);
    }
}
