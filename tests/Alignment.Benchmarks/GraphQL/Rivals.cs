using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Alignment.Benchmarks.GraphQL;

/// <summary>A server from npm, run by the Node that its package lock names.</summary>
internal abstract class Rival(string name, string script, int port) : Server(name, port)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "GraphQL", "rivals");

    /// <summary>Installs what the lock file names, unless that was done.</summary>
    public static void Install()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "postgraphile"))) return;
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--silent"]) { WorkingDirectory = Folder })!;
        npm.WaitForExit();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm ci failed in {Folder}.");
    }

    protected override ProcessStartInfo Command(string connectionString)
    {
        var command = new ProcessStartInfo(Path.Combine(Folder, "node_modules", "node", "bin", "node"), [script, Port.ToString(CultureInfo.InvariantCulture), UrlOf(connectionString)]) { WorkingDirectory = Folder };
        command.Environment["NODE_ENV"] = "production";
        return command;
    }
}

/// <summary>Fastify, Mercurius with its JIT, loaders and SQL by hand.</summary>
internal sealed class Mercurius(int port) : Rival("Mercurius with JIT", "mercurius.js", port)
{
    public override string Buyer(Guid lead) => Post(
        "query Buyer($id: ID!) { lead(id: $id) { id email name company total decision stage { key name } persona { key name } engagements(first: 10) { position type at content { id title } } lastHandOff { id offeredAt state } } }",
        new { id = lead });

    public override string Queue(string persona, string stage, string? after) => Post(
        "query Queue($persona: String!, $stage: String!, $after: String) { workQueue(personaKey: $persona, stageKey: $stage, after: $after) { nodes { id name total decision stage { key name } persona { key name } lastEngagement { position type at } } hasNextPage endCursor } }",
        new { persona, stage, after });

    public override string ReadBuyer(JsonElement answer)
    {
        var lead = answer.GetProperty("data").GetProperty("lead");
        var handOff = lead.GetProperty("lastHandOff");
        return Figures.Join([
            lead.Uuid("id"), lead.Text("email"), lead.Text("name"), lead.Text("company"), Standing(lead), lead.Named("persona"),
            .. lead.GetProperty("engagements").EnumerateArray().Select(engagement => engagement.Engagement("content")),
            .. handOff.ValueKind == JsonValueKind.Null ? [] : (string[])[handOff.HandOff()]]);
    }

    public override (string Figures, string? Next) ReadQueue(JsonElement answer)
    {
        var page = answer.GetProperty("data").GetProperty("workQueue");
        var nodes = page.GetProperty("nodes").EnumerateArray().Select(lead => Figures.Join([
            lead.Uuid("id"), lead.Text("name"), Standing(lead), lead.Named("persona"), lead.GetProperty("lastEngagement").Engagement()]));
        return (Figures.Join([.. nodes, page.GetProperty("hasNextPage").ToString()]), page.GetProperty("endCursor").GetString());
    }

    private static string Standing(JsonElement lead) => $"{lead.Number("total")} {lead.Word("decision")} {lead.Named("stage")}";
}

/// <summary>PostGraphile over the tables as they are.</summary>
internal sealed class PostGraphile(int port) : Rival("PostGraphile 5", "postgraphile.js", port)
{
    public override string Buyer(Guid lead) => Post("""
        query Buyer($id: UUID!) {
          leadById(id: $id) {
            id contactEmail contactName contactCompany
            leadStandingByLeadId { total decision buyingStageByStageKey { key name } }
            personaByPersonaKey { key name }
            engagementsByLeadId(first: 10, orderBy: [AT_DESC, POSITION_DESC]) { nodes { position type at contentAssetByContent { id title } } }
            handOffsByLeadId(first: 1, orderBy: [OFFERED_AT_DESC]) { nodes { id offeredAt state } }
          }
        }
        """, new { id = lead });

    public override string Queue(string persona, string stage, string? after) => Post("""
        query Queue($persona: String!, $stage: String!, $after: Cursor) {
          allLeadStandings(first: 50, after: $after, orderBy: [TOTAL_DESC, LEAD_ID_DESC], condition: { personaKey: $persona, stageKey: $stage, status: "Qualified" }) {
            nodes {
              total decision buyingStageByStageKey { key name } personaByPersonaKey { key name }
              leadByLeadId { id contactName engagementsByLeadId(first: 1, orderBy: [AT_DESC, POSITION_DESC]) { nodes { position type at } } }
            }
            pageInfo { hasNextPage endCursor }
          }
        }
        """, new { persona, stage, after });

    public override string ReadBuyer(JsonElement answer)
    {
        var lead = answer.GetProperty("data").GetProperty("leadById");
        return Figures.Join([
            lead.Uuid("id"), lead.Text("contactEmail"), lead.Text("contactName"), lead.Text("contactCompany"), Standing(lead.GetProperty("leadStandingByLeadId")),
            lead.Named("personaByPersonaKey"),
            .. lead.GetProperty("engagementsByLeadId").GetProperty("nodes").EnumerateArray().Select(engagement => engagement.Engagement("contentAssetByContent")),
            .. lead.GetProperty("handOffsByLeadId").GetProperty("nodes").EnumerateArray().Select(Figures.HandOff)]);
    }

    public override (string Figures, string? Next) ReadQueue(JsonElement answer)
    {
        var page = answer.GetProperty("data").GetProperty("allLeadStandings");
        var nodes = page.GetProperty("nodes").EnumerateArray().Select(standing => (standing, lead: standing.GetProperty("leadByLeadId"))).Select(both => Figures.Join([
            both.lead.Uuid("id"), both.lead.Text("contactName"), Standing(both.standing), both.standing.Named("personaByPersonaKey"),
            .. both.lead.GetProperty("engagementsByLeadId").GetProperty("nodes").EnumerateArray().Select(engagement => engagement.Engagement())]));
        var info = page.GetProperty("pageInfo");
        return (Figures.Join([.. nodes, info.GetProperty("hasNextPage").ToString()]), info.GetProperty("endCursor").GetString());
    }

    private static string Standing(JsonElement standing) => $"{standing.Number("total")} {standing.Word("decision")} {standing.Named("buyingStageByStageKey")}";
}
