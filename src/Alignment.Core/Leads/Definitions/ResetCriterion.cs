using System.Text.Json;

namespace Alignment.Core.Leads.Definitions;

/// <summary>
/// Its latest matching engagement hides every engagement at or before its instant from the engagement, burst and sequence
/// criteria. It scores nothing and is always reported unmet.
/// </summary>
public sealed record ResetCriterion : Criterion
{
    private static readonly Dictionary<string, string> Remarks = new()
    {
        ["points"] = "A reset takes no points: it hides engagements and scores nothing.",
        ["dimension"] = "A reset takes no dimension: it hides engagements and scores nothing.",
        ["role"] = "A reset takes no role: it hides engagements and decides nothing.",
    };

    /// <summary>Creates the criterion.</summary>
    public ResetCriterion(string key, EngagementFilter filter)
        : base(key) => Filter = filter;

    /// <summary>Which engagements reset.</summary>
    public EngagementFilter Filter { get; }

    /// <inheritdoc/>
    public override Dimension Dimension { get; init; } = Dimension.Interest;

    /// <inheritdoc/>
    public override string Kind => "reset";

    internal static IReadOnlyDictionary<string, string> KeysRefused => Remarks;

    internal override Dimension UsualDimension => Dimension;

    internal static ResetCriterion Read(string key, JsonObjectReader json, List<Refusal> faults) => new(key, EngagementFilter.Read(json, faults));

    private protected override void WriteRest(Utf8JsonWriter json) => Filter.WriteTo(json);
}
