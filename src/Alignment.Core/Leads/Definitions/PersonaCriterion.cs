using System.Text.Json;

namespace Alignment.Core.Leads.Definitions;

/// <summary>Met when the lead's persona is one of these.</summary>
public sealed record PersonaCriterion : Criterion
{
    /// <summary>Creates the criterion.</summary>
    public PersonaCriterion(string key, ValueList<string> personas)
        : base(key) => Personas = personas;

    /// <summary>Keys of personas; compared exactly.</summary>
    public ValueList<string> Personas { get; }

    /// <inheritdoc/>
    public override Dimension Dimension { get; init; } = Dimension.Fit;

    /// <inheritdoc/>
    public override string Kind => "persona";

    internal override Dimension UsualDimension => Dimension.Fit;

    internal static PersonaCriterion? Read(string key, JsonObjectReader json) =>
        json.Texts("personas", EngagementFilter.MostItems, EngagementFilter.LongestKey, "List the personas.") is { } personas ? new(key, personas) : null;

    private protected override void WriteRest(Utf8JsonWriter json) => EngagementFilter.Write(json, "personas", Personas);
}
