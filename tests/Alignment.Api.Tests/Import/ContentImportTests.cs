using Alignment.Api.Tests.Commands;
using Alignment.Testing;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Tests.Import;

public sealed class ContentImportTests
{
    [SharedDataFact("data")]
    public async Task WhenGitLabsInventoryAndPersonasAreImportedTwice_ThenAllIsThereAndTheSecondTimeChangesNothing()
    {
        var folder = await ImportFolder.NewAsync();
        Assert.Contains("read 566, created 547, updated 0, unchanged 19, rejected 0", await RunAsync(folder, "content", Repository.PathToShared("data", "gitlab", "content_inventory.csv"), "gitlab-content.json"), StringComparison.Ordinal);
        Assert.Contains("unchanged 566", await RunAsync(folder, "content", Repository.PathToShared("data", "gitlab", "content_inventory.csv"), "gitlab-content.json"), StringComparison.Ordinal);
        Assert.Contains("read 8, created 8, updated 0, unchanged 0, rejected 0", await RunAsync(folder, "personas", Repository.PathToShared("data", "gitlab", "buyer_personas.json"), "gitlab-personas.json"), StringComparison.Ordinal);
        Assert.Contains("unchanged 8", await RunAsync(folder, "personas", Repository.PathToShared("data", "gitlab", "buyer_personas.json"), "gitlab-personas.json"), StringComparison.Ordinal);

        var assets = await folder.ReadAsync(context => context.ContentAssets.ToListAsync());
        Assert.Equal(547, assets.Count);
        Assert.Contains(assets, asset => asset.Themes.Contains("DevOps") && asset.PublishedAt is null);
        Assert.Equal(8, await folder.ReadAsync(context => context.Personas.CountAsync()));
    }

    [Fact]
    public async Task WhenTheSampleCompanysContentIsImported_ThenListsAreSplitAsItsMapSays()
    {
        var folder = await ImportFolder.NewAsync();
        var run = await CommandLineRun.Of(["import", "content", Repository.PathTo("samples", "company", "content.csv"), "--map", Repository.PathTo("samples", "company", "content.map.json"), .. CommandLineRun.On(folder.Storage)]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("rejected 0", run.Output, StringComparison.Ordinal);
        var asset = await folder.ReadAsync(context => context.ContentAssets.SingleAsync(one => one.ExternalId == "cost-of-warm"));
        Assert.Equal(["depot-operations", "finance-director"], asset.Personas.Order());
        Assert.Equal("What does a warm delivery really cost us?", Assert.Single(asset.Answers));
        Assert.Equal((Core.Stories.Orientation.ProblemEducation, Core.Stories.Authorship.Marketing), (asset.Orientation, asset.Author));
    }

    private static async Task<string> RunAsync(ImportFolder folder, string kind, string file, string map)
    {
        var run = await CommandLineRun.Of(["import", kind, file, "--map", Repository.PathTo("samples", "maps", map), .. CommandLineRun.On(folder.Storage)]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output;
    }
}
