using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;

namespace Alignment.Api.Tests.Stories;

public sealed class ContentUseApiTests
{
    [Theory, EveryStorage]
    public async Task WhenContentWasRevised_ThenItsUseBeforeAndAfterIsCompared(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        var lead = await StoryCalls.TellAsync(host);
        var night = await StoryCalls.PublishAsync(host, "night", "awareness", "ops");
        foreach (var day in new[] { "05", "06", "12" }) await StoryCalls.ShareAsync(host, lead, night, $"2026-02-{day}T09:00:00Z");
        await host.AskAsync("""mutation($id: ID!) { reviseContent(input: { assetId: $id, what: "new figures", by: "Ana", at: "2026-02-10T00:00:00Z" }) { errors { __typename } } }""", new { id = night });

        var effect = (await host.AskAsync("query($id: ID!) { node(id: $id) { ... on ContentAsset { revisionEffects(days: 5) { revision { what } span before { sharedByReps leads } after { sharedByReps leads } } } } }", new { id = night }))
            .GetProperty("node").GetProperty("revisionEffects")[0];

        Assert.Equal((2, 1), (effect.GetProperty("before").GetProperty("sharedByReps").GetInt32(), effect.GetProperty("after").GetProperty("sharedByReps").GetInt32()));
        Assert.Equal("P5D", effect.GetProperty("span").GetString());
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenManyAssetsAreAskedForTheirUseAndRevisions_ThenTheStatementsAreAsManyAsForOne(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, withBackground: false);
        var lead = await StoryCalls.TellAsync(host);
        for (var n = 0; n < 12; n++)
        {
            var asset = await StoryCalls.PublishAsync(host, $"asset {n}", "awareness", "ops");
            await StoryCalls.ShareAsync(host, lead, asset, "2026-02-12T09:00:00Z");
            foreach (var day in new[] { "10", "14" })
                await host.AskAsync("""mutation($id: ID!, $at: Instant) { reviseContent(input: { assetId: $id, what: "figures", by: "Ana", at: $at }) { errors { __typename } } }""", new { id = asset, at = $"2026-02-{day}T00:00:00Z" });
        }

        var (one, all) = (await CountAsync(1), await CountAsync(12));

        Assert.Equal(one, all);
        Assert.InRange(all, 2, 3);

        async Task<int> CountAsync(int first)
        {
            host.Statements.Clear();
            var read = await host.AskAsync(
                """query($n: Int) { contentAssets(first: $n) { nodes { usage { leads } recent: usage(from: "2026-02-01T00:00:00Z") { leads } revisionEffects { before { leads } after { leads } } } } }""", new { n = first });
            Assert.Equal(first, read.GetProperty("contentAssets").GetProperty("nodes").GetArrayLength());
            return host.Statements.Texts.Count;
        }
    }

    [Theory, EveryStorage]
    public async Task WhenTheUseByRepIsPagedThrough_ThenEveryGiftIsThereOnceInOrderAndThePeriodHolds(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        var lead = await StoryCalls.TellAsync(host);
        await host.AskAsync("""mutation { defineSalesRep(input: { key: "ann", name: "Ann", timeZone: "Europe/Lisbon" }) { errors { __typename } } }""");
        var assets = new List<string>();
        for (var n = 0; n < 5; n++) assets.Add(await StoryCalls.PublishAsync(host, $"asset {n}", "awareness", "ops"));
        foreach (var (asset, n) in assets.Select((asset, n) => (asset, n)))
        {
            await StoryCalls.ShareAsync(host, lead, asset, "2026-02-01T09:00:00Z");
            if (n < 2) await StoryCalls.ShareAsync(host, lead, asset, "2026-02-05T09:00:00Z");
            if (n > 2) await StoryCalls.ShareAsync(host, lead, asset, "2026-02-03T09:00:00Z", "ann");
        }

        var (all, sams, later) = (await WalkAsync(host, ""), await WalkAsync(host, "repKey: \"sam\""), await WalkAsync(host, "from: \"2026-02-02T00:00:00Z\", to: \"2026-02-05T00:00:00Z\""));

        Assert.Equal(["ann asset 3 1", "ann asset 4 1", "sam asset 0 2", "sam asset 1 2", "sam asset 2 1", "sam asset 3 1", "sam asset 4 1"], all.Order());
        Assert.All(all.Take(2), row => Assert.StartsWith("ann", row, StringComparison.Ordinal));
        Assert.Equal(all.Skip(2), sams);
        Assert.Equal(all.Take(2), later);
    }

    /// <summary>Every row, two at a time.</summary>
    private static async Task<List<string>> WalkAsync(ApiHost host, string arguments)
    {
        var rows = new List<string>();
        for (string? after = null; ;)
        {
            var page = (await host.AskAsync(
                $"query($after: String) {{ contentUseByRep(first: 2, after: $after, {arguments}) {{ totalCount nodes {{ repKey times lastAt movedForward asset {{ title }} }} pageInfo {{ hasNextPage endCursor }} }} }}", new { after })).GetProperty("contentUseByRep");
            rows.AddRange(page.GetProperty("nodes").EnumerateArray().Select(row => $"{Word(row, "repKey")} {Word(row.GetProperty("asset"), "title")} {row.GetProperty("times").GetInt32()}"));
            if (page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()) after = Word(page.GetProperty("pageInfo"), "endCursor");
            else return page.GetProperty("totalCount").GetInt32() == rows.Count ? rows : throw new InvalidOperationException("The count is not that of the rows.");
        }
    }

    private static string? Word(JsonElement element, string name) => element.GetProperty(name).GetString();
}
