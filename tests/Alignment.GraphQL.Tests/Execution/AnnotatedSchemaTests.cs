using Alignment.GraphQL.Tests.Sample;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Tests.Execution;

public sealed class AnnotatedSchemaTests : IDisposable
{
    private readonly LibraryServer server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public void WhenClassesAreAnnotated_ThenTheSchemaIsTheExpectedOne()
    {
        var sdl = SchemaPrinter.Print(server.Executor.Schema);

        Assert.Contains("type Book implements Lendable & Node {", sdl, StringComparison.Ordinal);
        Assert.Contains("  id: ID!", sdl, StringComparison.Ordinal);
        Assert.Contains("  pages: Int\n", sdl, StringComparison.Ordinal);
        Assert.Contains("  tags: [String!]!", sdl, StringComparison.Ordinal);
        Assert.Contains("  SHORT_POEM", sdl, StringComparison.Ordinal);
        Assert.Contains("  EPIC @deprecated(reason: \"Nobody writes them.\")", sdl, StringComparison.Ordinal);
        Assert.Contains("union Found = FoundBook | FoundNothing", sdl, StringComparison.Ordinal);
        Assert.Contains("input PickInput @oneOf {", sdl, StringComparison.Ordinal);
        Assert.Contains("union LendBookError = TakenError | ClosedError", sdl, StringComparison.Ordinal);
        Assert.Contains("  lendBook(input: LendBookInput!): LendBookPayload!", sdl, StringComparison.Ordinal);
        Assert.Contains("  idempotencyKey: String", sdl, StringComparison.Ordinal);
        Assert.DoesNotContain("authorId", sdl, StringComparison.Ordinal);
        Assert.Equal(sdl, SchemaPrinter.Print(new SchemaBuilder().AddDocument(sdl).Build()));
    }
}
