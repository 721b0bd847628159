using System.Text.Json;

namespace Alignment.Core.Leads.Definitions;

/// <summary>Met when the lead's stage reading is at a stage or later in its journey.</summary>
public sealed record StageCriterion : Criterion
{
    /// <summary>Creates the criterion.</summary>
    public StageCriterion(string key, string atLeast)
        : base(key) => AtLeast = atLeast;

    /// <summary>The key of the earliest stage that will do. A lead whose journey does not know it does not meet the criterion.</summary>
    public string AtLeast { get; }

    /// <inheritdoc/>
    public override Dimension Dimension { get; init; } = Dimension.Interest;

    /// <inheritdoc/>
    public override string Kind => "stage";

    internal override Dimension UsualDimension => Dimension.Interest;

    internal static StageCriterion? Read(string key, JsonObjectReader json) =>
        json.Text("atLeast", EngagementFilter.LongestKey, "Name the earliest stage that will do.") is { } stage ? new(key, stage) : null;

    private protected override void WriteRest(Utf8JsonWriter json) => json.WriteString("atLeast", AtLeast);
}
