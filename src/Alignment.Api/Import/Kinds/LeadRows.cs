using Alignment.Api.Data;
using Alignment.Api.Import.Maps;
using Alignment.Api.Import.Rows;
using Alignment.Api.Leads;
using Alignment.Core;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Import.Kinds;

/// <summary>Leads. What a map reads and a row lacks is cleared; what a map does not read stays as it is.</summary>
internal sealed class LeadRows(LeadMap map) : ImportKind<LeadRow>(map.Format)
{
    private CellReader externalId = null!;
    private CellReader? createdAt;
    private CellReader? name;
    private CellReader? email;
    private CellReader? company;
    private CellReader? persona;
    private IReadOnlyList<(string Name, CellReader Cell)> attributes = [];

    public override LeadRow Read(RowReading reading)
    {
        var values = new KeyValuePair<string, AttributeValue>[attributes.Count];
        for (var place = 0; place < values.Length; place++)
            values[place] = new(attributes[place].Name, attributes[place].Cell.Value(reading));
        return new LeadRow(externalId.RequiredKey(reading, "which lead it is"))
        {
            CreatedAt = createdAt?.Instant(reading),
            Name = Said(name, reading),
            Email = Said(email, reading),
            Company = Said(company, reading),
            PersonaKey = Said(persona, reading),
            Attributes = values,
        };
    }

    public override IReadOnlyList<Refusal>? Faults(LeadRow row) => RowChecks.Faults(row);

    public override string? KeyOf(LeadRow row) => row.ExternalId;

    public override Task<IReadOnlyList<RowResult>> TakeAsync(AlignmentContext context, IReadOnlyList<LeadRow> rows, Instant now, CancellationToken cancel) =>
        LeadIntake.CaptureLeadsAsync(context, Format.Source!, rows, null, now, LeadJournal.Unheard, cancel);

    protected override void BindCells()
    {
        externalId = Cell(map.ExternalId);
        createdAt = CellOrNone(map.CreatedAt);
        name = CellOrNone(map.Name);
        email = CellOrNone(map.Email);
        company = CellOrNone(map.Company);
        persona = CellOrNone(map.Persona);
        attributes = Cells(map.Attributes);
    }

    private static string? Said(CellReader? cell, RowReading reading) => cell is null ? null : cell.Key(reading) ?? string.Empty;
}
