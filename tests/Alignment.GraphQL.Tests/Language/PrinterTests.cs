using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Tests.Language;

public sealed class PrinterTests
{
    private const string TypeSystem = """"
        "The schema"
        schema @a {
          query: Query
          mutation: Mutation
        }

        extend schema @b

        scalar Date @specifiedBy(url: "https://example.org")

        extend scalar Date @a

        """
        Several lines
          of text
        """
        type A implements B & C @a(x: 1) {
          "one"
          a(
            "described"
            x: Int = 1 @deprecated
            y: [String!]! = ["a", "b"]
          ): Int @deprecated(reason: "old")
          b(x: Int, y: Int): A!
        }

        extend type A implements D

        interface B implements C {
          a: Int
        }

        extend interface B {
          b: Int
        }

        union U @a = A | E

        extend union U = F

        enum Color {
          RED
          "green"
          GREEN @deprecated
        }

        extend enum Color {
          BLUE
        }

        input I @oneOf {
          a: Int = 1
          b: I
        }

        extend input I {
          c: Int
        }

        directive @a(x: Int) repeatable on FIELD | QUERY
        """";

    private const string Executable = """"
        query Q($a: Int! = 3 @d, $b: [String]) @c {
          alias: field(first: 10, filter: { a: [1, 2.5], b: null }) @include(if: $a) {
            ...F @skip(if: false)
            ... on T @d {
              id
            }
            ... {
              id
            }
          }
          long(
            first: "a value that is long enough to make the line longer than eighty characters"
            second: ENUM
          )
        }

        "described"
        subscription S(
        "one"
        $x: Int
        $y: Int
        ) {
          s
        }

        fragment F on T @a {
          id
        }

        {
          short
        }
        """";

    [Theory]
    [InlineData(TypeSystem)]
    [InlineData(Executable)]
    public void WhenADocumentIsPrinted_ThenItIsLaidOutAsTheReferenceDoes(string text) =>
        Assert.Equal(text, Utf8GraphQLParser.Parse(text).ToString());

    [Theory]
    [InlineData("\"\"\"a\"\"\"", "\"\"\"a\"\"\"")]
    [InlineData("\"\"\"a\nb\"\"\"", "\"\"\"\na\nb\n\"\"\"")]
    [InlineData("\"\"\"\n say \\\"\"\"\"\"\"", "\"\"\"\nsay \\\"\"\"\n\"\"\"")]
    [InlineData("\"\\u0007\\u007F\"", "\"\\u0007\\u007F\"")]
    public void WhenAStringIsPrinted_ThenItReadsBackTheSame(string text, string printed)
    {
        var value = Utf8GraphQLParser.ParseValue(text);

        Assert.Equal(printed, value.ToString());
        Assert.Equal(((StringValueNode)value).Value, ((StringValueNode)Utf8GraphQLParser.ParseValue(printed)).Value);
    }
}
