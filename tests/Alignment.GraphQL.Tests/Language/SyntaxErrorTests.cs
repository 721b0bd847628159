using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Tests.Language;

/// <summary>The messages and places are those of graphql-js 17.1.0 with empty selection sets forbidden, as the specification has them.</summary>
public sealed class SyntaxErrorTests
{
    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "", "Syntax Error: Unexpected <EOF>. @1:1" },
        { "{", "Syntax Error: Expected Name, found <EOF>. @1:2" },
        { "{ f(", "Syntax Error: Expected Name, found <EOF>. @1:5" },
        { "{ a: }", "Syntax Error: Expected Name, found \"}\". @1:6" },
        { "{ ...on }", "Syntax Error: Expected Name, found \"}\". @1:9" },
        { "notAnOperation Foo { field }", "Syntax Error: Unexpected Name \"notAnOperation\". @1:1" },
        { "...", "Syntax Error: Unexpected \"...\". @1:1" },
        { "{ ''", "Syntax Error: Unexpected single quote character ('), did you mean to use a double quote (\")? @1:3" },
        { "{ \"", "Syntax Error: Unterminated string. @1:4" },
        { "query", "Syntax Error: Expected \"{\", found <EOF>. @1:6" },
        { "fragment on on on { on }", "Syntax Error: Unexpected Name \"on\". @1:10" },
        { "{ field(arg: $ }", "Syntax Error: Expected Name, found \"}\". @1:16" },
        { "query Q($x: Int = $y) { f }", "Syntax Error: Unexpected variable \"$y\" in constant value. @1:19" },
        { "query Q($x: Int = { a: [$] }) { f }", "Syntax Error: Unexpected \"$\". @1:25" },
        { "{ f(a: 00) }", "Syntax Error: Invalid number, unexpected digit after 0: \"0\". @1:9" },
        { "{ f(a: 1.) }", "Syntax Error: Invalid number, expected digit but got: \")\". @1:10" },
        { "{ f(a: -) }", "Syntax Error: Invalid number, expected digit but got: \")\". @1:9" },
        { "{ f(a: .5) }", "Syntax Error: Invalid number, expected digit before \".\", did you mean \"0.5\"? @1:8" },
        { "{ f(a: 1.e3) }", "Syntax Error: Invalid number, expected digit but got: \"e\". @1:10" },
        { "{ f(a: 1x) }", "Syntax Error: Invalid number, expected digit but got: \"x\". @1:9" },
        { "{ f(a: 1e) }", "Syntax Error: Invalid number, expected digit but got: \")\". @1:10" },
        { "{ f(a: 0.2.3) }", "Syntax Error: Invalid number, expected digit but got: \".\". @1:11" },
        { "..", "Syntax Error: Unexpected \"..\", did you mean \"...\"? @1:1" },
        { "\"Nope\" { a }", "Syntax Error: Unexpected description, descriptions are not supported on shorthand queries. @1:1" },
        { "\"Nope\" extend type A { a: Int }", "Syntax Error: Unexpected description, only GraphQL definitions support descriptions. @1:1" },
        { "{ f(a: \"a\nb\") }", "Syntax Error: Unterminated string. @1:10" },
        { "{ f(a: \"\\x\") }", "Syntax Error: Invalid character escape sequence: \"\\x\". @1:9" },
        { "{ f(a: \"\\u12\") }", "Syntax Error: Invalid Unicode escape sequence: \"\\u12\")\". @1:9" },
        { "{ f(a: \"\\u{110000}\") }", "Syntax Error: Invalid Unicode escape sequence: \"\\u{110000}\". @1:9" },
        { "{ f(a: \"\\u{}\") }", "Syntax Error: Invalid Unicode escape sequence: \"\\u{}\". @1:9" },
        { "{ f(a: \"\\uD800\") }", "Syntax Error: Invalid Unicode escape sequence: \"\\uD800\". @1:9" },
        { "{ f(a: \"\\uDC00\\uD800\") }", "Syntax Error: Invalid Unicode escape sequence: \"\\uDC00\". @1:9" },
        { "{ f(a: \"\\u{FFFFFFFFFF}\") }", "Syntax Error: Invalid Unicode escape sequence: \"\\u{FFFFFFFF\". @1:9" },
        { "{ f(a: \"\"\"x) }", "Syntax Error: Unterminated string. @1:15" },
        { "\u00a0", "Syntax Error: Unexpected character: U+00A0. @1:1" },
        { "{ ※ }", "Syntax Error: Unexpected character: U+203B. @1:3" },
        { "{ 😀 }", "Syntax Error: Unexpected character: U+1F600. @1:3" },
        { "{ a } # 😀\r\n  ?", "Syntax Error: Unexpected character: \"?\". @2:3" },
        { "{\r\n a\r\r\n\n  b: }", "Syntax Error: Expected Name, found \"}\". @5:6" },
        { "\ufeff{ a ]", "Syntax Error: Expected Name, found \"]\". @1:6" },
        { "enum E { true }", "Syntax Error: Name \"true\" is reserved and cannot be used for an enum value. @1:10" },
        { "extend type A", "Syntax Error: Unexpected <EOF>. @1:14" },
        { "extend scalar A", "Syntax Error: Unexpected <EOF>. @1:16" },
        { "type A { a(: Int): Int }", "Syntax Error: Expected Name, found \":\". @1:12" },
        { "directive @a on NOWHERE", "Syntax Error: Unexpected Name \"NOWHERE\". @1:17" },
        { "{ f(a: {x 1}) }", "Syntax Error: Expected \":\", found Int \"1\". @1:11" },
        { "{ a \"s\" }", "Syntax Error: Expected Name, found String \"s\". @1:5" },
        { "{ a \"\"\"s\n  t\"\"\" }", "Syntax Error: Expected Name, found BlockString \"s\nt\". @1:5" },
        { "subscription S ? { a }", "Syntax Error: Unexpected character: \"?\". @1:16" },
        { "query ($a: [Int!) { a }", "Syntax Error: Expected \"]\", found \")\". @1:17" },
        { "query ($a: Int!!) { a }", "Syntax Error: Expected \"$\", found \"!\". @1:16" },
        { "type A implements { a: Int }", "Syntax Error: Expected Name, found \"{\". @1:19" },
        { "union A = | ", "Syntax Error: Expected Name, found <EOF>. @1:13" },
        { "{}", "Syntax Error: Expected Name, found \"}\". @1:2" },
        { "{ a {} }", "Syntax Error: Expected Name, found \"}\". @1:6" },
        { "{ a() }", "Syntax Error: Expected Name, found \")\". @1:5" },
        { "schema { }", "Syntax Error: Expected Name, found \"}\". @1:10" },
        { "schema", "Syntax Error: Expected \"{\", found <EOF>. @1:7" },
        { "schema { foo: A }", "Syntax Error: Unexpected Name \"foo\". @1:10" },
        { "{ f(a: '') }", "Syntax Error: Unexpected single quote character ('), did you mean to use a double quote (\")? @1:8" },
        { "{ a \"\\n\" }", "Syntax Error: Expected Name, found String \"\n\". @1:5" },
        { "\"x\" query Q ($a: Int) ", "Syntax Error: Expected \"{\", found <EOF>. @1:23" },
        { "extend \"x\" type", "Syntax Error: Unexpected String \"x\". @1:8" },
        { "extend", "Syntax Error: Unexpected <EOF>. @1:7" },
        { "extend foo", "Syntax Error: Unexpected Name \"foo\". @1:8" },
        { "{ a @ }", "Syntax Error: Expected Name, found \"}\". @1:7" },
        { "{ a @b( }", "Syntax Error: Expected Name, found \"}\". @1:9" },
        { "fragment", "Syntax Error: Expected Name, found <EOF>. @1:9" },
        { "fragment F", "Syntax Error: Expected \"on\", found <EOF>. @1:11" },
        { "fragment F on", "Syntax Error: Expected Name, found <EOF>. @1:14" },
        { "fragment F on T", "Syntax Error: Expected \"{\", found <EOF>. @1:16" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhenTheDocumentIsNotGraphQL_ThenTheErrorIsTheReferences(string document, string expected)
    {
        var error = Assert.Throws<GraphQLSyntaxException>(() => Utf8GraphQLParser.Parse(document));

        Assert.Equal(expected, $"{error.Message} @{error.Location.Line}:{error.Location.Column}");
        Assert.Equal(ErrorCodes.ParseFailed, error.Code);
    }

    [Fact]
    public void WhenTheBytesAreNotUtf8_ThenTheFirstBadByteIsNamed()
    {
        var error = Assert.Throws<GraphQLSyntaxException>(() => Utf8GraphQLParser.Parse([.. "{\n a "u8, 0xC3, 0x28]));

        Assert.Equal(new SourceLocation(2, 4), error.Location);
    }
}
