using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Alignment.Core.Tests.Leads.Sample;

namespace Alignment.Core.Tests.Leads;

/// <summary>Random commands by many actors, given to the lead and to <see cref="LeadModel"/> alike.</summary>
public sealed class LeadModelTests
{
    private static readonly SalesRep[] Reps = [Ana, Bob, SalesRep.Define("cem", "Cem", "Asia/Istanbul").Value];

    private static readonly Gen<Step> AnyStep =
        from verb in Gen.Frequency(
            (4, Gen.Constant("offer")), (5, Gen.Constant("accept")), (4, Gen.Constant("touch")), (3, Gen.Constant("return")),
            (2, Gen.Constant("recycle")), (3, Gen.Constant("follow")), (3, Gen.Constant("deadline")), (2, Gen.Constant("moveOn")),
            (1, Gen.Constant("disqualify")), (3, Gen.Constant("reactivate")), (2, Gen.Constant("outcome")), (2, Gen.Constant("update")),
            (2, Gen.Constant("engage")))
        from rep in Gen.Choose(0, 2)
        from yes in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from alsoYes in Gen.Frequency((1, Gen.Constant(true)), (2, Gen.Constant(false)))
        from number in Gen.Choose(0, 3)
        from minutes in Gen.Frequency((6, Gen.Choose(0, 60)), (2, Gen.Choose(60, 500)), (1, Gen.Choose(500, 5000)))
        select new Step(verb, rep, yes, alsoYes, number, minutes);

    [Fact]
    public void WhenManyActAtRandom_ThenTheLeadLivesAsTheModelSays() => ForAnySteps(run =>
    {
        foreach (var step in run.Steps)
        {
            run.Take(step);
            run.AssertSame(step);
        }
    });

    [Fact]
    public void WhenAnyInstantIsAskedFor_ThenTheLeadStandsAsItDidThen() => ForAnySteps(run =>
    {
        var seen = new List<(Instant At, LeadSnapshot Snapshot)> { (run.Now, run.Lead.Snapshot()) };
        foreach (var step in run.Steps)
        {
            run.Take(step);
            seen.Add((run.Now, run.Lead.Snapshot()));
        }

        var entries = run.Lead.DrainHistory();
        foreach (var (at, snapshot) in seen.GroupBy(moment => moment.At).Select(moments => moments.Last()))
            Assert.Equal(snapshot, LeadHistory.AsOf(run.Lead, entries, at));
        Assert.Null(LeadHistory.AsOf(run.Lead, entries, Monday - Duration.FromSeconds(1)));
    });

    private static void ForAnySteps(Action<Run> holds) =>
        Prop.ForAll(Gen.ListOf(AnyStep).Resize(60).ToArbitrary(), steps => holds(new([.. steps])))
            .Check(Trials.Of(1500));

    private sealed record Step(string Verb, int Rep, bool Yes, bool AlsoYes, int Number, int Minutes);

    private sealed class Run(Step[] steps)
    {
        private readonly LeadModel model = new();
        private readonly List<HandOff> handOffs = [];
        private int minute;

        public Step[] Steps => steps;

        public Lead Lead { get; } = Sample.Lead();

        public Instant Now => Monday + Duration.FromMinutes(minute);

