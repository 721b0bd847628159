using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Limits;

/// <summary>What a selection amounts to, the fragments in it counted as if written out. Counts stop growing at <see cref="Endless"/>.</summary>
internal readonly record struct SelectionMeasure
{
    internal const int Endless = 1_000_000_000;

    public SelectionMeasure()
    {
    }

    internal int Fields { get; init; }

    internal int Aliases { get; init; }

    internal int Directives { get; init; }

    internal int Depth { get; init; }

    /// <summary>The first field that asks for the schema.</summary>
    internal FieldNode? Introspection { get; init; }

    /// <summary>The cost that does not depend on the page that encloses the selection.</summary>
    internal CostFormula Cost { get; init; } = CostFormula.Zero;

    /// <summary>The cost of each item of the enclosing page: what is below <c>edges</c> and <c>nodes</c> of a connection.</summary>
    internal CostFormula CostOfItem { get; init; } = CostFormula.Zero;

    /// <summary>Both selections, side by side.</summary>
    internal SelectionMeasure Beside(SelectionMeasure other) => new()
    {
        Fields = Sum(Fields, other.Fields),
        Aliases = Sum(Aliases, other.Aliases),
        Directives = Sum(Directives, other.Directives),
        Depth = Math.Max(Depth, other.Depth),
        Introspection = Introspection ?? other.Introspection,
        Cost = Cost.Plus(other.Cost),
        CostOfItem = CostOfItem.Plus(other.CostOfItem),
    };

    internal SelectionMeasure WithDirectives(int count) => this with { Directives = Sum(Directives, count) };

    private static int Sum(int a, int b) => Math.Min(Endless, a + b);
}
