using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Alignment.Api.Tests.Leads.Standings;
using Alignment.Core;
using Alignment.Core.Leads.Definitions;
using NodaTime;
using static Alignment.Api.Tests.Leads.Standings.Agreed;

namespace Alignment.Api.Tests.Leads.Definitions;

public sealed class DefaultDefinitionTests
{
    [Theory, EveryStorage]
    public async Task WhenSeveralDefinitionsAreInForce_ThenTheTeamSaysWhichJudgesLeads(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, Now, withBackground: false);
        var first = await AgreeAsync(host.Store, OneWebinar, Now);
        var second = await AgreeOtherAsync(host.Store);
        await ReassessmentTests.ReassessAsync(host.Store, host.Clock);
        var lead = await CaptureAsync(host.Store, "a", Now, 1);
        Assert.Equal((first, "ideal"), ((await StandingAsync(host.Store, lead)).DefinitionId!.Value, await InForceAsync(host)));

        const string set = """mutation($key: String!) { setDefaultLeadDefinition(input: { key: $key, idempotencyKey: $key }) { leadDefinition { key } errors { ... on Error { code message path } } } }""";
        var refused = (await host.AskAsync(set, new { key = "nothing" })).GetProperty("setDefaultLeadDefinition").GetProperty("errors")[0];
        Assert.Equal("NOT_FOUND", refused.GetProperty("code").GetString());
        Assert.Contains("No version of \"nothing\" is in force", refused.GetProperty("message").GetString(), StringComparison.Ordinal);
        for (var again = 0; again < 2; again++)
            Assert.Equal("strict", (await host.AskAsync(set, new { key = "strict" })).GetProperty("setDefaultLeadDefinition").GetProperty("leadDefinition").GetProperty("key").GetString());
        Assert.Equal("strict", await InForceAsync(host));
        Assert.True(await ReassessmentTests.ReassessAsync(host.Store, host.Clock));
        Assert.Equal(second, (await StandingAsync(host.Store, lead)).DefinitionId);
        var judged = await host.AskAsync("""{ leadByExternalId(source: "crm", externalId: "a") { assessment { definition { key } } } }""");
        Assert.Equal("strict", judged.GetProperty("leadByExternalId").GetProperty("assessment").GetProperty("definition").GetProperty("key").GetString());
    }

    private static async Task<string?> InForceAsync(ApiHost host) =>
        (await host.AskAsync("""{ leadDefinitionInForce { key } }""")).GetProperty("leadDefinitionInForce") is { ValueKind: JsonValueKind.Object } version ? version.GetProperty("key").GetString() : null;

    private static Task<LeadDefinitionVersionId> AgreeOtherAsync(AlignmentStore store) => store.WriteAsync(async (context, cancel) =>
    {
        var version = LeadDefinitionVersion.Draft("strict", LeadDefinition.Parse(TwoWebinars).Value, null, Now + Duration.FromSeconds(1)).Value;
        Assert.True(version.Sign(Function.Marketing, "Mo", null, Now + Duration.FromSeconds(1)).Succeeded);
        Assert.True(version.Sign(Function.Sales, "Sam", null, Now + Duration.FromSeconds(1)).Succeeded);
        context.Add(version);
        await context.SaveChangesAsync(cancel);
        return version.Id;
    });
}
