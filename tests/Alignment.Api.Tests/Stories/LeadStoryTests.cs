using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;

namespace Alignment.Api.Tests.Stories;

/// <summary>Whether early content restarts a story depends on where the buyer stood when it came.</summary>
public sealed class LeadStoryTests
{
    [Theory, EveryStorage]
    public async Task WhenTheReadingWentBackAfterALongSilence_ThenEarlyContentIsNoRestart(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        var lead = await StoryCalls.TellAsync(host);
        await StoryCalls.PublishAsync(host, "night", "awareness", "ops");
        await StoryCalls.PublishAsync(host, "ways", "consideration", "ops");
        var again = await StoryCalls.PublishAsync(host, "again", "awareness", "ops");
        await StoryCalls.ReadAsync(host, "night", "2025-02-02T09:00:00Z");
        await StoryCalls.ReadAsync(host, "ways", "2025-02-03T09:00:00Z");

        await StoryCalls.ShareAsync(host, lead, again, "2026-02-20T09:00:00Z");

        Assert.Empty(await BreaksAsync(host, lead));
    }

    [Theory, EveryStorage]
    public async Task WhenTheBuyerStoodFurtherWhenItCame_ThenEarlyContentIsARestartHoweverLongAgoThatWas(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        var lead = await StoryCalls.TellAsync(host);
        await StoryCalls.PublishAsync(host, "night", "awareness", "ops");
        await StoryCalls.PublishAsync(host, "ways", "consideration", "ops");
        var again = await StoryCalls.PublishAsync(host, "again", "awareness", "ops");
        await StoryCalls.ReadAsync(host, "night", "2025-02-02T09:00:00Z");
        await StoryCalls.ReadAsync(host, "ways", "2025-02-03T09:00:00Z");

        await StoryCalls.ShareAsync(host, lead, again, "2025-02-04T09:00:00Z");

        Assert.Equal(["RESTARTS"], await BreaksAsync(host, lead));
    }

    [Theory, EveryStorage]
    public async Task WhenTheContentItselfMovedTheBuyerOn_ThenItStillSkippedWhatLiesBefore(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        var lead = await StoryCalls.TellAsync(host);
        await StoryCalls.PublishAsync(host, "ways", "consideration", "ops");

        await StoryCalls.ReadAsync(host, "ways", "2026-02-03T09:00:00Z");

        Assert.Equal(["SKIPS_AHEAD"], await BreaksAsync(host, lead));
    }

    private static async Task<IEnumerable<string?>> BreaksAsync(ApiHost host, string lead) =>
        (await host.AskAsync("query($id: ID!) { lead(id: $id) { storySoFar { breaks { kind } } } }", new { id = lead }))
            .GetProperty("lead").GetProperty("storySoFar").GetProperty("breaks").EnumerateArray().Select(one => one.GetProperty("kind").GetString());
}
