using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Limits;

/// <summary>A cost that is a number, plus costs multiplied by page sizes which only the variables tell.</summary>
internal sealed class CostFormula
{
    internal static readonly CostFormula Zero = new(0, []);

    private readonly double constant;
    private readonly List<(PageSize Size, CostFormula Each)> terms;

    private CostFormula(double constant, List<(PageSize Size, CostFormula Each)> terms)
    {
        this.constant = constant;
        this.terms = terms;
    }

    /// <summary>Whether variables play no part.</summary>
    internal bool IsConstant => terms.Count == 0;

    internal static CostFormula Of(double cost) => cost == 0 ? Zero : new CostFormula(cost, []);

    /// <summary>The sum.</summary>
    internal CostFormula Plus(CostFormula other) =>
        ReferenceEquals(this, Zero) ? other
        : ReferenceEquals(other, Zero) ? this
        : new CostFormula(constant + other.constant, IsConstant ? other.terms : other.IsConstant ? terms : [.. terms, .. other.terms]);

    /// <summary>This cost for each item of a page.</summary>
    internal CostFormula Times(PageSize size)
    {
        if (ReferenceEquals(this, Zero))
            return Zero;
        return size.Variable is not null || !IsConstant
            ? new CostFormula(0, [(size, this)])
            : Of(constant * size.Fixed);
    }

    internal double Evaluate(Func<string, ValueNode?> variables)
    {
        var cost = constant;
        foreach (var (size, each) in terms)
            cost += size.Evaluate(variables) * each.Evaluate(variables);
        return cost;
    }
}
