using System.Text.Json;
using Alignment.Api.Tests.Hosting;
using Alignment.Core.Leads.Definitions;
using Alignment.Testing;

namespace Alignment.Api.Tests.Leads.Definitions;

/// <summary>What tests of the agreement ask of a host, and how they read what it says.</summary>
internal static class AgreementCalls
{
    public const string ErrorFields = "errors { __typename ... on Error { message code path } }";
    public const string Figures = "leads handedOff won wasted missed precision recall baseRate lift auc perWeek medianDaysToOutcome";

    public static Core.Leads.Assessments.LeadAssessor Compiled(string json) => LeadDefinition.Parse(json).Value.Compile();

    public static async Task<string> DraftAsync(ApiHost host, string definition)
    {
        var drafted = (await host.AskAsync(
            $$"""mutation($definition: JSON!) { draftLeadDefinition(input: { key: "ideal", definition: $definition }) { leadDefinition { id } {{ErrorFields}} } }""",
            new { definition = JsonDocument.Parse(definition).RootElement })).GetProperty("draftLeadDefinition");
        Assert.True(drafted.GetProperty("errors").ValueKind == JsonValueKind.Null, drafted.ToString());
        return drafted.GetProperty("leadDefinition").GetProperty("id").GetString()!;
    }

    public static async Task SignAsync(ApiHost host, string id)
    {
        foreach (var (function, by) in new[] { ("MARKETING", "Mo"), ("SALES", "Sam") })
        {
            var signed = await TrySignAsync(host, id, function, by);
            Assert.True(signed.GetProperty("errors").ValueKind == JsonValueKind.Null, signed.ToString());
        }
    }

    public static async Task<JsonElement> TrySignAsync(ApiHost host, string id, string function, string by) => (await host.AskAsync(
        $$"""mutation { signLeadDefinition(input: { id: "{{id}}", function: {{function}}, by: "{{by}}" }) { leadDefinition { state } {{ErrorFields}} } }""")).GetProperty("signLeadDefinition");

    public static async Task<JsonElement> NodeAsync(ApiHost host, string id, string fields) =>
        (await host.AskAsync($$"""query($id: ID!) { node(id: $id) { ... on LeadDefinition { {{fields}} } } }""", new { id })).GetProperty("node");

    public static Task<JsonElement> ReassessedAsync(ApiHost host, string definition) => UntilDoneAsync(
        async () => (await NodeAsync(host, definition, "reassessment { state done total }")).GetProperty("reassessment"));

    public static Task<JsonElement> DoneAsync(ApiHost host, string job) => UntilDoneAsync(async () => (await host.AskAsync(
        $$"""query($id: ID!) { job(id: $id) { kind state done total error result impact { leads meetNow wouldMeet newlyQualify drop } backtest { {{Figures}} } comparison { gained gainedWon lost lostWon moreWasted moreMissed } suggestion { definition auc leads known isSampled suspects { column } } } }""",
        new { id = job })).GetProperty("job"));

    private static async Task<JsonElement> UntilDoneAsync(Func<Task<JsonElement>> look)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        while (true)
        {
            var job = await look();
            if (job.ValueKind == JsonValueKind.Object && Text(job, "state") is not ("ASKED" or "RUNNING")) return job;
            await Task.Delay(50, patience.Token);
        }
    }

    public static int Int(JsonElement parent, string name) => parent.GetProperty(name).GetInt32();

    public static double? Number(JsonElement parent, string name) => parent.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    public static string? Text(JsonElement parent, string name) => parent.GetProperty(name).GetString();

    public static string[] Texts(JsonElement parent, string name) => [.. parent.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    public static string[] Codes(JsonElement payload) => [.. payload.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString()!)];
}
