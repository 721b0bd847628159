using System.Diagnostics;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Types;
using Alignment.GraphQL.Validation;

namespace Alignment.GraphQL.Tests.Limits;

/// <summary>Each limit bites at its figure, not below it, and moves with its setting.</summary>
public sealed class OperationLimitTests
{
    private static readonly GraphQLLimits Defaults = new();

    [Fact]
    public void WhenFieldsAreNestedTooDeep_ThenTheOperationIsRefused()
    {
        AssertBites(nameof(GraphQLLimits.MaxDepth), ErrorCodes.TooDeep, Defaults.MaxDepth, Nested, l => l with { MaxDepth = 17 });

        static string Nested(int depth) => string.Concat(Enumerable.Repeat("{ self ", depth - 1)) + "{ id }" + new string('}', depth - 1);
    }

    [Fact]
    public void WhenDepthHidesInFragments_ThenItIsCountedAsIfWrittenOut()
    {
        const string Document = "{ ...A } fragment A on Query { self { ...B } } fragment B on Query { self { ... on Query { self { id } } } }";

        Assert.Equal(4, Analyze(Document).Depth);
        Assert.Equal(ErrorCodes.TooDeep, Assert.Single(Analyze(Document, Defaults with { MaxDepth = 3 }).Refusals).Code);
    }

    [Fact]
    public void WhenAnOperationHasTooManyFields_ThenItIsRefused() => AssertBites(
        nameof(GraphQLLimits.MaxFields), ErrorCodes.TooManyFields, Defaults.MaxFields,
        fields => "{" + Repeat(fields, i => $" f{i}: id") + "}", l => l with { MaxFields = 1001 }, l => l with { MaxAliases = 2_000 });

    [Fact]
    public void WhenAnOperationHasTooManyAliases_ThenItIsRefused() => AssertBites(
        nameof(GraphQLLimits.MaxAliases), ErrorCodes.TooManyAliases, Defaults.MaxAliases,
        aliases => "{" + Repeat(aliases, i => $" a{i}: id") + "}", l => l with { MaxAliases = 51 });

    [Fact]
    public void WhenAFieldIsRepeatedTooOften_ThenTheOperationIsRefused() => AssertBites(
        nameof(GraphQLLimits.MaxRepeats), ErrorCodes.TooManyRepeats, Defaults.MaxRepeats,
        times => "{" + Repeat(times, _ => " id") + "}", l => l with { MaxRepeats = 6 });

    [Fact]
    public void WhenAFragmentIsRepeatedTooOften_ThenTheOperationIsRefused() => AssertBites(
        nameof(GraphQLLimits.MaxRepeats), ErrorCodes.TooManyRepeats, Defaults.MaxRepeats,
        times => "{" + Repeat(times, _ => " ...F") + "} fragment F on Query { id }", l => l with { MaxRepeats = 6 });

    [Fact]
    public void WhenAnOperationHasTooManyDirectives_ThenItIsRefused() => AssertBites(
        nameof(GraphQLLimits.MaxDirectives), ErrorCodes.TooManyDirectives, Defaults.MaxDirectives,
        count => "{" + Repeat(count, i => $" a{i}: id @tag") + "}", l => l with { MaxDirectives = 51 }, l => l with { MaxAliases = 60 });

    [Fact]
    public void WhenAPlaceHasTooManyDirectives_ThenTheOperationIsRefused() => AssertBites(
        nameof(GraphQLLimits.MaxDirectivesPerLocation), ErrorCodes.TooManyDirectives, Defaults.MaxDirectivesPerLocation,
        count => "{ id" + Repeat(count, _ => " @tag") + "}", l => l with { MaxDirectivesPerLocation = 6 });

    [Fact]
    public void WhenAnInputListIsTooLong_ThenTheOperationIsRefused() => AssertBites(
        nameof(GraphQLLimits.MaxListLength), ErrorCodes.InputTooLarge, Defaults.MaxListLength,
        count => "{ items(ids: [" + Repeat(count, i => $"{i} ") + "]) { id } }", l => l with { MaxListLength = 1001 });

