using System.Text.Json;
using NodaTime;

namespace Alignment.Core.Leads.Definitions;

/// <summary>Met when one thing follows another, strictly later and soon enough; its instant is that of the latest that follows.</summary>
public sealed record SequenceCriterion : Criterion
{
    /// <summary>Creates the criterion.</summary>
    /// <param name="key">Unique in the definition.</param>
    /// <param name="first">Types of what comes first.</param>
    /// <param name="then">Types of what follows; may share some with <paramref name="first"/>.</param>
    /// <param name="span">How much later at most, inclusive.</param>
    public SequenceCriterion(string key, ValueList<string> first, ValueList<string> then, Duration span)
        : base(key) => (First, Then, Span) = (first, then, span);

    /// <summary>Types of what comes first.</summary>
    public ValueList<string> First { get; }

    /// <summary>Types of what follows.</summary>
    public ValueList<string> Then { get; }

    /// <summary>How much later at most, inclusive.</summary>
    public Duration Span { get; }

    /// <summary>Unmet from its instant plus this on; null for never.</summary>
    public Duration? Within { get; init; }

    /// <summary>After how long points are halved; null if they do not fade.</summary>
    public Duration? HalfLife { get; init; }

    /// <inheritdoc/>
    public override Dimension Dimension { get; init; } = Dimension.Interest;

    /// <inheritdoc/>
    public override string Kind => "sequence";

    internal override Dimension UsualDimension => Dimension.Interest;

    internal static SequenceCriterion? Read(string key, JsonObjectReader json)
    {
        var first = json.Texts("first", EngagementFilter.MostItems, EngagementFilter.LongestKey, "List the types of what comes first.");
        var then = json.Texts("then", EngagementFilter.MostItems, EngagementFilter.LongestKey, "List the types of what follows.");
        var span = json.Duration("span", "Say how much later it may follow, for example \"P40D\".");
        var (within, halfLife) = (json.Duration("within"), json.Duration("halfLife"));
        return first is not null && then is not null && span is { } s ? new(key, first, then, s) { Within = within, HalfLife = halfLife } : null;
    }

    private protected override void WriteRest(Utf8JsonWriter json)
    {
        EngagementFilter.Write(json, "first", First);
        EngagementFilter.Write(json, "then", Then);
        Write(json, "span", Span);
        Write(json, "within", Within);
        Write(json, "halfLife", HalfLife);
    }
}
