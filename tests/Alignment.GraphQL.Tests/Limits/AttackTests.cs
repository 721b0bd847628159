using System.Diagnostics;
using System.Text;

namespace Alignment.GraphQL.Tests.Limits;

/// <summary>Every shape of attack that graphql-armor and graphql-cop know, and some of our own, against a host with default settings.</summary>
public sealed class AttackTests : IAsyncLifetime
{
    private OpenPort port = null!;

    /// <summary>A name, a document, its variables, and the code of the refusal.</summary>
    public static TheoryData<string, string, string, string> Documents => new()
    {
        { "alias overloading", "{" + Repeat(101, i => $" alias{i}: __typename") + " }", "{}", ErrorCodes.TooManyAliases },
        { "alias overloading in a fragment", "{ ...F } fragment F on Query {" + Repeat(101, i => $" alias{i}: __typename") + " }", "{}", ErrorCodes.TooManyAliases },
        { "field duplication", "{" + Repeat(500, _ => " __typename") + " }", "{}", ErrorCodes.TooManyRepeats },
        { "field duplication below", "{ dog {" + Repeat(500, _ => " name") + " } }", "{}", ErrorCodes.TooManyRepeats },
        { "spread duplication", "{" + Repeat(500, _ => " ...F") + " } fragment F on Query { __typename }", "{}", ErrorCodes.TooManyRepeats },
        { "directive overloading", "{ __typename" + Repeat(10, _ => " @everywhere") + " }", "{}", ErrorCodes.TooManyDirectives },
        { "unknown directives", "{ __typename" + Repeat(100, _ => " @aa") + " }", "{}", ErrorCodes.ValidationFailed },
        { "directives on many fields", "{" + Repeat(51, i => $" a{i}: __typename @everywhere") + " }", "{}", ErrorCodes.TooManyDirectives },
        { "circular introspection", "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }", "{}", ErrorCodes.ValidationFailed },
        { "introspection", "{ __schema { types { name } } }", "{}", ErrorCodes.IntrospectionNotAllowed },
        { "introspection of a type", "{ __type(name: \"Query\") { name } }", "{}", ErrorCodes.IntrospectionNotAllowed },
        { "introspection in a fragment", "{ ...F } fragment F on Query { a: __schema { description } }", "{}", ErrorCodes.IntrospectionNotAllowed },
        { "a field that is nearly right", "{ dog { nam } numbr }", "{}", ErrorCodes.ValidationFailed },
        { "an enum value that is nearly right", "{ dog { knows(command: SITT) } }", "{}", ErrorCodes.ValidationFailed },
        { "an input field that is nearly right", "query ($f: Filter) { arguments { filter(value: $f) } }", """{"f":{"nam":"x","required":true}}""", ErrorCodes.InvalidVariables },
        { "a field of the schema that is nearly right", "query cop { __schema { directive } }", "{}", ErrorCodes.ValidationFailed },
        { "a deep operation with the name of introspection", "query __schema " + Nest("{ query ", 17, "{ __typename }"), "{}", ErrorCodes.TooDeep },
        { "a deep fragment with the name of introspection", "{ ...__schema } fragment __schema on Query " + Nest("{ query ", 17, "{ __typename }"), "{}", ErrorCodes.TooDeep },
        { "a fragment at two depths", "{ ...F " + Nest("query { ", 15, "...F ") + " } fragment F on Query { query { query { query { __typename } } } }", "{}", ErrorCodes.TooDeep },
        { "a deep inline fragment", "{ ... on Query " + Nest("{ query ", 17, "{ __typename }") + " }", "{}", ErrorCodes.TooDeep },
        { "an expensive fragment", "{ humans(first: 1000) { ...F } } fragment F on Human { relatives(first: 1000) { name } }", "{}", ErrorCodes.TooExpensive },
        { "a long string", "{ arguments { string(value: \"" + new string('x', 2_000_000) + "\") } }", "{}", ErrorCodes.RequestTooLarge },
        { "deep selections", Nest("{ query ", 17, "{ __typename }"), "{}", ErrorCodes.TooDeep },
        { "braces without end", new string('{', 100_000), "{}", ErrorCodes.ParseFailed },
        { "fields without end", Repeat(20_000, _ => "{a "), "{}", ErrorCodes.NestedTooDeep },
        { "lists without end", "{ arguments { anything(value: " + new string('[', 100_000) + ") } }", "{}", ErrorCodes.NestedTooDeep },
        { "objects without end", "{ arguments { anything(value: " + Repeat(30_000, _ => "{a:") + ") } }", "{}", ErrorCodes.NestedTooDeep },
        { "types without end", "query ($v: " + new string('[', 100_000) + ") { __typename }", "{}", ErrorCodes.NestedTooDeep },
        { "inline fragments without end", "{" + Repeat(30_000, _ => "...{"), "{}", ErrorCodes.NestedTooDeep },
        { "tokens", "{" + Repeat(5_000, i => $" f{i}") + " }", "{}", ErrorCodes.TooManyTokens },
        { "a fragment that spreads itself", "{ ...F } fragment F on Query { query { ...F } }", "{}", ErrorCodes.ValidationFailed },
        { "fragments in a circle", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }", "{}", ErrorCodes.ValidationFailed },
        { "fragments that double", "{ ...F0 }" + Repeat(14, i => $" fragment F{i} on Query {{ a: query {{ ...F{i + 1} }} b: query {{ ...F{i + 1} }} }}") + " fragment F14 on Query { __typename }", "{}", ErrorCodes.TooManyFields },
        { "a page of pages", "{ humans(first: 1000) { relatives(first: 1000) { name } } }", "{}", ErrorCodes.TooExpensive },
        { "a page of pages by variables", "query ($n: Int) { humans(first: $n) { relatives(first: $n) { name } } }", """{"n":1000}""", ErrorCodes.TooExpensive },
        { "a negative and an absurd page", "{ humans(first: -1) { name } b: humans(first: 2147483647) { name } }", "{}", ErrorCodes.TooExpensive },
        { "a number of many digits", "{ arguments { int(value: " + new string('9', 50_000) + ") } }", "{}", ErrorCodes.ValidationFailed },
        { "a number of many digits in the variables", "query ($v: Int) { arguments { int(value: $v) } }", "{\"v\":" + new string('9', 50_000) + "}", ErrorCodes.InvalidVariables },
        { "a name of many letters", "{ " + new string('a', 100_000) + " }", "{}", ErrorCodes.ValidationFailed },
        { "a long list", "{ arguments { list(value: [" + Repeat(1_001, _ => "\"x\",") + "]) } }", "{}", ErrorCodes.InputTooLarge },
        { "a long list in the variables", "query ($v: [String]) { arguments { list(value: $v) } }", "{\"v\":[" + Repeat(1_000, _ => "\"x\",") + "\"x\"]}", ErrorCodes.InputTooLarge },
        { "many values in the variables", "query ($v: Anything) { arguments { anything(value: $v) } }", "{\"v\":[" + Repeat(60, _ => "[" + Repeat(900, _ => "1,") + "1],") + "1]}", ErrorCodes.InputTooLarge },
        { "not GraphQL", "qwerty cop { abc }", "{}", ErrorCodes.ParseFailed },
        { "an operation that is not there", "query A { __typename } query B { __typename }", "{}", ErrorCodes.UnknownOperation },
        { "a resolver that fails", "{ number }", "{}", ErrorCodes.Unexpected },
        { "a mutation that fails", "mutation { add { value } }", "{}", ErrorCodes.Unexpected },
        { "escapes that are wrong", "{ arguments { string(value: \"\\uD800\") } }", "{}", ErrorCodes.ParseFailed },
    };