    [Fact]
    public void WhenThereAreTooManyInputValues_ThenTheOperationIsRefused() => AssertBites(
        nameof(GraphQLLimits.MaxInputValues), ErrorCodes.InputTooLarge, 12,
        count => "{ items(ids: [" + Repeat(count - 1, i => $"{i} ") + "]) { id } }", l => l with { MaxInputValues = 13 }, l => l with { MaxInputValues = 12 });

    [Theory]
    [InlineData("""{"ids": [1, 2, 3]}""", 3, 100, null)]
    [InlineData("""{"ids": [1, 2, 3, 4]}""", 3, 100, nameof(GraphQLLimits.MaxListLength))]
    [InlineData("""{"a": {"b": 1, "c": 2, "d": [], "e": {}}}""", 3, 100, nameof(GraphQLLimits.MaxListLength))]
    [InlineData("""{"a": [[1, 2], [3, 4]]}""", 10, 8, null)]
    [InlineData("""{"a": [[1, 2], [3, 4, 5]]}""", 10, 8, nameof(GraphQLLimits.MaxInputValues))]
    [InlineData("""{"a": [""", 10, 8, null)]
    [InlineData("", 10, 8, null)]
    public void WhenVariablesAreLarge_ThenTheyAreRefusedBeforeTheyAreRead(string json, int length, int values, string? limit)
    {
        var refusal = InputSizes.Check(System.Text.Encoding.UTF8.GetBytes(json), new GraphQLLimits { MaxListLength = length, MaxInputValues = values });

        Assert.Equal(limit, refusal?.Extensions?["limit"]);
    }

    [Theory]
    [InlineData("{ __schema { description } }")]
    [InlineData("{ id ...F } fragment F on Query { __type(name: \"Query\") { name } }")]
    public void WhenIntrospectionIsNotAllowed_ThenItIsRefused(string document)
    {
        Assert.Equal(ErrorCodes.IntrospectionNotAllowed, Assert.Single(Analyze(document, introspection: false).Refusals).Code);
        Assert.Empty(Analyze(document).Refusals);
        Assert.Empty(Analyze("{ __typename self { __typename } }", introspection: false).Refusals);
    }

