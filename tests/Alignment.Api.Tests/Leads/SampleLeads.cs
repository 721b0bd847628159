using Alignment.Api.Tests.Hosting;
using Alignment.Testing;

namespace Alignment.Api.Tests.Leads;

/// <summary>Leads that come in as a client would send them.</summary>
internal static class SampleLeads
{
    public const string Definition = """
        { "name": "Test", "handOff": { "total": 40 },
          "criteria": [
            { "key": "size", "kind": "attribute", "attribute": "employees", "operator": "atLeast", "value": 10, "points": 20 },
            { "key": "webinar", "kind": "engagement", "types": ["webinar"], "points": 30, "halfLife": "P30D" } ] }
        """;

    public static async Task CaptureAsync(ApiHost host, int count)
    {
        var captured = await host.AskAsync(
            "mutation($input: CaptureLeadsInput!) { captureLeads(input: $input) { created errors { ... on Error { message path } } } }",
            new
            {
                input = new
                {
                    source = "test",
                    leads = Enumerable.Range(1, count).Select(i => new
                    {
                        externalId = $"lead-{i:00}",
                        company = i % 4 == 0 ? null : $"Company {i % 7}",
                        createdAt = $"2026-01-{(i % 28) + 1:00}T08:00:00Z",
                        attributes = new object[] { new { name = "employees", value = i }, new { name = "since", value = "2020-01-01", type = "DATE" } },
                    }),
                },
            });
        Assert.Equal(count, captured.GetProperty("captureLeads").GetProperty("created").GetInt32());

        await host.AskAsync(
            "mutation($input: RecordEngagementsInput!) { recordEngagements(input: $input) { recorded errors { ... on Error { message path } } } }",
            new
            {
                input = new
                {
                    source = "test",
                    engagements = Enumerable.Range(1, count).SelectMany(i => Enumerable.Range(0, i % 5).Select(n => new
                    {
                        leadExternalId = $"lead-{i:00}",
                        at = $"2026-02-{n + 1:00}T10:00:00Z",
                        type = n % 2 == 0 ? "webinar" : "page_view",
                        stageKey = n % 2 == 0 ? "consideration" : null,
                        properties = new[] { new { name = "path", value = "/pricing" } },
                    })),
                },
            });
        var agreed = await AgreeAsync(host);
        if (host.RunsBackground) await JudgedAsync(host, agreed);
    }

    // Figures and orders keep still only once every lead has been judged by what was agreed.
    private static async Task JudgedAsync(ApiHost host, string definition)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        while (true)
        {
            var node = (await host.AskAsync("query($id: ID!) { node(id: $id) { ... on LeadDefinition { reassessment { state } } } }", new { id = definition })).GetProperty("node");
            if (node.GetProperty("reassessment") is { ValueKind: System.Text.Json.JsonValueKind.Object } job && job.GetProperty("state").GetString() == "DONE") return;
            await Task.Delay(20, patience.Token);
        }
    }

    public static async Task<string> AgreeAsync(ApiHost host, string definition = Definition, string key = "default")
    {
        using var document = System.Text.Json.JsonDocument.Parse(definition);
        var drafted = await host.AskAsync(
            "mutation($input: DraftLeadDefinitionInput!) { draftLeadDefinition(input: $input) { leadDefinition { id version } errors { ... on Error { message path } } } }",
            new { input = new { key, definition = document.RootElement } });
        var id = drafted.GetProperty("draftLeadDefinition").GetProperty("leadDefinition").GetProperty("id").GetString()!;
        foreach (var (function, by) in new[] { ("MARKETING", "Mara"), ("SALES", "Sol") })
        {
            await host.AskAsync(
                "mutation($input: SignLeadDefinitionInput!) { signLeadDefinition(input: $input) { leadDefinition { state } errors { ... on Error { message } } } }",
                new { input = new { id, function, by } });
        }

        return id;
    }
}
