using System.Diagnostics;
using System.Text;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Validation;

namespace Alignment.GraphQL.Tests.Validation;

/// <summary>Documents written to make a validator work without end. Each must be answered soon, whatever the answer.</summary>
public sealed class BoundedValidationTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    public static TheoryData<string, string> Hostile => new()
    {
        { "the same field ten thousand times", "{ dog {" + Repeat(10_000, _ => " name") + " } }" },
        { "the same field with arguments", "{ dog {" + Repeat(5_000, _ => " name(short: true)") + " } }" },
        { "the same composite field", "{" + Repeat(3_000, _ => " dog { owner { name } }") + " }" },
        { "different arguments under one name", "{ dog {" + Repeat(3_000, i => $" name(short: {(i % 2 == 0 ? "true" : "false")})") + " } }" },
        { "unknown fields", "{" + Repeat(20_000, i => $" f{i}") + " }" },
        { "a chain of fragments", "{ ...F0 }" + Repeat(20_000, i => $" fragment F{i} on Query {{ ...F{i + 1} }}") + " fragment F20000 on Query { number }" },
        { "a chain of subscription fragments", "subscription { ...F0 }" + Repeat(20_000, i => $" fragment F{i} on Subscription {{ ...F{i + 1} }}") + " fragment F20000 on Subscription { never }" },
        { "a chain of introspection fragments", "{ __schema { ...F0 } }" + Repeat(20_000, i => $" fragment F{i} on __Schema {{ ...F{i + 1} }}") + " fragment F20000 on __Schema { description }" },
        { "every fragment spreads every fragment", "{ ...F0 }" + Repeat(150, i => $" fragment F{i} on Query {{" + Repeat(150, j => $" ...F{j}") + " }") },
        { "every fragment spreads the next two", "{ ...F0 }" + Repeat(60, i => $" fragment F{i} on Query {{ query {{ ...F{i + 1} }} query {{ ...F{i + 1} }} }}") + " fragment F60 on Query { number }" },
        { "nested fields that overlap", Nest(100, "{ query { ...A ...B } query { ...A ...B } }") + " fragment A on Query { query { ...B } } fragment B on Query { query { ...A } }" },
        { "many operations over many fragments", Repeat(300, i => $"query Q{i}($v: Int) {{" + Repeat(300, j => $" ...F{j}") + " } ") + Repeat(300, i => $" fragment F{i} on Query {{ human(id: $v) {{ name }} }}") },
        { "many variables used nowhere", "query (" + Repeat(20_000, i => $"$v{i}: Int ") + ") { number }" },
        { "a large literal compared with itself", "{ arguments {" + Repeat(200, _ => " anything(value: [" + new string('[', 50) + Repeat(50, i => $"{{a: {i}}} ") + new string(']', 50) + "])") + " } }" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void WhenADocumentIsHostile_ThenItIsAnsweredSoonAndOnASmallStack(string shape, string document)
    {
        var clock = Stopwatch.StartNew();
        IReadOnlyList<GraphQLError>? errors = null;
        var thread = new Thread(() => errors = DocumentValidator.Validate(ConformanceSchema.Value, Utf8GraphQLParser.Parse(document)), 1024 * 1024);
        thread.Start();
        thread.Join();

        Assert.NotNull(errors);
        Assert.True(errors.Count <= 101, shape);
        Assert.True(clock.Elapsed < Soon, $"{shape}: {clock.Elapsed}");
    }

    [Fact]
    public void WhenThereAreMoreErrorsThanTheCap_ThenTheLastSaysSo()
    {
        var document = Utf8GraphQLParser.Parse("{ a b c d }");

        var errors = DocumentValidator.Validate(ConformanceSchema.Value, document, new ValidationOptions { MaxErrors = 2 });

        Assert.Equal(3, errors.Count);
        Assert.Equal("Too many validation errors, error limit reached. Validation aborted.", errors[2].Message);
    }

    [Theory]
    [InlineData("{ numbr }")]
    [InlineData("{ pet { barks } }")]
    [InlineData("{ ... on Dgo { name } }")]
    [InlineData("{ node(i: 1) { id } }")]
    [InlineData("{ number @needs(ky: 1) }")]
    [InlineData("{ dog { knows(command: SITT) } }")]
    [InlineData("{ arguments { filter(value: {requird: true}) } }")]
    public void WhenSuggestionsAreOff_ThenNoNameOfTheSchemaLeaks(string text)
    {
        var document = Utf8GraphQLParser.Parse(text);

        Assert.Contains(DocumentValidator.Validate(ConformanceSchema.Value, document), e => e.Message.Contains("Did you mean", StringComparison.Ordinal));
        Assert.DoesNotContain(
            DocumentValidator.Validate(ConformanceSchema.Value, document, new ValidationOptions { Suggestions = false }),
            e => e.Message.Contains("Did you mean", StringComparison.Ordinal));
    }

    [Fact]
    public void WhenADocumentIsRefused_ThenEveryErrorHasTheCode() =>
        Assert.All(
            DocumentValidator.Validate(ConformanceSchema.Value, Utf8GraphQLParser.Parse("{ a(b: $c) ...D }")),
            e => Assert.Equal(ErrorCodes.ValidationFailed, e.Code));

    [Fact]
    public void WhenALargeLiteralIsWrongInManyWays_ThenTheMessagesStaySmall()
    {
        var literal = "{" + Repeat(2_000, i => $"unknown{i}: {i} ") + "}";

        var errors = DocumentValidator.Validate(ConformanceSchema.Value, Utf8GraphQLParser.Parse($"{{ arguments {{ filter(value: {literal}) int(value: {literal}) }} }}"));

        Assert.All(errors, e => Assert.InRange(e.Message.Length, 1, 2_000));
    }

    private static string Repeat(int times, Func<int, string> text)
    {
        var all = new StringBuilder();
        for (var i = 0; i < times; i++)
            all.Append(text(i));
        return all.ToString();
    }

    private static string Nest(int depth, string inner) =>
        string.Concat(Enumerable.Repeat("{ query ", depth)) + inner + new string('}', depth);
}
