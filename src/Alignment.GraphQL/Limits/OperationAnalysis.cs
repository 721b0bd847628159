using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Limits;

/// <summary>What one operation amounts to, found once for all its executions.</summary>
public sealed class OperationAnalysis
{
    private readonly SelectionMeasure measure;
    private readonly double maxCost;
    private readonly OperationDefinitionNode operation;

    internal OperationAnalysis(OperationDefinitionNode operation, SelectionMeasure measure, IReadOnlyList<GraphQLError> refusals, double maxCost)
    {
        this.operation = operation;
        this.measure = measure;
        this.maxCost = maxCost;
        Refusals = refusals;
    }

    /// <summary>Why the operation may not run whatever its variables are; empty when it may.</summary>
    public IReadOnlyList<GraphQLError> Refusals { get; }

    /// <summary>Fields inside each other, at the deepest place.</summary>
    public int Depth => measure.Depth;

    /// <summary>Fields, fragments counted as if written out.</summary>
    public int Fields => measure.Fields;

    /// <summary>Aliases, fragments counted as if written out.</summary>
    public int Aliases => measure.Aliases;

    /// <summary>Directives, fragments counted as if written out.</summary>
    public int Directives => measure.Directives;

    /// <summary>Whether the cost is the same for all variables.</summary>
    public bool IsCostConstant => measure.Cost.IsConstant;

    /// <summary>The estimated cost; an upper bound as long as the schema's list sizes hold: conditions are taken to include.</summary>
    /// <param name="variables">The literal that a variable stands for, its default included, or null when it has no value.</param>
    public double Cost(Func<string, ValueNode?> variables) => measure.Cost.Evaluate(variables);

    /// <summary>The refusal of an operation that costs more than the limit, or null.</summary>
    /// <param name="cost">What <see cref="Cost"/> answered.</param>
    public GraphQLError? RefusalOf(double cost) => cost <= maxCost
        ? null
        : LimitRefusal.Of(
            FormattableString.Invariant($"The operation is estimated to cost {Math.Ceiling(cost)}"),
            ErrorCodes.TooExpensive, nameof(GraphQLLimits.MaxCost), maxCost, Math.Ceiling(cost), operation);
}
