using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;

namespace Alignment.Api.Tests.Leads;

public sealed class LeadPageTests
{
    private const string Everything = """
        query($first: Int) {
          leads(first: $first) {
            totalCount
            nodes {
              id externalId name company status attributes { name value }
              persona { name }
              stage { stage { key } evidence since because { at type } }
              assessment { decision total fit interest unmet nextChangeAt criteria { key met points counted note } definition { key version } }
              engagements(last: 3) { totalCount nodes { at type stage { key } properties { name value } } }
              outcome { kind at amount { amount currency } }
            }
            pageInfo { hasNextPage endCursor }
          }
        }
        """;

    [Theory]
    [EveryStorage(TablesOnly = true)]
    public async Task WhenAPageOfLeadsIsRead_ThenTheStatementsAreAsManyWhateverItsSize(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, withBackground: false);
        await SampleLeads.CaptureAsync(host, count: 40);

        async Task<int> CountAsync(int first)
        {
            host.Statements.Clear();
            var data = await host.AskAsync(Everything, new { first });
            Assert.Equal(first, data.GetProperty("leads").GetProperty("nodes").GetArrayLength());
            return host.Statements.Texts.Count;
        }

        var (few, many) = (await CountAsync(2), await CountAsync(40));

        Assert.Equal(few, many);
        Assert.InRange(many, 1, 12);
    }

    [Theory]
    [EveryStorage(TablesOnly = true)]
    public async Task WhenPagesAreFollowed_ThenEveryLeadIsSeenOnceInEveryOrderAndDirection(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        await SampleLeads.CaptureAsync(host, count: 23);
        foreach (var order in new[] { "{ company: ASC }", "{ total: DESC }", "{ createdAt: ASC }", "{ externalId: DESC }" })
        {
            var whole = await IdsAsync(host, $"first: 50, order: [{order}]");
            var forward = await FollowAsync(host, order, forward: true);
            var backward = await FollowAsync(host, order, forward: false);

            Assert.Equal(23, whole.Distinct().Count());
            Assert.Equal(whole, forward);
            Assert.Equal(whole, backward);
        }
    }

    [Theory]
    [EveryStorage(TablesOnly = true)]
    public async Task WhenACursorIsOfAnotherOrder_ThenItIsRefusedAndSaysSo(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        await SampleLeads.CaptureAsync(host, count: 3);
        var cursor = (await host.AskAsync("{ leads(first: 1) { pageInfo { endCursor } } }"))
            .GetProperty("leads").GetProperty("pageInfo").GetProperty("endCursor").GetString();

        var answer = await host.SendAsync($$"""{ leads(first: 1, after: "{{cursor}}", order: [{ company: ASC }]) { nodes { id } } }""");

        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal("INVALID_PAGING", error.GetProperty("extensions").GetProperty("code").GetString());
    }

    [Theory]
    [EveryStorage(TablesOnly = true)]
    public async Task WhenLeadsAreFiltered_ThenOnlyThoseThatMeetEveryConditionRemain(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        await SampleLeads.CaptureAsync(host, count: 12);

        var some = await IdsAsync(host, """first: 50, where: { externalId: { in: ["lead-02", "lead-03", "lead-04"] }, or: [{ company: { contains: "3" } }, { company: { eq: null } }] }""");
        var none = await IdsAsync(host, """first: 50, where: { source: { neq: "test" } }""");

        Assert.Equal(["lead-04", "lead-03"], some);
        Assert.Empty(none);
    }

    private static async Task<List<string>> FollowAsync(ApiHost host, string order, bool forward)
    {
        var seen = new List<string>();
        string? cursor = null;
        while (true)
        {
            var place = cursor is null ? "" : $", {(forward ? "after" : "before")}: \"{cursor}\"";
            var data = await host.AskAsync($$"""
                { leads({{(forward ? "first" : "last")}}: 4{{place}}, order: [{{order}}]) {
                    nodes { externalId } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
                """);
            var page = Ids(data);
            seen.InsertRange(forward ? seen.Count : 0, page);
            var info = data.GetProperty("leads").GetProperty("pageInfo");
            if (!info.GetProperty(forward ? "hasNextPage" : "hasPreviousPage").GetBoolean())
                return seen;
            cursor = info.GetProperty(forward ? "endCursor" : "startCursor").GetString();
        }
    }

    private static async Task<List<string>> IdsAsync(ApiHost host, string arguments) =>
        Ids(await host.AskAsync($$"""{ leads({{arguments}}) { nodes { externalId } } }"""));

    private static List<string> Ids(JsonElement data) =>
        [.. data.GetProperty("leads").GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("externalId").GetString()!)];
}