    [Fact]
    public void WhenFragmentsDoubleAtEachLevel_ThenTheyAreCountedWithoutBeingWrittenOut()
    {
        var document = "{ ...F0 }" + Repeat(200, i => $" fragment F{i} on Query {{ a: self {{ ...F{i + 1} }} b: self {{ ...F{i + 1} }} }}")
            + " fragment F200 on Query { id @tag }";
        var clock = Stopwatch.StartNew();

        var analysis = Analyze(document, Defaults with { MaxTokens = 100_000 });

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), clock.Elapsed.ToString());
        Assert.Equal(
            [ErrorCodes.TooDeep, ErrorCodes.TooManyFields, ErrorCodes.TooManyAliases, ErrorCodes.TooManyDirectives],
            analysis.Refusals.Select(r => r.Code));
    }

    [Fact]
    public void WhenSeveralLimitsArePassed_ThenEachIsNamed()
    {
        var analysis = Analyze("{ a: self { b: self { id id id } } }", Defaults with { MaxDepth = 2, MaxAliases = 1, MaxRepeats = 2 });

        Assert.Equal(
            [nameof(GraphQLLimits.MaxRepeats), nameof(GraphQLLimits.MaxDepth), nameof(GraphQLLimits.MaxAliases)],
            analysis.Refusals.Select(r => r.Extensions!["limit"]));
        Assert.All(analysis.Refusals, r => Assert.Contains($"GraphQL:Limits:{r.Extensions!["limit"]}", r.Message, StringComparison.Ordinal));
        Assert.All(analysis.Refusals, r => Assert.NotEmpty(r.Locations));
    }

    [Fact]
    public void WhenToolsAskForTheSchema_ThenTheDefaultsLetThem()
    {
        const string OfType = "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }";
        const string Document = "query IntrospectionQuery { __schema { description queryType { name kind } mutationType { name kind } subscriptionType { name kind } types { ...FullType } directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } } } } "
            + "fragment FullType on __Type { kind name description specifiedByURL isOneOf fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason } inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef } enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } } "
            + "fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason } fragment TypeRef on __Type { " + OfType + " }";

        Assert.Empty(DocumentValidator.Validate(LimitSchema.Value, Utf8GraphQLParser.Parse(Document)));
        Assert.Empty(Analyze(Document).Refusals);
    }

    [Theory]
    [InlineData(nameof(GraphQLLimits.MaxTokens))]
    [InlineData(nameof(GraphQLLimits.MaxNesting))]
    public void WhenTheParserIsToldItsLimits_ThenTheyAreTheSettings(string limit)
    {
        var limits = limit == nameof(GraphQLLimits.MaxTokens) ? new GraphQLLimits { MaxTokens = 5 } : new GraphQLLimits { MaxNesting = 2 };

        var refusal = Assert.Throws<GraphQLSyntaxException>(() => Utf8GraphQLParser.Parse("{ self { self { id } } }", limits.ParserOptions));
        Assert.Contains(refusal.Code, (string[])[ErrorCodes.TooManyTokens, ErrorCodes.NestedTooDeep]);
        _ = Utf8GraphQLParser.Parse("{ self { self { id } } }", Defaults.ParserOptions);
    }

    [Fact]
    public void WhenASettingIsOutOfRange_ThenItIsAMistakeOfTheHost()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GraphQLLimits { MaxDepth = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GraphQLLimits { MaxNesting = 501 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GraphQLLimits { MaxCost = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GraphQLLimits { ExecutionTimeout = TimeSpan.Zero });
    }

    private static void AssertBites(
        string limit, string code, int allowed, Func<int, string> document, Func<GraphQLLimits, GraphQLLimits> raise, Func<GraphQLLimits, GraphQLLimits>? others = null)
    {
        var limits = (others ?? (static l => l))(Defaults);
        Assert.Empty(Analyze(document(allowed), limits).Refusals);

        var refusal = Assert.Single(Analyze(document(allowed + 1), limits).Refusals);
        Assert.Equal(code, refusal.Code);
        Assert.Equal(limit, refusal.Extensions!["limit"]);
        Assert.Equal(allowed, refusal.Extensions["allowed"]);
        Assert.Contains($"GraphQL:Limits:{limit}", refusal.Message, StringComparison.Ordinal);

        Assert.Empty(Analyze(document(allowed + 1), raise(limits)).Refusals);
    }

    private static OperationAnalysis Analyze(string text, GraphQLLimits? limits = null, bool introspection = true)
    {
        var document = Utf8GraphQLParser.Parse(text);
        return new OperationAnalyzer(LimitSchema.Value, limits ?? Defaults, introspection)
            .Analyze(document, document.Definitions.OfType<OperationDefinitionNode>().First());
    }

    private static string Repeat(int times, Func<int, string> text) => string.Concat(Enumerable.Range(0, times).Select(text));
}

internal static class LimitSchema
{
    internal static Schema Value { get; } = Build();

    private static Schema Build()
    {
        var schema = new SchemaBuilder().AddDocument("""
            directive @tag repeatable on FIELD
            type Query { self: Query id: ID items(ids: [ID!], filter: Filter): [Item] leads(first: Int, last: Int, after: String): LeadsConnection
              best(first: Int = 3): [Item!]! known: [Item] dear: Item free: Item lead: Payload }
            type Item { id: ID name: String items: [Item] }
            type Payload { leads: LeadsConnection }
            type LeadsConnection { edges: [LeadsEdge!] nodes: [Lead!] pageInfo: PageInfo totalCount: Int }
            type LeadsEdge { cursor: String node: Lead }
            type PageInfo { hasNextPage: Boolean }
            type Lead { id: ID persona: Item engagements(first: Int, last: Int): LeadsConnection }
            input Filter { ids: [ID!] }
            """).Build();
        foreach (var field in schema.Types.OfType<ObjectType>().SelectMany(t => t.Fields))
            field.IsPure = field.Type.NamedType().IsLeafType() || field.Name is "edges" or "nodes" or "node" or "pageInfo" or "free" or "self";
        schema.GetType<ObjectType>("Query").Fields["leads"].Paging = new PagingOptions { DefaultPageSize = 20 };
        schema.GetType<ObjectType>("Lead").Fields["engagements"].Paging = new PagingOptions();
        schema.GetType<ObjectType>("Query").Fields["known"].AssumedSize = 4;
        schema.GetType<ObjectType>("Query").Fields["dear"].Cost = 50;
        return schema;
    }
}
