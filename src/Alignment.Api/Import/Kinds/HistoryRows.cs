using Alignment.Api.Data;
using Alignment.Api.Import.Maps;
using Alignment.Api.Import.Rows;
using Alignment.Api.Leads;
using Alignment.Core;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Import.Kinds;

/// <summary>What happened to a lead between marketing and sales.</summary>
/// <param name="LeadExternalId">What the source calls the lead.</param>
/// <param name="Milestone">What happened, and when.</param>
internal sealed record HistoryRow(string LeadExternalId, LeadMilestone Milestone);

/// <summary>Past hand-offs, returns and recycles, for assessments without a store: there, history is kept by the leads themselves.</summary>
internal sealed class HistoryRows(HistoryMap map) : ImportKind<HistoryRow>(map.Format)
{
    private CellReader lead = null!;
    private CellReader at = null!;
    private CellReader happened = null!;

    public override bool MayRepeat => false;

    public override HistoryRow Read(RowReading reading)
    {
        var instant = at.Instant(reading);
        if (instant is null && at.Text(reading) is null) reading.Fault($"{at.Name}: is missing; every row says when it was");
        return new HistoryRow(lead.RequiredKey(reading, "whose history it is"), new LeadMilestone(Kind(reading), instant ?? default));
    }

    public override IReadOnlyList<Refusal>? Faults(HistoryRow row) => null;

    public override string? KeyOf(HistoryRow row) => null;

    public override Task<IReadOnlyList<RowResult>> TakeAsync(AlignmentContext context, IReadOnlyList<HistoryRow> rows, Instant now, CancellationToken cancel) =>
        throw new NotSupportedException("A lead's history is written by what happens to it.");

    protected override void BindCells() => (lead, at, happened) = (Cell(map.Lead), Cell(map.At), Cell(map.Event));

    private LeadMilestoneKind Kind(RowReading reading)
    {
        switch (happened.Key(reading)?.ToUpperInvariant())
        {
            case "HANDEDOFF": return LeadMilestoneKind.HandedOff;
            case "RETURNED": return LeadMilestoneKind.Returned;
            case "RECYCLED": return LeadMilestoneKind.Recycled;
            case var other:
                reading.Fault($"{happened.Name}: \"{other}\" is none of handedOff, returned and recycled");
                return default;
        }
    }
}
