using Alignment.GraphQL.Tests.Sample;

namespace Alignment.GraphQL.Tests.Execution;

public sealed class QueryTests : IDisposable
{
    private readonly LibraryServer server = new();

    public void Dispose() => server.Dispose();

    [Theory]
    [InlineData("{ __typename }", """{"data":{"__typename":"Query"}}""")]
    [InlineData("{ echo }", """{"data":{"echo":"nothing"}}""")]
    [InlineData("{ a: echo(text: \"x\", times: 3) b: echo(text: \"\\u00e9\\n\") }", """{"data":{"a":"xxx","b":"é\n"}}""")]
    [InlineData("{ allBooks { title pages price tags genre } }", """{"data":{"allBooks":[{"title":"A \"quoted\" title\n","pages":100,"price":9.50,"tags":["a","b"],"genre":"NOVEL"},{"title":"Second","pages":null,"price":9.50,"tags":[],"genre":"SHORT_POEM"},{"title":"Third","pages":3,"price":9.50,"tags":["c"],"genre":"EPIC"}]}}""")]
    [InlineData("{ lendables { __typename title ... on Film { minutes } ... on Book { pages } } }", """{"data":{"lendables":[{"__typename":"Book","title":"A \"quoted\" title\n","pages":100},{"__typename":"Film","title":"Moving","minutes":90.5}]}}""")]
    [InlineData("{ a: find(title: \"Second\") { ... on FoundBook { book { title } } } b: find(title: \"x\") { ... on FoundNothing { why } } }", """{"data":{"a":{"book":{"title":"Second"}},"b":{"why":"no x"}}}""")]
    [InlineData("{ describe(filter: { name: \"n\" }) }", """{"data":{"describe":"n/10//absent"}}""")]
    [InlineData("{ describe(filter: { name: \"n\", limit: 3, kinds: NOVEL, by: null }) }", """{"data":{"describe":"n/3/1/null"}}""")]
    [InlineData("{ pick(pick: { number: 4 }) }", """{"data":{"pick":"4"}}""")]
    [InlineData("{ whoAmI }", """{"data":{"whoAmI":"nobody"}}""")]
    [InlineData("query($on: Boolean = false) { echo @include(if: $on) whoAmI @skip(if: $on) }", """{"data":{"whoAmI":"nobody"}}""")]
    public async Task WhenAQueryIsAsked_ThenTheAnswerIs(string query, string answer) => Assert.Equal(answer, await server.AskAsync(query));

    [Fact]
    public async Task WhenAnItemOfAListCannotBeWritten_ThenTheErrorHasItsIndexAndLaterPathsAreRight() => Assert.Equal(
        """{"data":{"measures":[1,null,null,2.5],"fullMeasures":null,"refused":null},"errors":[{"message":"Float cannot represent non numeric value: NaN","locations":[{"line":1,"column":3}],"path":["measures",1]},{"message":"Float cannot represent non numeric value: Infinity","locations":[{"line":1,"column":12}],"path":["fullMeasures",1]},{"message":"Not today.","locations":[{"line":1,"column":25}],"path":["refused"],"extensions":{"code":"CLOSED"}}]}""",
        await server.AskAsync("{ measures fullMeasures refused }"));

    [Theory]
    [InlineData("query($f: FilterInput!) { describe(filter: $f) }", """{"f":{"name":"v","by":7,"kinds":["EPIC","NOVEL"]}}""", """{"data":{"describe":"v/10/2/7"}}""")]
    [InlineData("query($n: String!, $k: [Genre!]) { describe(filter: { name: $n, kinds: $k }) }", """{"n":"v"}""", """{"data":{"describe":"v/10//absent"}}""")]
    [InlineData("query($t: String) { echo(text: $t) }", """{}""", """{"data":{"echo":"nothing"}}""")]
    [InlineData("query($t: String = \"d\") { echo(text: $t) }", """{"t":"given"}""", """{"data":{"echo":"given"}}""")]
    [InlineData("query($p: PickInput!) { pick(pick: $p) }", """{"p":{"title":"x"}}""", """{"data":{"pick":"x"}}""")]
    public async Task WhenVariablesAreGiven_ThenTheyAreRead(string query, string variables, string answer) =>
        Assert.Equal(answer, await server.AskAsync(query, variables));

    [Fact]
    public async Task WhenAnIdIsShown_ThenItFindsTheObjectAgain()
    {
        var first = await server.AskAsync("{ books(first: 1) { nodes { id } } }");
        var id = System.Text.Json.JsonDocument.Parse(first).RootElement.GetProperty("data").GetProperty("books").GetProperty("nodes")[0].GetProperty("id").GetString();

        Assert.Equal("""{"data":{"book":{"pages":100},"node":{"__typename":"Book","pages":100}}}""",
            await server.AskAsync($"query($id: ID!) {{ book(id: $id) {{ pages }} node(id: $id) {{ __typename ... on Book {{ pages }} }} }}", $$"""{"id":"{{id}}"}"""));
    }

