using System.Diagnostics;
using System.Text.Json;

namespace Alignment.Benchmarks.GraphQL;

/// <summary>The host as a user runs it: <c>alignment serve</c>, limits and all.</summary>
internal sealed class AlignmentServer(int port) : Server("Alignment.Api", port)
{
    /// <summary>The operation behind <see cref="Buyer"/>.</summary>
    public const string BuyerView = """
        query BuyerView($id: ID!) {
          lead(id: $id) {
            id email name company
            standing { total decision stage { key name } }
            persona { key name }
            engagements(last: 10) { nodes { id type at content { id title } } }
            handOffs(last: 1) { nodes { id offeredAt state } }
          }
        }
        """;

    /// <summary>The operation behind <see cref="Queue"/>.</summary>
    public const string WorkQueue = """
        query WorkQueue($persona: String, $stage: String, $after: String) {
          workQueue(first: 50, personaKey: $persona, stageKey: $stage, after: $after) {
            nodes { id name standing { total decision stage { key name } } persona { key name } engagements(last: 1) { nodes { id type at } } }
            pageInfo { hasNextPage endCursor }
          }
        }
        """;

    public override string Buyer(Guid lead) => Post(BuyerView, new { id = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"Lead:{lead:N}")) });

    public override string Queue(string persona, string stage, string? after) => Post(WorkQueue, new { persona, stage, after });

    public override string ReadBuyer(JsonElement answer)
    {
        var lead = answer.GetProperty("data").GetProperty("lead");
        return Figures.Join([
            lead.Uuid("id"), lead.Text("email"), lead.Text("name"), lead.Text("company"), Standing(lead), lead.Named("persona"),
            .. lead.GetProperty("engagements").GetProperty("nodes").EnumerateArray().Reverse().Select(engagement => engagement.Engagement("content")),
            .. lead.GetProperty("handOffs").GetProperty("nodes").EnumerateArray().Select(Figures.HandOff)]);
    }

    public override (string Figures, string? Next) ReadQueue(JsonElement answer)
    {
        var page = answer.GetProperty("data").GetProperty("workQueue");
        var nodes = page.GetProperty("nodes").EnumerateArray().Select(lead => Figures.Join([
            lead.Uuid("id"), lead.Text("name"), Standing(lead), lead.Named("persona"),
            .. lead.GetProperty("engagements").GetProperty("nodes").EnumerateArray().Select(engagement => engagement.Engagement())]));
        var info = page.GetProperty("pageInfo");
        return (Figures.Join([.. nodes, info.GetProperty("hasNextPage").ToString()]), info.GetProperty("endCursor").GetString());
    }

    protected override ProcessStartInfo Command(string connectionString) => new("dotnet", [
        Path.Combine(AppContext.BaseDirectory, "Alignment.Api.dll"), "serve", "--urls", Url, "--storage", "postgres", "--database", connectionString, "--no-sample"]);

    private static string Standing(JsonElement lead)
    {
        var standing = lead.GetProperty("standing");
        return $"{standing.Number("total")} {standing.Word("decision")} {standing.Named("stage")}";
    }
}
