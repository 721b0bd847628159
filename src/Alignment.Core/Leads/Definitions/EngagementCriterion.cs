using System.Text.Json;
using NodaTime;

namespace Alignment.Core.Leads.Definitions;

/// <summary>
/// Met when enough matching engagements count; gives points for each, fading with a half-life, up to a cap. The limit is
/// applied to all that is visible in the order of (instant, position); the window then drops what is too old.
/// </summary>
public sealed record EngagementCriterion : Criterion
{
    /// <summary>Creates the criterion.</summary>
    public EngagementCriterion(string key, EngagementFilter filter)
        : base(key) => Filter = filter;

    /// <summary>Which engagements it looks at.</summary>
    public EngagementFilter Filter { get; }

    /// <summary>How often they may count; null for always.</summary>
    public EngagementLimit? Limit { get; init; }

    /// <summary>What happened this long ago, or longer, does not count; null to look back without end.</summary>
    public Duration? Within { get; init; }

    /// <summary>After how long points are halved; null if they do not fade.</summary>
    public Duration? HalfLife { get; init; }

    /// <summary>The greatest absolute value of the sum; null for none. Not negative.</summary>
    public double? Cap { get; init; }

    /// <summary>How many must count; at least 1.</summary>
    public int MinCount { get; init; } = 1;

    /// <inheritdoc/>
    public override Dimension Dimension { get; init; } = Dimension.Interest;

    /// <inheritdoc/>
    public override string Kind => "engagement";

    internal override Dimension UsualDimension => Dimension.Interest;

    internal static EngagementCriterion Read(string key, JsonObjectReader json, List<Refusal> faults) => new(key, EngagementFilter.Read(json, faults))
    {
        Limit = ReadLimit(json),
        Within = json.Duration("within"),
        HalfLife = json.Duration("halfLife"),
        Cap = json.NumberNotBelowZero("cap"),
        MinCount = json.Count("minCount") ?? 1,
    };

    private protected override void WriteRest(Utf8JsonWriter json)
    {
        Filter.WriteTo(json);
        if (Limit is { } limit) json.WriteString("limit", limit.Every is { } every ? IsoDuration.Format(every) : "once");
        Write(json, "within", Within);
        Write(json, "halfLife", HalfLife);
        if (Cap is { } cap) json.WriteNumber("cap", cap);
        if (MinCount != 1) json.WriteNumber("minCount", MinCount);
    }

    private static EngagementLimit? ReadLimit(JsonObjectReader json)
    {
        if (json.Element("limit") is not { } element) return null;
        if (element.ValueKind == JsonValueKind.String && JsonObjectReader.TextOrNull(element) == "once") return EngagementLimit.Once;
        return json.DurationOf(element, "limit") is { } every ? EngagementLimit.OneEvery(every) : null;
    }
}
