using System.Text.Json;
using NodaTime;

namespace Alignment.Core.Leads.Definitions;

/// <summary>Met when some consecutive matching engagements lie close together; its instant is the end of the latest such run.</summary>
public sealed record BurstCriterion : Criterion
{
    /// <summary>Creates the criterion.</summary>
    /// <param name="key">Unique in the definition.</param>
    /// <param name="filter">Which engagements it looks at.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="span">From the first to the last of them at most, inclusive.</param>
    public BurstCriterion(string key, EngagementFilter filter, int count, Duration span)
        : base(key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (Filter, Count, Span) = (filter, count, span);
    }

    /// <summary>Which engagements it looks at.</summary>
    public EngagementFilter Filter { get; }

    /// <summary>How many there must be.</summary>
    public int Count { get; }

    /// <summary>From the first to the last of them at most, inclusive.</summary>
    public Duration Span { get; }

    /// <summary>Unmet from its instant plus this on; null for never.</summary>
    public Duration? Within { get; init; }

    /// <summary>After how long points are halved; null if they do not fade.</summary>
    public Duration? HalfLife { get; init; }

    /// <inheritdoc/>
    public override Dimension Dimension { get; init; } = Dimension.Interest;

    /// <inheritdoc/>
    public override string Kind => "burst";

    internal override Dimension UsualDimension => Dimension.Interest;

    internal static BurstCriterion? Read(string key, JsonObjectReader json, List<Refusal> faults)
    {
        var filter = EngagementFilter.Read(json, faults);
        var count = json.Count("count", "Say how many engagements make a burst.");
        var span = json.Duration("span", "Say within how long they must lie, for example \"P1D\".");
        var (within, halfLife) = (json.Duration("within"), json.Duration("halfLife"));
        return count is { } n && span is { } s ? new(key, filter, n, s) { Within = within, HalfLife = halfLife } : null;
    }

    private protected override void WriteRest(Utf8JsonWriter json)
    {
        Filter.WriteTo(json);
        json.WriteNumber("count", Count);
        Write(json, "span", Span);
        Write(json, "within", Within);
        Write(json, "halfLife", HalfLife);
    }
}
