using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Alignment.Api.Leads.Standings;
using Alignment.Core;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>One call of <see cref="LeadIntake"/> with leads.</summary>
internal sealed class LeadCapture(AlignmentContext context, string source, Actor by, Instant now)
{
    private readonly List<Lead> created = [];
    private readonly List<Lead> updated = [];

    /// <summary>Those that were not known before.</summary>
    public IReadOnlyList<Lead> Created => created;

    /// <summary>What was added to the histories of leads.</summary>
    public IReadOnlyList<LeadMoved> Changed { get; private set; } = [];

    public async Task<IReadOnlyList<RowResult>> TakeAsync(IReadOnlyList<LeadRow> rows, CancellationToken cancel)
    {
        var faults = rows.Select(RowChecks.Faults).ToArray();
        var last = LastRows.Of(rows, row => row.ExternalId.Trim(), place => faults[place] is null);
        var known = await KnownLeads.LoadAsync(context, source, last.Keys, cancel);
        var results = new RowResult[rows.Count];
        for (var place = 0; place < rows.Count; place++)
        {
            if (faults[place] is { } refusals) results[place] = RowResult.Rejected(refusals);
            else if (last[rows[place].ExternalId.Trim()] == place) results[place] = Take(rows[place], known);
        }

        for (var place = 0; place < rows.Count; place++)
            results[place] ??= new RowResult(RowEffect.Unchanged, results[last[rows[place].ExternalId.Trim()]].LeadId, []);
        await RowWriter.InsertAsync(context, created, cancel);
        await RowWriter.UpdateAsync(context, updated, cancel);
        Changed = [.. created.Concat(updated).Select(lead => new LeadMoved(lead, lead.DrainHistory(), lead.HandOff))];
        await RowWriter.InsertAsync(context, [.. Changed.SelectMany(lead => lead.Entries)], cancel);
        return results;
    }

    private RowResult Take(LeadRow row, Dictionary<string, Lead> known)
    {
        if (!known.TryGetValue(row.ExternalId.Trim(), out var lead)) return Create(row);
        if (!lead.Update(UpdateOf(row), by, now).TryGetValue(out var changed, out var refusals)) return RowResult.Rejected(refusals);
        if (changed) updated.Add(lead);
        return new RowResult(changed ? RowEffect.Updated : RowEffect.Unchanged, lead.Id, []);
    }

    private RowResult Create(LeadRow row)
    {
        var capture = Capture(LeadId.New(now), source, row, by, now);
        if (!capture.TryGetValue(out var lead, out var refusals)) return RowResult.Rejected(refusals);
        created.Add(lead);
        return new RowResult(RowEffect.Created, lead.Id, []);
    }

    private static Result<Lead> Capture(LeadId id, string source, LeadRow row, Actor by, Instant now) => Lead.Capture(
        id, source, row.ExternalId, new LeadContact(row.Name, row.Email, row.Company), row.PersonaKey, AttributeSet.Of(row.Attributes), row.CreatedAt, by, now);

    private static LeadUpdate UpdateOf(LeadRow row) => new()
    {
        Name = row.Name,
        Email = row.Email,
        Company = row.Company,
        PersonaKey = row.PersonaKey,
        CreatedAt = row.CreatedAt,
        Attributes = row.Attributes,
    };
}
