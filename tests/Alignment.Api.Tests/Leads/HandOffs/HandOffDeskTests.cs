using Alignment.Api.Data;
using Alignment.Api.Policies;
using Alignment.Api.Tests.Data;
using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Leads.Routing;
using Alignment.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static Alignment.Api.Tests.Leads.HandOffs.HandOffFixture;

namespace Alignment.Api.Tests.Leads.HandOffs;

public sealed class HandOffDeskTests
{
    [Theory, EveryStorage]
    public async Task WhenALeadGoesFromOfferToReturn_ThenEveryStepIsKept(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        var id = await team.CaptureAsync();
        Assert.Equal(LeadStatus.Qualified, (await team.LeadAsync(id)).Status);

        var handOff = (await team.Desk.OfferAsync(id, "ana", null, Mia)).Value;
        team.Clock.Move(Duration.FromMinutes(30));
        Assert.Equal(handOff, (await team.Desk.AcceptAsync(handOff, "ana", Mia)).Value);
        Assert.Equal(handOff, (await team.Desk.AcceptAsync(handOff, "ana", Mia)).Value);
        Assert.Equal(handOff, (await team.Desk.TouchAsync(handOff, null, Mia)).Value);
        Assert.Equal(handOff, (await team.Desk.ReturnAsync(handOff, "no budget", new LocalDate(2026, 6, 1), Mia)).Value);

        var (lead, kept) = (await team.LeadAsync(id), await team.HandOffAsync(handOff));
        Assert.Equal((LeadStatus.Nurturing, null, new LocalDate(2026, 6, 1)), (lead.Status, lead.HandOff, lead.TryAgainOn));
        Assert.Equal((HandOffState.Returned, "No budget", team.Now), (kept.State, kept.ReturnReason, kept.EndedAt));
        Assert.Equal(
            [LeadHistoryKind.Captured, LeadHistoryKind.Qualified, LeadHistoryKind.Offered, LeadHistoryKind.Accepted, LeadHistoryKind.Touched, LeadHistoryKind.Returned],
            (await team.HistoryAsync(id)).Select(entry => entry.Kind));
    }

    [Theory, EveryStorage]
    public async Task WhenWhatIsNamedIsNotThere_ThenEveryOneIsListed(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        var refusals = (await team.Desk.OfferAsync(new LeadId(Guid.Empty), "zoe", null, Mia)).Refusals;

        Assert.Equal([(RefusalCode.NotFound, "leadId"), (RefusalCode.NotFound, "repKey")], refusals.Select(refusal => (refusal.Code, refusal.Path[0])));
    }

    [Theory, EveryStorage]
    public async Task WhenTheLeadChangedMeanwhile_ThenTheCallerIsTold(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        var id = await team.CaptureAsync();
        var version = (await team.LeadAsync(id)).Version;
        await team.UpdateAsync(id, "size", AttributeValue.Number(5));

        Assert.Equal(RefusalCode.Conflict, Assert.Single((await team.Desk.OfferAsync(id, "ana", null, Mia with { ExpectedVersion = version })).Refusals).Code);
        Assert.True((await team.Desk.OfferAsync(id, "ana", null, Mia with { ExpectedVersion = version + 1 })).Succeeded);
    }

    [Theory, EveryStorage]
    public async Task WhenTheDefinitionIsNotMet_ThenOnlyAReasonOpensTheWay(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        var id = await team.CaptureAsync(ready: false);
        var refusal = Assert.Single((await team.Desk.OfferAsync(id, "ana", null, Mia)).Refusals);

        Assert.Equal(RefusalCode.DefinitionNotMet, refusal.Code);
        Assert.Contains("ready", refusal.Message, StringComparison.Ordinal);
        var handOff = await team.HandOffAsync((await team.Desk.OfferAsync(id, "ana", "asked for us", Mia)).Value);
        Assert.Equal("asked for us", handOff.OffDefinitionReason);
        Assert.Equal(["ready"], handOff.Unmet);
    }

    [Theory, EveryStorage]
    public async Task WhenAKeyIsUsedAgain_ThenTheFirstAnswerStandsOrTheOtherInputIsRefused(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        var id = await team.CaptureAsync();
        var once = Mia with { IdempotencyKey = "k1" };
        var first = (await team.Desk.OfferAsync(id, "ana", null, once)).Value;

        Assert.Equal(first, (await team.Desk.OfferAsync(id, "ana", null, once)).Value);
        Assert.Equal(RefusalCode.IdempotencyKeyReused, Assert.Single((await team.Desk.OfferAsync(id, "bob", null, once)).Refusals).Code);
        Assert.Equal(RefusalCode.IdempotencyKeyReused, Assert.Single((await team.Desk.AcceptAsync(first, "ana", once)).Refusals).Code);
        var refused = Mia with { IdempotencyKey = "k2" };
        Assert.Equal(RefusalCode.Conflict, (await team.Desk.OfferAsync(id, "bob", null, refused)).Refusals[0].Code);
        await team.Desk.ReturnAsync(first, "Not ready", null, Mia);
        Assert.Equal(RefusalCode.Conflict, (await team.Desk.OfferAsync(id, "bob", null, refused)).Refusals[0].Code);
        Assert.Equal(3, (await team.HistoryAsync(id)).Count(entry => entry.Kind is not LeadHistoryKind.Qualified));
    }

