using System.Globalization;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Tests.Leads;
using Alignment.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static Alignment.Api.Tests.Leads.HandOffs.HandOffFixture;

namespace Alignment.Api.Tests.Leads.HandOffs;

/// <summary>Random commands by many actors through the desk, the timer and the database, and to <see cref="LeadModel"/> alike.</summary>
public sealed class HandOffModelTests
{
    private static readonly string[] Reps = ["ana", "bob", "cem"];

    private static readonly Gen<Step> AnyStep =
        from verb in Gen.Frequency(
            (4, Gen.Constant("offer")), (5, Gen.Constant("accept")), (4, Gen.Constant("touch")), (3, Gen.Constant("return")),
            (2, Gen.Constant("recycle")), (3, Gen.Constant("ready")), (3, Gen.Constant("deadline")), (2, Gen.Constant("moveOn")),
            (1, Gen.Constant("disqualify")), (3, Gen.Constant("reactivate")))
        from rep in Gen.Choose(0, 2)
        from yes in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from alsoYes in Gen.Frequency((1, Gen.Constant(true)), (2, Gen.Constant(false)))
        from number in Gen.Choose(0, 3)
        from minutes in Gen.Frequency((6, Gen.Choose(0, 60)), (2, Gen.Choose(60, 500)), (1, Gen.Choose(500, 5000)))
        select new Step(verb, rep, yes, alsoYes, number, minutes);

    [Theory, EveryStorage]
    public async Task WhenManyActAtRandom_ThenWhatIsStoredIsWhatTheModelSays(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        Prop.ForAll(Gen.ListOf(AnyStep).Resize(40).ToArbitrary(), steps =>
        {
            var run = new Run(team);
            run.BeginAsync().GetAwaiter().GetResult();
            foreach (var step in steps)
                run.TakeAsync(step).GetAwaiter().GetResult();
        }).Check(Trials.Of(Repository.IsCi ? 60 : 12));
    }

    private sealed record Step(string Verb, int Rep, bool Yes, bool AlsoYes, int Number, int Minutes);

    private sealed class Run(HandOffFixture team)
    {
        private readonly LeadModel model = new();
        private readonly List<HandOffId> handOffs = [];
        private readonly List<(Instant At, LeadSnapshot Snapshot)> seen = [];
        private readonly Instant start = team.Now;
        private LeadId id;
        private bool ready;

        private int Minute => (int)(team.Now - start).TotalMinutes;

        public async Task BeginAsync() => id = await team.CaptureAsync(ready: false);

        public async Task TakeAsync(Step step)
        {
            team.Clock.Move(Duration.FromMinutes(step.Minutes));
            var number = handOffs.Count == 0 ? -1 : Math.Max(0, handOffs.Count - 1 - (step.Number / 3));
            var entries = model.Entries;
            await DoAsync(step, number);

            // Whatever changed, nurturing and qualified follow the agreement in the same unit of work.
            if (model.Entries > entries)
                model.Follow(ready, Minute);
            await AssertSameAsync(step);
        }

