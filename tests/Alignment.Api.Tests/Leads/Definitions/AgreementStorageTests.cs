using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Core;
using Alignment.Core.Leads.Definitions;
using Microsoft.EntityFrameworkCore;
using static Alignment.Api.Tests.Leads.Standings.Agreed;

namespace Alignment.Api.Tests.Leads.Definitions;

/// <summary>Two who change a version, each on what both saw. Only PostgreSQL lets them; elsewhere one waits for the other.</summary>
public sealed class AgreementStorageTests
{
    [PostgresFact]
    public async Task WhenTwoSignForOneFunctionOnWhatBothSaw_ThenOneIsTakenAndTheOtherConflicts()
    {
        await using var store = await DraftedAsync();

        var signed = await OnWhatBothSawAsync(store, (version, number) => version.Sign(Function.Sales, $"Sam {number}", null, Now).Then(_ => number));

        Assert.Single(signed, result => result.Succeeded);
        Assert.Equal(RefusalCode.Conflict, Assert.Single(signed.Single(result => !result.Succeeded).Refusals).Code);
        Assert.Single((await VersionAsync(store)).Signatures);
    }

    [PostgresFact]
    public async Task WhenOneSignsForBothFunctionsOnWhatWasSeenBefore_ThenOneIsTaken()
    {
        await using var store = await DraftedAsync();

        var signed = await OnWhatBothSawAsync(store, (version, number) => version.Sign(number == 0 ? Function.Sales : Function.Marketing, "Sam", null, Now).Then(_ => number));

        Assert.Single(signed, result => result.Succeeded);
        Assert.Equal(LeadDefinitionState.Proposed, (await VersionAsync(store)).State);
    }

    [PostgresFact]
    public async Task WhenTwoCommentOnWhatBothSaw_ThenBothCommentsAreKept()
    {
        await using var store = await DraftedAsync();

        var said = await OnWhatBothSawAsync(store, (version, number) => version.Comment(null, $"Sam {number}", "Why?", Now).Then(_ => number));

        Assert.All(said, result => Assert.True(result.Succeeded));
        Assert.Equal(["Sam 0", "Sam 1"], (await VersionAsync(store)).Comments.Select(comment => comment.By).Order());
    }

    private static async Task<AlignmentStore> DraftedAsync()
    {
        var store = await TestStore.OpenAsync(StorageKind.Postgres);
        await store.WriteAsync((context, _) => Task.FromResult(context.Add(LeadDefinitionVersion.Draft("ideal", LeadDefinition.Parse(OneWebinar).Value, null, Now).Value)));
        return store;
    }

    // Whoever has to try again sees what the other has done.
    private static async Task<Result<int>[]> OnWhatBothSawAsync(AlignmentStore store, Func<LeadDefinitionVersion, int, Result<int>> change)
    {
        var (seen, both) = (0, new TaskCompletionSource());
        return await Task.WhenAll(Enumerable.Range(0, 2).Select(number => store.WriteAsync(async (context, cancel) =>
        {
            var version = await context.LeadDefinitions.SingleAsync(cancel);
            if (Interlocked.Increment(ref seen) == 2) both.SetResult();
            await both.Task.WaitAsync(cancel);
            return change(version, number);
        })));
    }

    private static async Task<LeadDefinitionVersion> VersionAsync(AlignmentStore store)
    {
        await using var context = store.CreateDbContext();
        return await context.LeadDefinitions.SingleAsync();
    }
}
