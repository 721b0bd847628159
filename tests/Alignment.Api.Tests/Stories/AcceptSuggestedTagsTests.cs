using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Tests.Stories;

/// <summary>What the team's rules propose is accepted for many assets at once.</summary>
public sealed class AcceptSuggestedTagsTests
{
    private const string Accept = """
        mutation($rules: [String!], $personas: [String!], $stages: [String!], $assets: [ID!], $key: String) {
          acceptSuggestedTags(input: { ruleKeys: $rules, personaKeys: $personas, stageKeys: $stages, assetIds: $assets, idempotencyKey: $key }) {
            assets tags errors { __typename ... on Error { code message path } } } }
        """;

    [Theory, EveryStorage]
    public async Task WhenAPartIsAccepted_ThenOnlyThatIsTaggedAndWhatWasDismissedStaysSo(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        var (first, second) = await FillAsync(host);
        await host.AskAsync("""mutation($id: ID!) { dismissTag(input: { assetId: $id, dimension: THEME, value: "proof" }) { errors { __typename } } }""", new { id = second });

        Assert.Equal((1, 1), await AcceptAsync(host, new { stages = new[] { "decision" }, assets = new[] { first } }));
        Assert.Equal("decision |  | sleep", await TagsAsync(host, first));
        Assert.Equal((1, 1), await AcceptAsync(host, new { rules = new[] { "stories" }, key = "once" }));
        Assert.Equal((2, 2), await AcceptAsync(host, new { }));
        Assert.Equal("decision | ops | proof, sleep", await TagsAsync(host, first));
        Assert.Equal("decision | ops | sleep", await TagsAsync(host, second));
        Assert.Equal((0, 0), await AcceptAsync(host, new { }));
        Assert.Equal((1, 1), await AcceptAsync(host, new { rules = new[] { "stories" }, key = "once" }));
    }

    [Theory, EveryStorage]
    public async Task WhenWhatIsNamedIsUnknown_ThenEveryFaultIsToldAndNothingIsTagged(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        Assert.Equal(["WRONG_STATE"], (await RefusedAsync(host, new { })).Select(fault => fault.Code));
        var (first, second) = await FillAsync(host);
        await host.AskAsync("""mutation($id: ID!) { retireContent(input: { assetId: $id, because: "Old." }) { errors { __typename } } }""", new { id = second });

        var faults = await RefusedAsync(host, new { rules = new[] { "stories", "none" }, personas = new[] { "cfo" }, stages = Array.Empty<string>(), assets = new[] { first, second } });

        Assert.Equal(
            [("NOT_FOUND", "ruleKeys.1"), ("NOT_FOUND", "personaKeys.0"), ("VALIDATION", "stageKeys"), ("WRONG_STATE", "assetIds.1")],
            faults.Select(fault => (fault.Code, fault.Path)));
        Assert.Equal(" |  | sleep", await TagsAsync(host, first));
        Assert.Equal((1, 3), await AcceptAsync(host, new { }));
        Assert.Equal("decision |  | sleep", await TagsAsync(host, second));
    }

    [Testing.SharedDataTheory("data", "gitlab"), EveryStorage(TablesOnly = true)]
    public async Task WhenGitLabsSuggestionsAreAccepted_ThenOneCallMakesTheCoverageThatTheDocumentShows(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, withBackground: false);
        await GitLabContent.ImportAsync(host);
        Assert.All((await GitLabContent.CoverageAsync(host)).SelectMany(row => row.Value), assets => Assert.Equal(0, assets));
        host.Statements.Clear();

        var (assets, tags) = await AcceptAsync(host, new { key = "all" });

