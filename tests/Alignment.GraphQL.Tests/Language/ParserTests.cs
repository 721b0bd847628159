using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Tests.Language;

public sealed class ParserTests
{
    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("\"\"", "")]
    [InlineData("\" \\\" \\\\ \\/ \\b\\f\\n\\r\\t \"", " \" \\ / \b\f\n\r\t ")]
    [InlineData("\"\\u0041\\u{41}\\u{1F600}\\uD83D\\uDE00\"", "AA\U0001F600\U0001F600")]
    [InlineData("\"\\u{00000000}x\"", "\0x")]
    [InlineData("\"ünïcödé \U0001F600\"", "ünïcödé \U0001F600")]
    [InlineData("\"\"\"\"\"\"", "")]
    [InlineData("\"\"\" a \"\"\"", " a ")]
    [InlineData("\"\"\"\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  \"\"\"", "Hello,\n  World!\n\nYours,\n  GraphQL.")]
    [InlineData("\"\"\"a\r\n\tb\r\tc\n\n\"\"\"", "a\nb\nc")]
    [InlineData("\"\"\"raw \\n \\u0041 \\\"\"\" \"\"\"", "raw \\n \\u0041 \"\"\" ")]
    [InlineData("\"\"\"\n\n \n\"\"\"", "")]
    public void WhenAStringIsRead_ThenItsValueIsWhatItStandsFor(string literal, string value) =>
        Assert.Equal(value, Assert.IsType<StringValueNode>(Utf8GraphQLParser.ParseValue(literal)).Value);

    [Theory]
    [InlineData("1", SyntaxKind.IntValue)]
    [InlineData("-0", SyntaxKind.IntValue)]
    [InlineData("123456789012345678901234567890", SyntaxKind.IntValue)]
    [InlineData("1.5", SyntaxKind.FloatValue)]
    [InlineData("-1E+10", SyntaxKind.FloatValue)]
    [InlineData("0e0", SyntaxKind.FloatValue)]
    [InlineData("true", SyntaxKind.BooleanValue)]
    [InlineData("null", SyntaxKind.NullValue)]
    [InlineData("nul", SyntaxKind.EnumValue)]
    [InlineData("[1 $a, [2]]", SyntaxKind.ListValue)]
    [InlineData("{a: {b: $c}}", SyntaxKind.ObjectValue)]
    public void WhenAValueIsRead_ThenItIsOfItsKind(string literal, SyntaxKind kind) =>
        Assert.Equal(kind, Utf8GraphQLParser.ParseValue(literal).Kind);

    [Fact]
    public void WhenTextIsWide_ThenColumnsCountUtf16CodeUnits()
    {
        var document = Utf8GraphQLParser.Parse("\uFEFF{ a(s: \"é\U0001F600\") b\r\n  c }");

        var fields = ((OperationDefinitionNode)document.Definitions[0]).SelectionSet.Selections;
        Assert.Equal((1, 4), (fields[0].Location.Line, fields[0].Location.Column));
        Assert.Equal((1, 16), (fields[1].Location.Line, fields[1].Location.Column));
        Assert.Equal((2, 3), (fields[2].Location.Line, fields[2].Location.Column));
    }

    [Fact]
    public void WhenDefinitionsAreDescribed_ThenTheDescriptionIsKept()
    {
        var document = Utf8GraphQLParser.Parse(
            "\"an operation\" query Q(\"a variable\" $a: Int) { ...F } \"\"\"a fragment\"\"\" fragment F on Query { a }");

        var operation = Assert.IsType<OperationDefinitionNode>(document.Definitions[0]);
        Assert.Equal("an operation", operation.Description?.Value);
        Assert.Equal("a variable", operation.VariableDefinitions[0].Description?.Value);
        Assert.Equal("a fragment", Assert.IsType<FragmentDefinitionNode>(document.Definitions[1]).Description?.Value);
    }

    [Theory]
    [InlineData("{", 100_000)]
    [InlineData("{a", 50_000)]
    [InlineData("{a(b:[", 30_000)]
    [InlineData("{...{", 30_000)]
    [InlineData("query($a:[[[[", 30_000)]
    public void WhenTheDocumentIsAnEndlessNest_ThenItIsAnErrorAndNotADeadProcess(string opening, int times)
    {
        var text = opening.StartsWith("query", StringComparison.Ordinal)
            ? opening + new string('[', times)
            : opening.Contains('[', StringComparison.Ordinal)
                ? opening + new string('[', times)
                : string.Concat(Enumerable.Repeat(opening, times));

        Assert.Throws<GraphQLSyntaxException>(() => Utf8GraphQLParser.Parse(text));
    }

    [Fact]
    public void WhenNestingIsAtItsDeepestSetting_ThenAPoolThreadHoldsIt()
    {
        var options = new ParserOptions { MaxDepth = ParserOptions.DeepestNesting };
        var deep = ParserOptions.DeepestNesting - 1;
        string[] texts =
        [
            string.Concat(Enumerable.Repeat("{a", deep)) + new string('}', deep),
            "{a(b:" + new string('[', deep) + new string(']', deep) + ")}",
            "{a(b:" + string.Concat(Enumerable.Repeat("{a:", deep)) + "1" + new string('}', deep) + ")}",
        ];
        foreach (var text in texts)
        {
            var printed = string.Empty;
            var thread = new Thread(() => printed = Utf8GraphQLParser.Parse(text, options).ToString(), 1024 * 1024);
            thread.Start();
            thread.Join();
            Assert.NotEmpty(printed);
        }
    }

    [Fact]
    public void WhenNestingPassesTheLimit_ThenTheErrorHasItsCode()
    {
        var error = Assert.Throws<GraphQLSyntaxException>(
            () => Utf8GraphQLParser.Parse("{ a { b { c } } }", new ParserOptions { MaxDepth = 2 }));

        Assert.Equal(ErrorCodes.NestedTooDeep, error.Code);
        Assert.Equal(new SourceLocation(1, 9), error.Location);
    }

    [Fact]
    public void WhenTokensPassTheLimit_ThenTheErrorHasItsCode()
    {
        _ = Utf8GraphQLParser.Parse("{ a b } # a comment is free", new ParserOptions { MaxTokens = 4 });

        var error = Assert.Throws<GraphQLSyntaxException>(
            () => Utf8GraphQLParser.Parse("{ a b }", new ParserOptions { MaxTokens = 3 }));
        Assert.Equal("Syntax Error: Document contains more than 3 tokens. Parsing aborted.", error.Message);
        Assert.Equal(ErrorCodes.TooManyTokens, error.Code);
    }
}
