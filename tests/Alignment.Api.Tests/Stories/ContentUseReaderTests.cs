using Alignment.Api.Data;
using Alignment.Api.Journeys;
using Alignment.Api.Leads;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Stories;
using Alignment.Api.Tests.Data;
using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Tests.Stories;

/// <summary>What is counted in the database equals what Core counts over every row, after any edits.</summary>
public sealed class ContentUseReaderTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 1, 9, 0);
    private static readonly string[] Stages = ["awareness", "consideration", "decision"];

    [Theory, EveryStorage(1), EveryStorage(2), EveryStorage(3)]
    public async Task WhenLeadsReceiveAndMoveAtRandom_ThenEveryFigureEqualsANaiveCount(StorageKind kind, int seed)
    {
        var random = new Random(seed);
        await using var store = await TestStore.OpenAsync(kind);
        var (leads, assets) = await FillAsync(store, random);
        for (var round = 0; round < 4; round++)
        {
            if (round > 0) await EditAsync(store, random, leads, assets);
            await using var context = store.CreateDbContext();
            var naive = await NaiveAsync(context);
            var wanted = assets.SelectMany(asset => new[] { new UsageWanted(asset.Id), Period(random, asset.Id), Period(random, asset.Id) with { From = null }, Period(random, asset.Id) }).ToList();

            var counted = await ContentUseReader.ReadAsync(context, wanted, default);

            Assert.All(wanted, one => Assert.Equal(naive.Of(one.Asset, one.From, one.To), counted[one]));
            if (round == 0) Assert.Contains(counted.Values, usage => usage is { MovedForward: > 0, Reps: > 0 } && usage.MovedForward < usage.Leads);
        }
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenALeadIsErased_ThenItsMovesGoWithIt(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var (leads, _) = await FillAsync(store, new Random(4));
        await store.WriteAsync((context, cancel) => context.Leads.Where(lead => leads.Select(one => one.Id).Contains(lead.Id)).ExecuteDeleteAsync(cancel));

        await using var reading = store.CreateDbContext();
        Assert.False(await reading.ForwardMoves.AnyAsync());
    }

    private static UsageWanted Period(Random random, ContentAssetId asset)
    {
        var from = Now - Duration.FromDays(random.Next(0, 400));
        return new UsageWanted(asset, from, from + Duration.FromDays(random.Next(0, 200)));
    }

    private static async Task<(List<Lead> Leads, List<ContentAsset> Assets)> FillAsync(AlignmentStore store, Random random)
    {
        var leads = Enumerable.Range(0, 25).Select(n => Lead.Capture(
            LeadId.New(Now), "crm", $"{n}", LeadContact.Unknown, null, AttributeSet.Empty, Now - Duration.FromDays(400), Actor.Source("crm"), Now).Value).ToList();

        // The last two share a name, as inventories of two sites may.
        var assets = Enumerable.Range(0, 8).Select(n => ContentAsset.Publish(n == 7 ? "other" : "web", $"/{Math.Min(n, 6)}", new ContentDescription
        {
            Title = $"Asset {n}", Format = "Guide", Stages = n < 5 ? [Stages[n % 3]] : [],
        }, Now).Value).ToList();
        await store.WriteAsync(async (context, cancel) =>
        {
            context.AddRange(leads);
            context.AddRange(assets);
            await context.SaveChangesAsync(cancel);
        });
        await EngageAsync(store, random, leads, 150);
        await ShareAsync(store, random, leads, assets, 120);
        return (leads, assets);
    }

    private static async Task EditAsync(AlignmentStore store, Random random, List<Lead> leads, List<ContentAsset> assets)
    {
        await EngageAsync(store, random, leads, 30);
        await ShareAsync(store, random, leads, assets, 10);
        await store.WriteAsync(async (context, cancel) =>
        {
            var ids = assets.Select(asset => asset.Id).ToList();
            var known = await context.ContentAssets.AsTracking().Where(asset => ids.Contains(asset.Id)).ToListAsync(cancel);
            known[random.Next(known.Count)].Tag(TagDimension.Stage, Stages[random.Next(3)]);
            known[random.Next(known.Count)].Retire("Old.", Now - Duration.FromDays(random.Next(0, 300)));
            known[random.Next(known.Count)].Reinstate();
            await StandingsUpdate.RefreshAsync(context, [.. leads.Select(lead => lead.Id)], Now, cancel);
        });
    }

    private static async Task EngageAsync(AlignmentStore store, Random random, List<Lead> leads, int count) => Assert.All(
        await new LeadIntake(store, new Hosting.TestClock(Now), LeadJournal.Unheard).RecordEngagementsAsync("crm", [.. Enumerable.Range(0, count).Select(_ => new EngagementRow(
            leads[random.Next(leads.Count)].ExternalId, Now - Duration.FromMinutes(random.Next(0, 400 * 24 * 60)), "read") { Content = $"/{random.Next(8)}" })]),
        result => Assert.NotEqual(RowEffect.Rejected, result.Effect));

    private static Task ShareAsync(AlignmentStore store, Random random, List<Lead> leads, List<ContentAsset> assets, int count) => store.WriteAsync((context, _) =>
    {
        context.AddRange(Enumerable.Range(0, count).Select(_ => new SharedContent
        {
            Id = SharedContentId.New(Now), AssetId = assets[random.Next(assets.Count)].Id, LeadId = leads[random.Next(leads.Count)].Id,
            At = Now - Duration.FromMinutes(random.Next(0, 400 * 24 * 60)), By = Function.Sales, RepKey = random.Next(4) == 0 ? null : $"rep-{random.Next(4)}",
        }));
        return Task.CompletedTask;
    });

    private static async Task<ContentUse> NaiveAsync(AlignmentContext context)
    {
        var assets = await context.ContentAssets.ToListAsync();
        var facts = await LeadFactsReader.ReadAsync(context, await context.Leads.Select(lead => lead.Id).ToListAsync(), default);
        var reader = new StageReader((await JourneyCatalog.ReadAsync(context, default)).ByPersona.Usual);
        var shares = (await context.SharedContent.ToListAsync()).Select(shared => new Share(shared.At, shared.AssetId, shared.LeadId.Value, shared.RepKey));
        var met = from lead in facts
                  from entry in lead.Value.Engagements
                  from asset in assets
                  where asset.ExternalId == entry.Content
                  select new Share(entry.At, asset.Id, lead.Key.Value);
        return new ContentUse(shares.Concat(met), facts.SelectMany(lead => reader.Spells(lead.Value, Now).Moves(lead.Key.Value)));
    }
}
