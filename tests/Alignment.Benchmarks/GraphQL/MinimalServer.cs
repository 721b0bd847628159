using System.Diagnostics;
using System.Text.Json;

namespace Alignment.Benchmarks.GraphQL;

/// <summary><see cref="MinimalApi"/> in a process of its own, with the collector that web projects get.</summary>
internal sealed class MinimalServer(int port) : Server("minimal API", port)
{
    public override string Buyer(Guid lead) => $"/buyer/{lead}";

    public override string Queue(string persona, string stage, string? after) =>
        $"/queue?persona={persona}&stage={stage}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}";

    public override string ReadBuyer(JsonElement answer)
    {
        var handOff = answer.GetProperty("lastHandOff");
        return Figures.Join([
            answer.Uuid("id"), answer.Text("email"), answer.Text("name"), answer.Text("company"), Standing(answer), answer.Named("persona"),
            .. answer.GetProperty("engagements").EnumerateArray().Select(engagement => engagement.Engagement("content")),
            .. handOff.ValueKind == JsonValueKind.Null ? [] : (string[])[handOff.HandOff()]]);
    }

    public override (string Figures, string? Next) ReadQueue(JsonElement answer)
    {
        var nodes = answer.GetProperty("nodes").EnumerateArray().Select(lead => Figures.Join([
            lead.Uuid("id"), lead.Text("name"), Standing(lead), lead.Named("persona"), lead.GetProperty("lastEngagement").Engagement()]));
        return (Figures.Join([.. nodes, answer.GetProperty("hasNextPage").ToString()]), answer.GetProperty("endCursor").GetString());
    }

    protected override ProcessStartInfo Command(string connectionString)
    {
        var command = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Alignment.Benchmarks.dll"), "graphql-minimal", Url, connectionString]);
        (command.Environment["DOTNET_gcServer"], command.Environment["DOTNET_gcConcurrent"]) = ("1", "1");
        return command;
    }

    private static string Standing(JsonElement lead) => $"{lead.Number("total")} {lead.Word("decision")} {lead.Named("stage")}";
}