    [Theory]
    [InlineData("nonsense!", "is not an id of this service")]
    [InlineData("QXV0aG9yOjE", "is the id of a Author; the id of a Book is expected")]
    [InlineData("Qm9vazp4", "is not the id of a Book")]
    public async Task WhenAnIdIsWrong_ThenTheErrorSaysHowAtItsPath(string id, string message)
    {
        var literal = await server.AskAsync($"{{ book(id: \"{id}\") {{ title }} }}");
        var variable = await server.AskAsync("query($id: ID!) { book(id: $id) { title } }", $$"""{"id":"{{id}}"}""");

        Assert.Contains(message, literal, StringComparison.Ordinal);
        Assert.Contains("\"path\":[\"book\"]", literal, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"INVALID_ID\"", literal, StringComparison.Ordinal);
        Assert.Contains(message, variable, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"INVALID_ID\"", variable, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenSeveralNodesAreAsked_ThenTheyComeInOrderAndWrongOnesAreNullWithAnError()
    {
        var answer = await server.AskAsync("{ nodes(ids: [\"QXV0aG9yOjE\", \"bad\", \"QXV0aG9yOjk5OQ\"]) { ... on Author { name } } }");

        Assert.StartsWith("""{"data":{"nodes":[{"name":"Author 1"},null,null]},"errors":[{"message":"\"bad\" is not an id of this service.",""", answer, StringComparison.Ordinal);
        Assert.Contains("\"path\":[\"nodes\",1]", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenManyParentsAskALoader_ThenOneFetchServesTheLevel()
    {
        var answer = await server.AskAsync("{ allBooks { lateAuthor { name books { author { name } } } } }");

        Assert.Contains("Author 2", answer, StringComparison.Ordinal);
        Assert.Equal([2], server.Shelf.AuthorFetches.Select(f => f.Count));
    }

    [Fact]
    public async Task WhenAResolverTakesAScopedService_ThenNoTwoRunAtOnce()
    {
        var answer = await server.AskAsync("{ a: desk(name: \"a\") b: desk(name: \"b\") c: desk(name: \"c\") deskWasShared }");

        Assert.Equal("""{"data":{"a":"a","b":"b","c":"c","deskWasShared":false}}""", answer);
    }

    [Theory]
    [InlineData("{ books { totalCount nodes { title } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }", 1)]
    [InlineData("{ books { nodes { title } } }", 0)]
    public async Task WhenTheCountIsNotSelected_ThenNothingIsCounted(string query, int counted)
    {
        await server.AskAsync(query);

        Assert.Equal(counted, server.Shelf.Counted);
    }

    [Fact]
    public async Task WhenPagesAreAsked_ThenCursorsLeadOn()
    {
        Assert.Equal("""{"data":{"books":{"edges":[{"cursor":"0","node":{"pages":100}},{"cursor":"1","node":{"pages":null}}],"pageInfo":{"hasNextPage":true,"endCursor":"1"},"totalCount":3,"totalCountIsEstimate":false}}}""",
            await server.AskAsync("{ books(first: 2) { edges { cursor node { pages } } pageInfo { hasNextPage endCursor } totalCount totalCountIsEstimate } }"));
        Assert.Equal("""{"data":{"books":{"nodes":[{"pages":3}]}}}""", await server.AskAsync("{ books(first: 2, after: \"1\") { nodes { pages } } }"));
        Assert.Contains("\"first\\\" is 3, but a page has at most 2 items.", await server.AskAsync("{ books(first: 3) { nodes { pages } } }"), StringComparison.Ordinal);
        Assert.Contains("Give either first or last, not both.", await server.AskAsync("{ books(first: 1, last: 1) { nodes { pages } } }"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenAResolverAsksWhatIsSelectedAndWhere_ThenItIsTold() => Assert.Equal(
        """{"data":{"allBooks":[{"x":"allBooks/0/x:False:17"},{"x":"allBooks/1/x:False:6"},{"x":"allBooks/2/x:False:5"}]}}""",
        await server.AskAsync("{ allBooks { x: selected } }"));

    [Fact]
    public async Task WhenAResolverFails_ThenItsTextStaysInside()
    {
        var answer = await server.AskAsync("{ allBooks { broken } }");

        Assert.StartsWith("""{"data":null,"errors":[{"message":"Unexpected Execution Error","locations":[{"line":1,"column":14}],"path":["allBooks",0,"broken"],"extensions":{"code":"UNEXPECTED_EXECUTION_ERROR"}}]}""", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenAResolverRefuses_ThenItsWordsAreSent() => Assert.Equal(
        """{"data":{"refused":null,"secret":null},"errors":[{"message":"Not today.","locations":[{"line":1,"column":3}],"path":["refused"],"extensions":{"code":"CLOSED"}},{"message":"You are not permitted to read this field.","locations":[{"line":1,"column":11}],"path":["secret"],"extensions":{"code":"NOT_PERMITTED"}}]}""",
        await server.AskAsync("{ refused secret }"));

    [Theory]
    [InlineData("query($f: FilterInput!) { describe(filter: $f) }", """{"f":{"limit":"x","extra":1,"kinds":["NOPE"]}}""",
        "Variable \\\"$f\\\" has invalid value at .limit: Int cannot represent non-integer value: \\\"x\\\"",
        "not to include unknown field \\\"extra\\\"",
        "Variable \\\"$f\\\" has invalid value at .kinds[0]: Value \\\"NOPE\\\" does not exist in \\\"Genre\\\" enum.",
        "to include required field \\\"name\\\"")]
    [InlineData("query($t: String!, $n: Int!) { echo(text: $t, times: $n) }", """{"n":null}""",
        "Variable \\\"$t\\\" has invalid value: Expected a value of non-null type \\\"String!\\\" to be provided.",
        "Variable \\\"$n\\\" has invalid value: Expected value of non-null type \\\"Int!\\\" not to be null.")]
    [InlineData("query($p: PickInput!) { pick(pick: $p) }", """{"p":{"title":"x","number":1}}""", "exactly one field must be specified")]
    public async Task WhenVariablesAreWrong_ThenEveryFaultIsReported(string query, string variables, params string[] messages)
    {
        var answer = await server.AskAsync(query, variables);

        Assert.DoesNotContain("\"data\"", answer, StringComparison.Ordinal);
        Assert.All(messages, m => Assert.Contains(m, answer, StringComparison.Ordinal));
    }
}
