using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Tests.Types;

public sealed class SchemaPrinterTests
{
    // Printed by the reference implementation.
    private const string Everything = """"
        """A schema with a description."""
        schema {
          query: Root
        }

        directive @weight(points: Int = 3) repeatable on FIELD_DEFINITION | OBJECT

        """A scalar of our own."""
        scalar Moment @specifiedBy(url: "https://example.org/moment")

        interface Node {
          id: ID!
        }

        interface Named implements Node {
          id: ID!
          name: String
        }

        """
        A thing
        with two lines.
        """
        type Thing implements Named & Node {
          id: ID!

          """What it is called."""
          name: String
          old: Int @deprecated
          older(
            """How many."""
            first: Int = 10

            """A choice."""
            where: Choice = { by: ["a", "b"], kind: BIG }
          ): [Thing!]! @deprecated(reason: "Use \"name\".")
        }

        input Choice {
          by: [String!] = ["x"]
          kind: Kind = SMALL
        }

        enum Kind {
          BIG

          """Not big."""
          SMALL @deprecated
        }

        input One @oneOf {
          a: Int
          b: String
        }

        union Any = Thing

        type Root {
          node(id: ID!, one: One): Any
          now: Moment
        }
        """";

    [Fact]
    public void WhenASchemaIsReadAndPrinted_ThenItIsTheSameText()
    {
        var schema = new SchemaBuilder().AddDocument(Everything).Build();

        Assert.Equal(Everything, SchemaPrinter.Print(schema));
    }

    [Fact]
    public void WhenDefinitionsAreWrong_ThenEveryProblemIsListedAtOnce()
    {
        const string Wrong = """
            interface Node { id: ID! }
            type Thing implements Node { name: Missing }
            type Thing { a: Int }
            enum None
            input Loop { self: Loop! }
            type Query { a(in: Thing): Int  b: Loop  c(x: Int = "one"): Int }
            """;

        var problems = Assert.Throws<SchemaException>(() => new SchemaBuilder().AddDocument(Wrong).Build()).Problems;

        Assert.Contains(problems, p => p.Contains("only one type named \"Thing\"", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Contains("unknown type \"Missing\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("type Query { a: Int } interface N { id: ID! } type T implements N { a: Int }", "Interface field N.id expected but T does not provide it.")]
    [InlineData("type Query { a: Int } input L { s: L! }", "Input Object L cannot be provided a finite value because it references itself through fields: L.s.")]
    [InlineData("type Query { a: Int } input O @oneOf { a: Int! }", "OneOf input field O.a must be nullable.")]
    [InlineData("type Query { a(x: Int = \"one\"): Int }", "Query.a(x:) has invalid default value: Int cannot represent non-integer value: \"one\"")]
    [InlineData("type Query { a: I } input I { a: Int }", "The type of Query.a must be Output Type but got: I.")]
    [InlineData("type Query { __a: Int }", "Field Query.__a \"__a\" must not begin with \"__\", which is reserved by GraphQL introspection.")]
    [InlineData("type Query { a: Int } type T { a: Int } union U = T | I input I { a: Int }", "Union type U can only include Object types, it cannot include I.")]
    public void WhenARuleOfTheTypeSystemIsBroken_ThenTheSchemaIsRefused(string document, string problem)
    {
        var exception = Assert.Throws<SchemaException>(() => new SchemaBuilder().AddDocument(document).Build());

        Assert.Contains(problem, exception.Problems);
    }
}
