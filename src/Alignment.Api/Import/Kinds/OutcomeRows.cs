using Alignment.Api.Data;
using Alignment.Api.Import.Maps;
using Alignment.Api.Import.Rows;
using Alignment.Api.Leads;
using Alignment.Core;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Import.Kinds;

/// <summary>Outcomes.</summary>
internal sealed class OutcomeRows(OutcomeMap map) : ImportKind<OutcomeRow>(map.Format)
{
    private CellReader lead = null!;
    private CellReader outcome = null!;
    private CellReader? at;
    private CellReader? amount;
    private CellReader? currency;
    private CellReader? rep;
    private CellReader? reason;

    public override OutcomeRow Read(RowReading reading) => new(
        lead.RequiredKey(reading, "whose outcome it is"),
        new LeadOutcome(
            Kind(reading),
            at?.Instant(reading),
            amount?.Amount(reading),
            currency?.Key(reading),
            rep?.Key(reading),
            reason?.Text(reading)));

    public override IReadOnlyList<Refusal>? Faults(OutcomeRow row) => RowChecks.Faults(row);

    public override string? KeyOf(OutcomeRow row) => row.LeadExternalId;

    public override Task<IReadOnlyList<RowResult>> TakeAsync(AlignmentContext context, IReadOnlyList<OutcomeRow> rows, Instant now, CancellationToken cancel) =>
        LeadIntake.RecordOutcomesAsync(context, Format.Source!, rows, null, now, LeadJournal.Unheard, cancel);

    protected override void BindCells()
    {
        lead = Cell(map.Lead);
        outcome = Cell(map.Outcome);
        at = CellOrNone(map.At);
        amount = CellOrNone(map.Amount);
        currency = CellOrNone(map.Currency);
        rep = CellOrNone(map.Rep);
        reason = CellOrNone(map.Reason);
    }

    private OutcomeKind Kind(RowReading reading)
    {
        switch (outcome.Key(reading)?.ToUpperInvariant())
        {
            case "WON": return OutcomeKind.Won;
            case "LOST": return OutcomeKind.Lost;
            case null:
                reading.Fault($"{outcome.Name}: is missing; every row says won or lost");
                return default;
            default:
                reading.Fault($"{outcome.Name}: \"{outcome.Key(reading)}\" is neither won nor lost; translate it with \"values\" in the map");
                return default;
        }
    }
}
