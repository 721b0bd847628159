using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using static Alignment.Api.Tests.Leads.Standings.Agreed;

namespace Alignment.Api.Tests.Leads.Definitions;

/// <summary>Who may sign what, and what becomes of signatures that arrive at once.</summary>
public sealed class SigningApiTests
{
    [Theory, EveryStorage]
    public async Task WhenOnePersonSignsForBothFunctionsAtOnce_ThenOneSignatureIsTakenAndTheOtherIsNotPermitted(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, Now, withBackground: false);
        var draft = await DraftAsync(host, OneWebinar);
        var signed = await Task.WhenAll(SignAsync(host, draft, "MARKETING", "Mo"), SignAsync(host, draft, "SALES", " mO "));
        Assert.Equal(["NOT_PERMITTED", "PROPOSED"], signed.Order(StringComparer.Ordinal));
        Assert.Equal(["PROPOSED"], await StatesAsync(host));
    }

    [Theory, EveryStorage]
    public async Task WhenManySignForOneFunctionAtOnce_ThenOneIsTakenAndTheOthersConflict(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, Now, withBackground: false);
        var draft = await DraftAsync(host, OneWebinar);
        var signed = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => SignAsync(host, draft, "SALES", $"Sam {n}")));
        Assert.Equal(1, signed.Count(state => state == "PROPOSED"));
        Assert.Equal(7, signed.Count(state => state == "CONFLICT"));
    }

    [Theory, EveryStorage]
    public async Task WhenANewerVersionIsInForce_ThenAnOlderProposalIsNot(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, Now, withBackground: false);
        var older = await DraftAsync(host, OneWebinar);
        await SignAsync(host, older, "MARKETING", "Mo");
        var newer = await DraftAsync(host, TwoWebinars);
        await SignAsync(host, newer, "MARKETING", "Mo");
        Assert.Equal("AGREED", await SignAsync(host, newer, "SALES", "Sam"));
        Assert.Equal("WRONG_STATE", await SignAsync(host, older, "SALES", "Sam"));
        Assert.Equal(["PROPOSED", "AGREED"], await StatesAsync(host));
    }

    [Theory, EveryStorage]
    public async Task WhenTwoVersionsAreSignedAtOnce_ThenTheNewerIsInForceInWhicheverOrder(StorageKind kind)
    {
        for (var round = 0; round < 4; round++)
        {
            await using var host = await ApiHost.StartAsync(kind, Now, withBackground: false);
            string[] versions = [await ProposedAsync(host, OneWebinar), await ProposedAsync(host, TwoWebinars), await ProposedAsync(host, OneWebinar)];
            Assert.Equal("AGREED", await SignAsync(host, versions[0], "SALES", "Sam"));
            var signed = await Task.WhenAll(versions[1..].Reverse().Select(version => SignAsync(host, version, "SALES", "Sam")));
            Assert.Equal("AGREED", signed[0]);
            Assert.Equal(signed[1] == "WRONG_STATE" ? ["SUPERSEDED", "PROPOSED", "AGREED"] : ["SUPERSEDED", "SUPERSEDED", "AGREED"], await StatesAsync(host));
        }
    }

    private static async Task<string> ProposedAsync(ApiHost host, string definition)
    {
        var id = await DraftAsync(host, definition);
        Assert.Equal("PROPOSED", await SignAsync(host, id, "MARKETING", "Mo"));
        return id;
    }

    private static async Task<string> DraftAsync(ApiHost host, string definition) => (await host.AskAsync(
        "mutation($definition: JSON!) { draftLeadDefinition(input: { key: \"ideal\", definition: $definition }) { leadDefinition { id } } }",
        new { definition = JsonDocument.Parse(definition).RootElement })).GetProperty("draftLeadDefinition").GetProperty("leadDefinition").GetProperty("id").GetString()!;

    /// <returns>The state after the signature, or the code of the first error.</returns>
    private static async Task<string> SignAsync(ApiHost host, string id, string function, string by)
    {
        var signed = (await host.AskAsync($$"""
            mutation { signLeadDefinition(input: { id: "{{id}}", function: {{function}}, by: "{{by}}" }) { leadDefinition { state } errors { ... on Error { code } } } }
            """)).GetProperty("signLeadDefinition");
        return signed.GetProperty("errors") is { ValueKind: JsonValueKind.Array } errors
            ? errors[0].GetProperty("code").GetString()! : signed.GetProperty("leadDefinition").GetProperty("state").GetString()!;
    }

    private static async Task<IReadOnlyList<string>> StatesAsync(ApiHost host) =>
        [.. (await host.AskAsync("{ leadDefinitions(key: \"ideal\") { nodes { version state } } }")).GetProperty("leadDefinitions").GetProperty("nodes").EnumerateArray()
            .OrderBy(version => version.GetProperty("version").GetInt32()).Select(version => version.GetProperty("state").GetString()!)];
}
