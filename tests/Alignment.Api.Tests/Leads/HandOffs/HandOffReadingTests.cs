using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Alignment.Api.Tests.Leads.Standings;
using NodaTime;

namespace Alignment.Api.Tests.Leads.HandOffs;

/// <summary>A lead's hand-offs, of which only the columns are read that somebody asks for.</summary>
public sealed class HandOffReadingTests
{
    private static readonly string[] Fields =
    [
        "id", "offDefinitionReason", "unmet", "routing", "state", "offeredAt", "respondBy", "acceptedAt", "touchBy", "firstTouchAt", "endedAt", "returnReason",
        "endedBecause", "escalateAt", "escalatedAt", "nextDeadlineAt", "inForce", "offDefinition", "lead { id }", "rep { key }", "definition { id }", "nextDeadlineKind",
    ];

    [Theory, EveryStorage]
    public async Task WhenOneFieldIsAskedForByItself_ThenItIsWhatTheWholeHandOffSays(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, Agreed.Now);
        await Agreed.AgreeAsync(host.Store, Agreed.OneWebinar, host.Clock.Now);
        await host.AskAsync("""
            mutation {
              defineSalesRep(input: { key: "ana", name: "Ana", timeZone: "UTC" }) { salesRep { key } }
              captureLeads(input: { source: "crm", leads: [{ externalId: "1" }] }) { created }
            }
            """);
        var id = (await host.AskAsync("""{ leadByExternalId(source: "crm", externalId: "1") { id } }""")).GetProperty("leadByExternalId").GetProperty("id").GetString()!;
        var handOff = (await host.AskAsync($$"""
            mutation { handOffLead(input: { leadId: "{{id}}", repKey: "ana", offDefinitionReason: "They called us" }) { handOff { id } errors { ... on Error { message } } } }
            """)).GetProperty("handOffLead").GetProperty("handOff").GetProperty("id").GetString();
        host.Clock.Now += Duration.FromMinutes(1);
        await host.AskAsync($$"""mutation { acceptHandOff(input: { handOffId: "{{handOff}}", repKey: "ana" }) { errors { ... on Error { message } } } }""");

        Assert.Equal(
            (await host.AskAsync("""{ __type(name: "HandOff") { fields { name } } }""")).GetProperty("__type").GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("name").GetString()!).Order(),
            Fields.Select(field => field.Split(' ')[0]).Order());
        foreach (var (begin, end) in new[] { ("nodes {", "}"), ("edges { node {", "} }") })
        {
            var whole = await ReadAsync($"{begin} {string.Join(' ', Fields)} {end}");
            Assert.Contains("They called us", whole, StringComparison.Ordinal);
            Assert.Contains("ACCEPTED", whole, StringComparison.Ordinal);
            foreach (var field in Fields)
            {
                var alone = await ReadAsync($"{begin} {field} {end}");
                Assert.Contains(alone[alone.LastIndexOf($"\"{field.Split(' ')[0]}\"", StringComparison.Ordinal)..].TrimEnd('}', ']'), whole, StringComparison.Ordinal);
            }
        }

        async Task<string> ReadAsync(string selection) =>
            (await host.AskAsync($"query($id: ID!) {{ lead(id: $id) {{ handOffs(last: 1) {{ {selection} }} }} }}", new { id })).GetProperty("lead").GetProperty("handOffs").ToString();
    }
}