        public void Take(Step step)
        {
            minute += step.Minutes;
            var (rep, verdict) = (Reps[step.Rep], step.Yes ? Met : Unmet);
            var number = handOffs.Count == 0 ? -1 : Math.Max(0, handOffs.Count - 1 - (step.Number / 3));
            switch (step.Verb)
            {
                case "engage":
                    Lead.ExtendLog(1);
                    model.Engage();
                    break;
                case "update":
                    var update = new LeadUpdate { Attributes = [new("n", AttributeValue.Number(step.AlsoYes ? minute : step.Number))] };
                    var different = Lead.Attributes["n"] != update.Attributes.First().Value;
                    Assert.Equal(model.Update(different), Lead.Update(update, Marketing, Now).Value);
                    break;
                case "follow":
                    Assert.Equal(model.Follow(step.Yes, minute), Lead.Follow(verdict, Now));
                    break;
                case "offer":
                    var reason = step.AlsoYes ? "asked for us" : null;
                    Same(
                        model.Offer(rep.Key, step.Yes, step.AlsoYes, minute),
                        Keep(Lead.Offer(To(rep, verdict) with { OffDefinitionReason = reason }, Marketing, Now)));
                    break;
                case "moveOn":
                    Same(model.MoveOn(rep.Key, minute), Keep(Lead.MoveOn(To(rep, verdict), "ana left", Marketing, Now)));
                    break;
                case "accept" when number >= 0:
                    var who = step.Yes ? handOffs[number].RepKey : rep.Key;
                    Same(
                        model.Accept(number, who, minute),
                        Lead.Accept(handOffs[number], who, Always, ClockPolicy.Default, Actor.Person(who), Now));
                    break;
                case "touch" when number >= 0:
                    Same(model.Touch(number, minute), Lead.RecordTouch(handOffs[number], null, Actor.Person(rep.Key), Now));
                    break;
                case "return" when number >= 0:
                    Same(
                        model.Return(number, step.Yes, Until(step)?.Minute, minute),
                        Lead.Return(handOffs[number], ReturnReasons.Choose(step.Yes ? "Too early" : "?"), Until(step)?.Day, Marketing, Now));
                    break;
                case "recycle":
                    Same(
                        model.Recycle(step.Yes, Until(step)?.Minute, minute),
                        Lead.Recycle(RecycleReasons.Choose(step.Yes ? "Went quiet" : "?"), Until(step)?.Day, Marketing, Now));
                    break;
                case "deadline":
                    Assert.Equal(model.MeetDeadline(minute), Lead.MeetDeadline(Now) switch
                    {
                        null => null,
                        HandOffDeadlineKind.LapseUnanswered or HandOffDeadlineKind.LapseUntouched => "lapsed",
                        _ => "escalated",
                    });
                    break;
                case "disqualify":
                    Same(
                        model.Disqualify(step.Yes),
                        Lead.Disqualify(DisqualificationReasons.Choose(step.Yes ? "Spam" : "?"), Marketing, Now));
                    break;
                case "reactivate":
                    Same(model.Reactivate(), Lead.Reactivate(null, Marketing, Now));
                    break;
                case "outcome":
                    var outcome = new LeadOutcome(step.Yes ? OutcomeKind.Won : OutcomeKind.Lost, amount: step.Number);
                    var result = Lead.RecordOutcome(outcome, Marketing, Now);
                    Assert.Equal(model.Record(outcome.ToString(), step.Yes), result.Succeeded ? result.Value : null);
                    break;
            }
        }

        public void AssertSame(Step step)
        {
            var milestones = Lead.PendingHistory.SelectMany(entry => entry.Milestones()).ToLookup(milestone => milestone.Kind);
            var actual = (
                Lead.Status.ToString(), Lead.HandOff?.RepKey, string.Join(",", handOffs.Select(handOff => handOff.State)),
                milestones[LeadMilestoneKind.HandedOff].Count(), milestones[LeadMilestoneKind.Returned].Count(),
                milestones[LeadMilestoneKind.Recycled].Count(), Lead.Outcome?.ToString(), Lead.Version);
            var expected = (
                model.Status, model.Owner, string.Join(",", model.HandOffs),
                model.Offers, model.Returned, model.Recycled, model.Outcome, model.Entries);
            Assert.True(expected == actual, $"After {step} at minute {minute}:\n{expected}\n{actual}");
            Assert.Equal(Enumerable.Range(1, Lead.Version), Lead.PendingHistory.Select(entry => entry.Sequence));
            Assert.Equal(handOffs.Find(handOff => handOff.InForce), Lead.HandOff);
            Assert.True(handOffs.Count(handOff => handOff.InForce) <= 1, "Two reps have it.");
        }

        private Result<HandOff> Keep(Result<HandOff> offered)
        {
            if (offered.Succeeded)
                handOffs.Add(offered.Value);
            return offered;
        }

        private static void Same<T>(bool granted, Result<T> result) =>
            Assert.True(granted == result.Succeeded, granted ? string.Join("; ", result.Refusals) : "It should have been refused.");

        /// <summary>No date, one ahead, or one that is past.</summary>
        private (TryAgain Day, int Minute)? Until(Step step)
        {
            if (!step.AlsoYes)
                return null;
            var day = Now.InUtc().Date.PlusDays(step.Number - 1);
            var again = TryAgain.OnDate(day, DateTimeZone.Utc);
            return (again, (int)(again.From - Monday).TotalMinutes);
        }
    }
}
