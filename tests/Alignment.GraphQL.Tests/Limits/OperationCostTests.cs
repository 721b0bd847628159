using Alignment.GraphQL.Language;
using Alignment.GraphQL.Limits;

namespace Alignment.GraphQL.Tests.Limits;

/// <summary>The figures are worked out by hand from the rule in the documentation of <see cref="OperationAnalyzer"/>.</summary>
public sealed class OperationCostTests
{
    [Theory]
    [InlineData("{ id }", 0)]
    [InlineData("{ free { id } }", 1)]
    [InlineData("{ dear { id } }", 51)]
    [InlineData("{ items { id } }", 1 + 10)]
    [InlineData("{ items { items { id } } }", 1 + (10 * (1 + 1 + 10)))]
    [InlineData("{ known { id } }", 1 + 4)]
    [InlineData("{ best { id } }", 1 + 3)]
    [InlineData("{ best(first: 7) { id } }", 1 + 7)]
    [InlineData("{ leads { totalCount } }", 1 + 1)]
    [InlineData("{ leads { nodes { id } } }", 1 + 1 + 20)]
    [InlineData("{ leads(first: 50) { nodes { id } } }", 1 + 1 + 50)]
    [InlineData("{ leads(last: 5) { nodes { persona { name } } } }", 1 + 1 + (5 * (1 + 1 + 1)))]
    [InlineData("{ leads(first: 5, last: 9) { nodes { id } } }", 1 + 1 + 9)]
    [InlineData("{ leads(first: -5) { nodes { id } } }", 1 + 1)]
    [InlineData("{ leads(first: 2) { edges { cursor node { id } } pageInfo { hasNextPage } } }", 1 + 1 + (2 * (1 + 1)) + 1)]
    [InlineData("{ leads(first: 2) { ...Page } } fragment Page on LeadsConnection { ... { nodes { id } } }", 1 + 1 + 2)]
    [InlineData("{ a: leads(first: 2) { ...P } b: leads(first: 30) { ...P } } fragment P on LeadsConnection { nodes { id } }", 1 + 1 + 2 + 1 + 1 + 30)]
    [InlineData("{ leads(first: 50) { nodes { engagements(first: 10) { nodes { id } } } } }", 2 + (50 * (1 + 2 + 10)))]
    [InlineData("{ lead { leads { nodes { id } } } }", 1 + 1 + 1 + 1 + 10)]
    [InlineData("{ __schema { types { fields { name } } } __typename }", 0)]
    [InlineData("{ items @include(if: false) { id } }", 1 + 10)]
    public void WhenNothingVaries_ThenTheCostIsConstant(string document, double cost)
    {
        var analysis = Analyze(document);

        Assert.True(analysis.IsCostConstant);
        Assert.Equal(cost, analysis.Cost(_ => null));
    }

    [Theory]
    [InlineData(null, 2 + 20)]
    [InlineData("null", 2 + 20)]
    [InlineData("100", 2 + 100)]
    [InlineData("99999999999", 2 + (double)int.MaxValue)]
    public void WhenThePageSizeIsAVariable_ThenItsValueCounts(string? value, double cost)
    {
        var analysis = Analyze("query ($n: Int) { leads(first: $n) { nodes { id } } }");

        Assert.False(analysis.IsCostConstant);
        Assert.Equal(cost, analysis.Cost(name => value is null || name != "n" ? null : Utf8GraphQLParser.ParseValue(value)));
    }

    [Fact]
    public void WhenPageSizesAreAbsurd_ThenTheCostIsStillANumber()
    {
        var analysis = Analyze("query ($n: Int) { leads(first: 1" + new string('0', 400) + ") { nodes { engagements(first: $n) { edges { cursor } } } } }");

        Assert.True(double.IsFinite(analysis.Cost(_ => Utf8GraphQLParser.ParseValue("0"))));
    }

    [Fact]
    public void WhenPagesOfPagesAreAskedFor_ThenTheOperationIsTooExpensive()
    {
        var analysis = Analyze("query ($n: Int) { leads(first: $n) { nodes { engagements(first: $n) { nodes { engagements(first: $n) { nodes { id } } } } } } }");

        Assert.Null(analysis.RefusalOf(analysis.Cost(_ => Number(10))));
        var refusal = analysis.RefusalOf(analysis.Cost(_ => Number(100)));
        Assert.Equal(ErrorCodes.TooExpensive, refusal?.Code);
        Assert.Equal("MaxCost", refusal?.Extensions?["limit"]);
        Assert.Contains("GraphQL:Limits:MaxCost", refusal?.Message, StringComparison.Ordinal);

        static ValueNode Number(int value) => Utf8GraphQLParser.ParseValue($"{value}");
    }

    private static OperationAnalysis Analyze(string text)
    {
        var document = Utf8GraphQLParser.Parse(text);
        return new OperationAnalyzer(LimitSchema.Value, new GraphQLLimits(), introspection: true)
            .Analyze(document, document.Definitions.OfType<OperationDefinitionNode>().First());
    }
}
