using Alignment.GraphQL.Tests.Sample;

namespace Alignment.GraphQL.Tests.Execution;

public sealed class MutationTests : IDisposable
{
    private const string FirstBook = "Qm9vazowMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDE";

    private readonly LibraryServer server = new();

    public void Dispose() => server.Dispose();

    [Theory]
    [InlineData("anna", """{"data":{"lendBook":{"book":{"pages":100},"errors":null}}}""")]
    [InlineData("taken", """{"data":{"lendBook":{"book":null,"errors":[{"__typename":"TakenError","message":"It is away.","code":"CONFLICT"}]}}}""")]
    [InlineData("closed", """{"data":{"lendBook":{"book":null,"errors":[{"__typename":"ClosedError","message":"We are closed.","code":"CLOSED"}]}}}""")]
    public async Task WhenAMutationEnds_ThenThePayloadCarriesTheValueOrTheErrors(string to, string answer) => Assert.Equal(answer, await server.AskAsync(
        $"mutation {{ lendBook(input: {{ bookId: \"{FirstBook}\", to: \"{to}\" }}) {{ book {{ pages }} errors {{ __typename ... on Error {{ message code }} }} }} }}"));

    [Fact]
    public async Task WhenAMutationFailsUnexpectedly_ThenDataIsNullAndNothingLeaks()
    {
        var answer = await server.AskAsync($"mutation {{ lendBook(input: {{ bookId: \"{FirstBook}\", to: \"bug\" }}) {{ book {{ pages }} }} }}");

        Assert.StartsWith("{\"data\":null,\"errors\":[{\"message\":\"Unexpected Execution Error\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenABatchIsPartlyRefused_ThenDataAndErrorsComeTogether() => Assert.Equal(
        """{"data":{"returnBooks":{"returned":2,"books":[{"pages":100},{"pages":null},{"pages":3}],"errors":[{"message":"One was never lent.","path":["titles","1"]}]}}}""",
        await server.AskAsync("mutation { returnBooks(input: { titles: [\"a\", \"b\"] }) { returned books { pages } errors { ... on TakenError { message path } } } }"));

    [Fact]
    public async Task WhenSeveralMutationsAreSent_ThenEachEndsBeforeTheNextBegins()
    {
        var answer = await server.AskAsync("mutation { a: step(input: { name: \"a\", delay: 30 }) { int } b: step(input: { name: \"b\", delay: 1 }) { int } }");

        Assert.Equal("""{"data":{"a":{"int":30},"b":{"int":1}}}""", answer);
        Assert.Equal(["begin a", "end a", "begin b", "end b"], server.Shelf.Steps);
    }

    [Fact]
    public async Task WhenMiddlewareKnowsTheAnswer_ThenTheMutationDoesNotRun()
    {
        var answer = await server.AskAsync(
            "mutation($to: String!, $key: String) { lendBook(input: { to: $to, idempotencyKey: $key, bookId: \"" + FirstBook + "\" }) { book { pages } } }",
            """{"key":"again","to":"anna"}""");

        Assert.Equal("""{"data":{"lendBook":{"book":{"pages":3}}}}""", answer);
        Assert.Equal([$$"""lendBook again {"bookId":"{{FirstBook}}","to":"anna"}"""], server.Shelf.Steps);
    }

    [Fact]
    public async Task WhenTheWholeInputIsAVariable_ThenMiddlewareSeesTheSameCanonicalInput()
    {
        await server.AskAsync("mutation($i: LendBookInput!) { lendBook(input: $i) { book { pages } } }", """{"i":{"to":"anna","idempotencyKey":"k","bookId":"ID"}}""".Replace("ID", FirstBook, StringComparison.Ordinal));

        Assert.Equal($$"""lendBook k {"bookId":"{{FirstBook}}","to":"anna"}""", server.Shelf.Steps.First());
    }
}
