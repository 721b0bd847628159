using System.Text.Json;

namespace Alignment.Core.Leads.Definitions;

/// <summary>Met when an attribute of the lead meets a condition; gives its points once.</summary>
public sealed record AttributeCriterion : Criterion
{
    /// <summary>Creates the criterion.</summary>
    public AttributeCriterion(string key, AttributeCondition condition)
        : base(key) => Condition = condition;

    /// <summary>What is asked of the attribute.</summary>
    public AttributeCondition Condition { get; }

    /// <inheritdoc/>
    public override Dimension Dimension { get; init; } = Dimension.Fit;

    /// <inheritdoc/>
    public override string Kind => "attribute";

    internal override Dimension UsualDimension => Dimension.Fit;

    internal static AttributeCriterion? Read(string key, JsonObjectReader json) =>
        AttributeCondition.Read(json) is { } condition ? new(key, condition) : null;

    private protected override void WriteRest(Utf8JsonWriter json) => Condition.WriteTo(json);
}