        private async Task DoAsync(Step step, int number)
        {
            var rep = Reps[step.Rep];
            switch (step.Verb)
            {
                case "ready":
                    model.Update(ready != step.Yes);
                    ready = step.Yes;
                    await team.UpdateAsync(id, "ready", AttributeValue.Boolean(ready));
                    break;
                case "offer":
                    Same(model.Offer(rep, ready, step.AlsoYes, Minute), Keep(await team.Desk.OfferAsync(id, rep, step.AlsoYes ? "asked for us" : null, Mia)));
                    break;
                case "moveOn":
                    Same(model.MoveOn(rep, Minute), Keep(await team.Desk.MoveOnAsync(id, rep, "ana left", Mia)));
                    break;
                case "accept" when number >= 0:
                    var who = step.Yes ? (await team.HandOffAsync(handOffs[number])).RepKey : rep;
                    Same(model.Accept(number, who, Minute), await team.Desk.AcceptAsync(handOffs[number], who, Mia));
                    break;
                case "touch" when number >= 0:
                    Same(model.Touch(number, Minute), await team.Desk.TouchAsync(handOffs[number], null, Mia));
                    break;
                case "return" when number >= 0:
                    Same(
                        model.Return(number, step.Yes, Until(step)?.Minute, Minute),
                        await team.Desk.ReturnAsync(handOffs[number], step.Yes ? "Too early" : "?", Until(step)?.Date, Mia));
                    break;
                case "recycle":
                    Same(
                        model.Recycle(step.Yes, Until(step)?.Minute, Minute),
                        await team.Desk.RecycleAsync(id, step.Yes ? "Went quiet" : "?", Until(step)?.Date, Mia));
                    break;
                case "deadline":
                    model.MeetDeadline(Minute);
                    using (var timer = team.Timer())
                        await timer.MeetAllAsync(default);
                    break;
                case "disqualify":
                    Same(model.Disqualify(step.Yes), await team.Desk.DisqualifyAsync(id, step.Yes ? "Spam" : "?", Mia));
                    break;
                case "reactivate":
                    Same(model.Reactivate(), await team.Desk.ReactivateAsync(id, null, Mia));
                    break;
            }
        }

        private async Task AssertSameAsync(Step step)
        {
            await using var context = team.Store.CreateDbContext();
            var lead = await context.Leads.Include(lead => lead.HandOff).SingleAsync(lead => lead.Id == id);
            var stored = await context.HandOffs.Where(handOff => handOff.LeadId == id).OrderBy(handOff => handOff.Id).ToListAsync();
            var history = await context.LeadHistory.Where(entry => entry.LeadId == id).OrderBy(entry => entry.Sequence).ToListAsync();
            var standing = await context.LeadStandings.SingleAsync(standing => standing.LeadId == id);
            var states = handOffs.Select(known => stored.Single(handOff => handOff.Id == known).State);
            var milestones = history.SelectMany(entry => entry.Milestones()).ToLookup(milestone => milestone.Kind);
            var expected = (model.Status, model.Owner, string.Join(",", model.HandOffs), model.Returned, model.Recycled, model.Entries);
            var actual = (
                lead.Status.ToString(), lead.HandOff?.RepKey, string.Join(",", states),
                milestones[LeadMilestoneKind.Returned].Count(), milestones[LeadMilestoneKind.Recycled].Count(), lead.Version);
            Assert.True(expected == actual, string.Create(CultureInfo.InvariantCulture, $"After {step} at minute {Minute}:\n{expected}\n{actual}"));
            Assert.Equal(Enumerable.Range(1, lead.Version), history.Select(entry => entry.Sequence));
            Assert.Equal((lead.Status, lead.HandOff?.RepKey), (standing.Status, standing.RepKey));
            Assert.True(stored.Count(handOff => handOff.InForce) <= 1, "Two reps have it.");

            seen.RemoveAll(moment => moment.At == team.Now);
            seen.Add((team.Now, lead.Snapshot()));
            var (at, snapshot) = seen[seen.Count / 2];
            Assert.Equal(snapshot, LeadHistory.AsOf(lead, history, at));
        }

        private Result<HandOffId> Keep(Result<HandOffId> offered)
        {
            if (offered.Succeeded)
                handOffs.Add(offered.Value);
            return offered;
        }

        private static void Same<T>(bool granted, Result<T> result) =>
            Assert.True(granted == result.Succeeded, granted ? string.Join("; ", result.Refusals) : "It should have been refused.");

        /// <summary>No date, one ahead, or one that is past.</summary>
        private (LocalDate Date, int Minute)? Until(Step step)
        {
            if (!step.AlsoYes)
                return null;
            var date = team.Now.InUtc().Date.PlusDays(step.Number - 1);
            return (date, (int)(date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant() - start).TotalMinutes);
        }
    }
}
