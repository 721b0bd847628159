using System.Text.Json;
using NodaTime;

namespace Alignment.Core.Leads.Definitions;

/// <summary>Met when the lead has existed this long and no matching engagement has happened for as long. Resets hide nothing from it.</summary>
public sealed record InactivityCriterion : Criterion
{
    /// <summary>Creates the criterion.</summary>
    /// <param name="key">Unique in the definition.</param>
    /// <param name="filter">Which engagements count as activity.</param>
    /// <param name="duration">For how long there was none; an engagement exactly this long ago no longer counts.</param>
    public InactivityCriterion(string key, EngagementFilter filter, Duration duration)
        : base(key) => (Filter, For) = (filter, duration);

    /// <summary>Which engagements count as activity.</summary>
    public EngagementFilter Filter { get; }

    /// <summary>For how long there was none.</summary>
    public Duration For { get; }

    /// <inheritdoc/>
    public override Dimension Dimension { get; init; } = Dimension.Interest;

    /// <inheritdoc/>
    public override string Kind => "inactivity";

    internal override Dimension UsualDimension => Dimension.Interest;

    internal static InactivityCriterion? Read(string key, JsonObjectReader json, List<Refusal> faults)
    {
        var filter = EngagementFilter.Read(json, faults);
        return json.Duration("for", "Say for how long, for example \"P30D\".") is { } duration ? new(key, filter, duration) : null;
    }

    private protected override void WriteRest(Utf8JsonWriter json)
    {
        Filter.WriteTo(json);
        Write(json, "for", For);
    }
}