    public async Task InitializeAsync() => port = await OpenPort.OpenAsync();

    public async Task DisposeAsync() => await port.DisposeAsync();

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task WhenADocumentIsAnAttack_ThenItIsRefusedWithItsCodeAndTellsNothing(string attack, string document, string variables, string code)
    {
        var clock = Stopwatch.StartNew();

        var answer = await port.PostAsync(document, variables);

        answer.AssertSafe(attack);
        Assert.Contains(code, answer.Codes);
        Assert.True(answer.Body.Length < 300_000, $"{attack}: an answer of {answer.Body.Length} characters");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{attack}: {clock.Elapsed}");
    }

    [Fact]
    public async Task WhenTracingIsAskedFor_ThenThereIsNone() => Assert.Equal(
        """{"data":{"__typename":"Query"}}""", (await port.PostAsync("{ __typename }", "{}", ("X-Apollo-Tracing", "1"), ("apollo-federation-include-trace", "ftv1"))).Body);

    [Fact]
    public async Task WhenOneLargeValueIsWrongInManyWays_ThenTheAnswerStaysSmall()
    {
        var fields = Repeat(900, i => $"\"unknown{i}\":1,");
        var variables = "{\"v\":{" + fields + "\"name\":\"" + new string('x', 200_000) + "\"}}";

        var answer = await port.PostAsync("query ($v: Filter) { arguments { filter(value: $v) } }", variables);

        answer.AssertSafe("amplification");
        Assert.Contains(ErrorCodes.InvalidVariables, answer.Codes);
        Assert.InRange(answer.Body.Length, 1, 300_000);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "query=%7B__typename%7D", 415)]
    [InlineData("text/plain", "{\"query\":\"{__typename}\"}", 415)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"query\"\r\n\r\n{__typename}\r\n--x--", 415)]
    [InlineData("", "{\"query\":\"{__typename}\"}", 415)]
    [InlineData("application/json; charset=utf-16", "{}", 415)]
    [InlineData("application/json", "", 400)]
    [InlineData("application/json", "{", 400)]
    [InlineData("application/json", "[]", 400)]
    [InlineData("application/json", "[{\"query\":\"{__typename}\"},{\"query\":\"{__typename}\"}]", 400)]
    [InlineData("application/json", "{\"query\":\"{__typename}\"}{\"query\":\"{__typename}\"}", 400)]
    [InlineData("application/json", "{\"query\":\"\\ud800\"}", 400)]
    public async Task WhenAnotherSiteCouldSendIt_OrItIsNoRequest_ThenItIsRefused(string contentType, string body, int status)
    {
        var answer = await port.PostAsync(Encoding.UTF8.GetBytes(body), contentType);

        answer.AssertSafe(body);
        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("/graphql?query=mutation%7Badd%7Bvalue%7D%7D", "", 405)]
    [InlineData("/graphql?query=mutation%20M%7Badd%7Bvalue%7D%7D%20query%20Q%7B__typename%7D&operationName=M", "", 405)]
    [InlineData("/graphql?query=%7B__typename%7D", "cross-site", 403)]
    [InlineData("/graphql?query=%7B__typename%7D", "same-origin", 200)]
    [InlineData("/graphql?query=%7B__typename%7D&query=%7B__typename%7D", "", 400)]
    [InlineData("/graphql?query=%7B__typename%7D&variables=%5B", "", 400)]
    public async Task WhenGetIsAbused_ThenItIsRefused(string path, string site, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (site.Length > 0)
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);

        var answer = await port.SendAsync(request);

        answer.AssertSafe(path);
        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task WhenABatchOfRecordsIsTakenIn_ThenTheDefaultsLetIt()
    {
        var record = """{"name":"a name of some length","required":true,"ages":[1,2,3],"nested":{"name":"another","required":false}}""";

        var answer = await port.PostAsync(
            "query ($v: [Filter!]) { arguments { filters(value: $v) } }", $$"""{"v":[{{string.Join(',', Enumerable.Repeat(record, 1_000))}}]}""");

        Assert.Empty(answer.Codes);
    }

    [Fact]
    public async Task WhenTheCostIsAskedFor_ThenItIsReported()
    {
        var answer = await port.PostAsync("{ query { __typename } }", "{}", ("GraphQL-Cost", "report"));

        Assert.Contains("\"cost\":{\"estimated\":2,\"allowed\":10000}", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("cost", (await port.PostAsync("{ query { __typename } }")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    public async Task WhenTheVariablesAreNotUtf8_ThenTheyAreRefused(byte[] bytes)
    {
        byte[] body = [.. "{\"query\":\"query ($v: String, $c: Command) { arguments { string(value: $v) enum(value: $c) } }\",\"variables\":{\"v\":\""u8, .. bytes, .. "\",\"c\":\""u8, .. bytes, .. "\"}}"u8];

        var answer = await port.PostAsync(body, "application/json");

        answer.AssertSafe("UTF-8");
        Assert.NotEmpty(answer.Codes);
    }

    [Theory]
    [InlineData("""{"v":"\ud800"}""")]
    [InlineData("""{"v":{"a":"\udc00"}}""")]
    [InlineData("""{"\ud800":1,"v":"x"}""")]
    [InlineData("""{"f":{"\ud800":1,"name":"\ud800","required":true}}""")]
    [InlineData("""{"c":"\ud800"}""")]
    [InlineData("""{"a":{"\ud800":["\ud800"]}}""")]
    public async Task WhenVariablesHaveHalfACharacter_ThenNothingBreaks(string variables)
    {
        var answer = await port.PostAsync(
            "query ($v: String, $f: Filter, $c: Command, $a: Anything) { arguments { string(value: $v) filter(value: $f) enum(value: $c) anything(value: $a) } }", variables);

        answer.AssertSafe(variables);
    }

    private static string Repeat(int times, Func<int, string> text) => string.Concat(Enumerable.Range(0, times).Select(text));

    private static string Nest(string opening, int times, string inner) => Repeat(times, _ => opening) + inner + new string('}', times);
}
