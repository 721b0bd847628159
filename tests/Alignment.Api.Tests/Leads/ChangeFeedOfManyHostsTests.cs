using Alignment.Api.Data;
using Alignment.Api.Leads;
using Alignment.Api.Leads.Definitions;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Leads.HandOffs;
using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Definitions;
using Alignment.Testing;
using Microsoft.EntityFrameworkCore;
using static Alignment.Api.Tests.Leads.HandOffs.HandOffFixture;

namespace Alignment.Api.Tests.Leads;

/// <summary>What is heard of other hosts of the same database.</summary>
public sealed class ChangeFeedOfManyHostsTests
{
    [PostgresFact]
    public async Task WhenAnotherHostCommits_ThenTheListenersOfThisOneHear()
    {
        await using var here = await HandOffFixture.OpenAsync(StorageKind.Postgres);
        await using var there = await here.AnotherHostAsync();
        await using var ear = await Ear.OpenAsync(here.Feed);
        var id = await there.CaptureAsync();
        await there.Desk.OfferAsync(id, "ana", null, Mia);
        await here.Desk.DisqualifyAsync(id, "spam", Mia);
        await there.Store.WriteAsync((context, cancel) => LeadIntake.CaptureLeadsAsync(context, "file", [new LeadRow("1")], null, there.Now, LeadJournal.Unheard, cancel));
        Assert.Equal(
            ["lead.captured", "lead.qualified", "handOff.offered", "lead.disqualified", "lead.captured"], (await ear.HearAsync(5)).Select(change => change.Type));
    }

    [PostgresFact]
    public async Task WhenAnEarlierUnitOfWorkCommitsLater_ThenItIsHeardAllTheSame()
    {
        await using var here = await HandOffFixture.OpenAsync(StorageKind.Postgres);
        await using var there = await here.AnotherHostAsync();
        await using var ear = await Ear.OpenAsync(here.Feed);
        var (written, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = there.Store.WriteAsync(async (context, cancel) =>
        {
            await LeadIntake.CaptureLeadsAsync(context, "file", [new LeadRow("slow")], null, there.Now, LeadJournal.Unheard, cancel);
            written.TrySetResult();
            await go.Task;
        });
        await written.Task;
        await there.CaptureAsync(ready: false);
        Assert.Single(await ear.HearAsync(1));
        go.SetResult();
        await slow;
        Assert.Single(await ear.HearAsync(1));
    }

    [PostgresFact]
    public async Task WhenConnectionsBreak_ThenNothingIsLostAndNothingIsToldTwice()
    {
        await using var here = await HandOffFixture.OpenAsync(StorageKind.Postgres);
        await using var there = await here.AnotherHostAsync();
        await using var ear = await Ear.OpenAsync(here.Feed);
        var expected = new List<LeadId>();
        for (var round = 0; round < 5; round++)
        {
            expected.Add(await AtLastAsync(() => there.CaptureAsync(ready: false)));

            // Everybody's: who listens, who follows, and those of the pool.
            await AtLastAsync(async () =>
            {
                await using var context = there.Store.CreateDbContext();
                return await context.Database.ExecuteSqlRawAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            });
            expected.Add(await AtLastAsync(() => there.CaptureAsync(ready: false)));
        }

        Assert.Equal(expected.Order(), (await ear.HearAsync(expected.Count)).Select(change => change.Entry.LeadId).Order());
        await Task.Delay(200);
        Assert.False(ear.HasMore);
    }

    [PostgresFact]
    public async Task WhenADefinitionIsAgreedOnAnotherHost_ThenTheListenersOfThisOneHear()
    {
        await using var here = await HandOffFixture.OpenAsync(StorageKind.Postgres);
        await using var there = await here.AnotherHostAsync();
        using var feed = new AgreementFeed(here.Store);
        using var publishing = new AgreementFeed(there.Store);
        using var stop = new CancellationTokenSource(Eventually.Patience);
        await using var agreed = feed.ListenAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        var next = agreed.MoveNextAsync();
        while (feed.Listeners == 0) await Task.Delay(1, stop.Token);
        var id = await there.Store.WriteAsync(async (context, cancel) =>
        {
            var version = LeadDefinitionVersion.Draft("other", LeadDefinition.Parse("""{"name":"Other","handOff":{},"criteria":[{"key":"ready","kind":"attribute","role":"require","attribute":"ready","operator":"present"}]}""").Value, null, there.Now).Value;
            version.Sign(Function.Marketing, "Mo", null, there.Now);
            version.Sign(Function.Sales, "Sam", null, there.Now);
            context.Add(version);
            await context.SaveChangesAsync(cancel);
            context.AfterCommit(() => publishing.Publish([version.Id]));
            return version.Id;
        });
        Assert.True(await next);
        Assert.Equal(id, agreed.Current);
    }

    /// <summary>Tries until no broken connection is left in the pool.</summary>
    private static async Task<T> AtLastAsync<T>(Func<Task<T>> work)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await work();
            }
            catch (Exception) when (tries < 50)
            {
                await Task.Delay(20);
            }
        }
    }
}