    [Theory, EveryStorage]
    public async Task WhenKeysAreOld_ThenTheyAreForgotten(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        var id = await team.CaptureAsync();
        await team.Desk.OfferAsync(id, "ana", null, Mia with { IdempotencyKey = "k1" });

        Assert.Equal(0, await team.Keys.ForgetAsync());
        team.Clock.Move(Duration.FromDays(31));
        Assert.Equal(1, await team.Keys.ForgetAsync());
    }

    /// <summary>Of 50 who offer the same lead at once, one wins and 49 are told who. In CI, 200 rounds.</summary>
    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenManyOfferAtOnce_ThenOneWinsAndTheOthersAreToldWho(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        var rounds = Repository.IsCi ? 200 : 10;
        for (var round = 0; round < rounds; round++)
        {
            var id = await team.CaptureAsync();
            string[] reps = ["ana", "bob", "cem"];
            var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(() => team.Desk.OfferAsync(id, reps[n % 3], null, Mia))));

            var winner = Assert.Single(results, result => result.Succeeded).Value;
            var owner = (await team.HandOffAsync(winner)).RepKey;
            Assert.All(results.Where(result => !result.Succeeded), result =>
            {
                Assert.Equal(RefusalCode.Conflict, result.Refusals[0].Code);
                Assert.StartsWith($"{owner} has it", result.Refusals[0].Message, StringComparison.Ordinal);
            });
            await using var context = team.Store.CreateDbContext();
            Assert.Equal(1, await context.HandOffs.CountAsync(handOff => handOff.LeadId == id));
            Assert.Single(await team.HistoryAsync(id), entry => entry.Kind == LeadHistoryKind.Offered);
        }
    }

    [Theory, EveryStorage]
    public async Task WhenTheTeamHasRules_ThenALeadIsRoutedAndTheWayIsKept(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        var id = await team.CaptureAsync();
        Assert.Equal(RefusalCode.NotFound, (await team.Desk.RouteAsync(id, null, Mia)).Refusals[0].Code);
        var policy = RoutingPolicy.Parse("""{"name":"all","rules":[{"key":"any","candidates":["ana","bob"]}]}""").Value;
        await team.Store.WriteAsync((context, cancel) => TeamPolicies.SetAsync(context, policy, cancel));

        var first = await team.HandOffAsync((await team.Desk.RouteAsync(id, null, Mia)).Value);
        var second = await team.HandOffAsync((await team.Desk.RouteAsync(await team.CaptureAsync(), null, Mia)).Value);

        Assert.Equal(("ana", "bob"), (first.RepKey, second.RepKey));
        Assert.Contains("ana has the fewest", first.Routing, StringComparison.Ordinal);
        Assert.Equal(Actor.Rule("routing all/any"), (await team.HistoryAsync(id))[^1].By);
    }

    [Theory, EveryStorage]
    public async Task WhenARepLeaves_ThenTheirLeadsMoveOn(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        var id = await team.CaptureAsync();
        var handOff = (await team.Desk.OfferAsync(id, "ana", null, Mia)).Value;
        await team.Store.WriteAsync(async (context, cancel) =>
        {
            await TeamPolicies.SetAsync(context, RoutingPolicy.Parse("""{"name":"all","rules":[{"key":"any","candidates":["ana","bob"]}]}""").Value, cancel);
            var ana = await context.SalesReps.SingleAsync(rep => rep.Key == "ana", cancel);
            ana.Redefine("Ana", "UTC", leftOn: new LocalDate(2026, 3, 23));
            await context.SaveChangesAsync(cancel);
        });

        Assert.Equal(1, await team.Leavers.MoveOnAsync(team.Now));
        Assert.Equal(0, await team.Leavers.MoveOnAsync(team.Now));
        Assert.Equal("bob", (await team.LeadAsync(id)).HandOff!.RepKey);
        Assert.Equal("Moved on to bob: ana left.", (await team.HandOffAsync(handOff)).EndedBecause);
    }

    [Theory, EveryStorage]
    public async Task WhenSomebodyListens_ThenChangesReachThemAfterTheCommit(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        var id = await team.CaptureAsync();
        using var stop = new CancellationTokenSource(Eventually.Patience);
        await using var changes = team.Feed.ListenAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        var next = changes.MoveNextAsync();
        while (team.Feed.Listeners == 0) await Task.Delay(1, stop.Token);
        await team.Desk.OfferAsync(id, "ana", null, Mia);
        Assert.True(await next);
        Assert.Equal("handOff.offered", changes.Current.Type);
    }

    [Theory, EveryStorage]
    public async Task WhenPoliciesAreDecided_ThenTheyHoldFromThenOn(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        var clocks = new ClockPolicy { Answer = Duration.FromMinutes(90), Touch = Duration.FromHours(24), EscalateAfter = null };
        await team.Store.WriteAsync((context, cancel) => TeamPolicies.SetAsync(context, clocks, cancel));

        var handOff = await team.HandOffAsync((await team.Desk.OfferAsync(await team.CaptureAsync(), "ana", null, Mia)).Value);
        Assert.Equal(team.Now + Duration.FromMinutes(90), handOff.RespondBy);
        Assert.Null(handOff.EscalateAt);
        await using var context = team.Store.CreateDbContext();
        Assert.Equal(clocks, (await TeamPolicies.ReadAsync(context)).Clocks);
    }
}
