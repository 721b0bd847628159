using Alignment.Api.Data;
using Alignment.Api.Import.Maps;
using Alignment.Api.Import.Rows;
using Alignment.Api.Leads;
using Alignment.Core;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Import.Kinds;

/// <summary>Engagements.</summary>
internal sealed class EngagementRows(EngagementMap map) : ImportKind<EngagementRow>(map.Format)
{
    private CellReader lead = null!;
    private CellReader at = null!;
    private CellReader type = null!;
    private CellReader? externalId;
    private CellReader? content;
    private CellReader? stage;
    private CellReader? by;
    private IReadOnlyList<(string Name, CellReader Cell)> properties = [];

    public override bool MayRepeat => map.ExternalId is not null;

    public override EngagementRow Read(RowReading reading)
    {
        var instant = at.Instant(reading);
        if (instant is null && at.Text(reading) is null) reading.Fault($"{at.Name}: is missing; every engagement says when it was");
        return new EngagementRow(lead.RequiredKey(reading, "whose engagement it is"), instant ?? default, type.RequiredKey(reading, "what happened"))
        {
            ExternalId = externalId?.Key(reading),
            Content = content?.Key(reading),
            StageKey = stage?.Key(reading),
            By = ByFunction(reading),
            Properties = properties.Count == 0 ? AttributeSet.Empty
                : AttributeSet.Of(properties.Select(value => KeyValuePair.Create(value.Name, value.Cell.Value(reading)))),
        };
    }

    public override IReadOnlyList<Refusal>? Faults(EngagementRow row) => RowChecks.Faults(row);

    public override string? KeyOf(EngagementRow row) => row.ExternalId;

    public override string? LikenessOf(EngagementRow row) => row.ExternalId is not null ? null
        : $"{row.LeadExternalId}\0{row.At.ToUnixTimeTicks()}\0{row.Type}\0{row.Content ?? "\0"}";

    public override EngagementRow AsOccurrence(EngagementRow row, int occurrence) => row with { Occurrence = occurrence };

    public override Task<IReadOnlyList<RowResult>> TakeAsync(AlignmentContext context, IReadOnlyList<EngagementRow> rows, Instant now, CancellationToken cancel) =>
        LeadIntake.RecordEngagementsAsync(context, Format.Source!, rows, now, LeadJournal.Unheard, cancel);

    protected override void BindCells()
    {
        lead = Cell(map.Lead);
        at = Cell(map.At);
        type = Cell(map.Type);
        externalId = CellOrNone(map.ExternalId);
        content = CellOrNone(map.Content);
        stage = CellOrNone(map.Stage);
        by = CellOrNone(map.By);
        properties = Cells(map.Properties);
    }

    private Function? ByFunction(RowReading reading)
    {
        switch (by?.Key(reading)?.ToUpperInvariant())
        {
            case null: return null;
            case "MARKETING": return Function.Marketing;
            case "SALES": return Function.Sales;
            default:
                reading.Fault($"{by.Name}: \"{by.Key(reading)}\" is neither marketing nor sales");
                return null;
        }
    }
}