        Assert.Equal((546, 3908), (assets, tags));
        // SQLite, which is in this process, is given a statement for each changed row; of reading there is no more on either.
        Assert.InRange(host.Statements.Texts.Count(text => text.Contains("SELECT", StringComparison.Ordinal)), 1, 6);
        if (kind == StorageKind.Postgres) Assert.InRange(host.Statements.Texts.Count, 1, 20);
        Assert.Equal(GitLabContent.Documented(), await GitLabContent.CoverageAsync(host));
        Assert.Equal((0, 0), await AcceptAsync(host, new { }));
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenThereIsMoreThanIsTaggedAtOnce_ThenAllOfItIsTaggedOrNothing(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, withBackground: false);
        await FillAsync(host);
        const int More = TaggingRules.MostAssets + 7;
        ContentAssetId full = default;
        await host.Store.WriteAsync((context, cancel) =>
        {
            // Added later than all others, so that it is among the last.
            var assets = Enumerable.Range(0, More).Select(n => ContentAsset.Publish(
                "site", $"/{n}", new ContentDescription { Title = $"Our customer {n}", Format = "Guide" }, host.Clock.Now + Duration.FromSeconds(n)).Value).ToList();
            for (var n = 0; n < ContentAsset.MostTags; n++) Assert.True(assets[^1].Tag(TagDimension.Theme, $"theme {n}").Succeeded);
            full = assets[^1].Id;
            context.AddRange(assets);
            return Task.FromResult(true);
        });

        Assert.NotEmpty(await RefusedAsync(host, new { }));
        Assert.Equal(0, await TaggedAsync());
        await host.Store.WriteAsync(async (context, cancel) => (await context.ContentAssets.SingleAsync(asset => asset.Id == full, cancel)).Retire("Full.", host.Clock.Now).Succeeded);

        Assert.Equal(More - 1 + 2, (await AcceptAsync(host, new { key = "all" })).Assets);
        Assert.Equal(More - 1 + 2, await TaggedAsync());
        Assert.Equal((0, 0), await AcceptAsync(host, new { }));

        async Task<int> TaggedAsync()
        {
            await using var context = host.Store.CreateDbContext();
            return await context.ContentAssets.CountAsync(asset => asset.Tags.Any(tag => tag.Dimension == TagDimension.Theme && tag.Value == "proof"));
        }
    }

    private static async Task<(string First, string Second)> FillAsync(ApiHost host)
    {
        await StoryCalls.TellAsync(host);
        var first = await StoryCalls.PublishAsync(host, "A customer story", null, null);
        var second = await StoryCalls.PublishAsync(host, "Another customer", "decision", null);
        var rules = new[]
        {
            new { key = "stories", when = new { titleContains = new[] { "customer story" } }, suggest = (object)new { stages = new[] { "decision" }, personas = new[] { "ops" } } },
            new { key = "customers", when = new { titleContains = new[] { "customer" } }, suggest = (object)new { personas = new[] { "ops" }, themes = new[] { "proof" } } },
        };
        var set = await host.AskAsync("mutation($r: JSON!) { setTaggingRules(input: { rules: $r }) { errors { __typename } } }", new { r = new { rules } });
        Assert.Equal(JsonValueKind.Null, set.GetProperty("setTaggingRules").GetProperty("errors").ValueKind);
        return (first, second);
    }

    private static async Task<(int Assets, int Tags)> AcceptAsync(ApiHost host, object narrowed)
    {
        var done = (await host.AskAsync(Accept, narrowed)).GetProperty("acceptSuggestedTags");
        Assert.True(done.GetProperty("errors").ValueKind == JsonValueKind.Null, done.ToString());
        return (done.GetProperty("assets").GetInt32(), done.GetProperty("tags").GetInt32());
    }

    private static async Task<List<(string Code, string Path)>> RefusedAsync(ApiHost host, object narrowed)
    {
        var errors = (await host.AskAsync(Accept, narrowed)).GetProperty("acceptSuggestedTags").GetProperty("errors");
        return [.. errors.EnumerateArray().Select(error => (
            error.GetProperty("code").GetString()!,
            error.GetProperty("path") is { ValueKind: JsonValueKind.Array } path ? string.Join('.', path.EnumerateArray().Select(step => step.GetString())) : ""))];
    }

    /// <summary>Stages, personas and themes, such as "decision | ops | sleep".</summary>
    private static async Task<string> TagsAsync(ApiHost host, string id)
    {
        var asset = (await host.AskAsync("query($id: ID!) { node(id: $id) { ... on ContentAsset { stages { key } personas { key } themes } } }", new { id })).GetProperty("node");
        return $"{Keys("stages")} | {Keys("personas")} | {string.Join(", ", asset.GetProperty("themes").EnumerateArray().Select(theme => theme.GetString()).Order(StringComparer.Ordinal))}";

        string Keys(string field) => string.Join(", ", asset.GetProperty(field).EnumerateArray().Select(one => one.GetProperty("key").GetString()));
    }
}
