using Alignment.Core.Personas;
using NodaTime;

namespace Alignment.Core.Tests.Personas;

public sealed class PersonaEvidenceTests
{
    private readonly Persona buyer = Given.Buyer();

    [Fact]
    public void WhenAClaimHasNoEvidence_ThenItIsAnAssumption()
    {
        buyer.Claim(InsightKind.Goal, "Sleep at night", Given.Now);

        var review = buyer.Review(EvidenceBase.Empty);

        Assert.True(Assert.Single(review.Insights).Assumption);
        Assert.Equal(0, review.Grounding);
    }

    [Fact]
    public void WhenCandidUnpromptedWordsAreCited_ThenTheClaimIsGrounded()
    {
        var interview = Given.Interview(buyer);
        var grounded = buyer.Claim(InsightKind.Challenge, "On call is a lottery", Given.Now).Value;
        buyer.Claim(InsightKind.Goal, "Sleep at night", Given.Now);
        buyer.Cite(grounded.Id, interview, interview.Quotes[0].Id, Given.Now);

        var review = buyer.Review(new EvidenceBase([interview]));

        Assert.Equal(0.5, review.Grounding);
        Assert.Equal(EvidenceStrength.Unprompted, Assert.Single(review.Insights[0].Evidence).Strength);
    }

    [Fact]
    public void WhenOnlyPromptedOrObservedWordsAreCited_ThenTheClaimIsNeitherAssumptionNorGrounded()
    {
        var interview = Given.Interview(buyer);
        var visit = FieldVisit.Enter(FieldVisitKind.RideAlong, Given.Ana, [Given.Sam], Given.Now, ["They wince at the price."], Given.Now).Value;
        var prompted = buyer.Claim(InsightKind.SuccessFactor, "Fewer pages", Given.Now).Value;
        var observed = buyer.Claim(InsightKind.PerceivedBarrier, "Price", Given.Now).Value;
        buyer.Cite(prompted.Id, interview, interview.Quotes[1].Id, Given.Now);
        buyer.Cite(observed.Id, visit, visit.Notes[0].Id, Given.Now);

        var review = buyer.Review(new EvidenceBase([interview], [visit]));

        Assert.Equal([EvidenceStrength.Prompted, EvidenceStrength.Observed], review.Insights.Select(insight => insight.Evidence[0].Strength));
        Assert.All(review.Insights, insight => Assert.False(insight.Assumption));
        Assert.Equal(0, review.Grounding);
    }

    [Fact]
    public void WhenTheInterviewWasNotCandid_ThenItsWordsAreKeptAndSayWhyTheyWeighNothing()
    {
        var interview = Given.Interview(buyer, Given.Account() with { Attendees = [Given.Sam] });
        var claim = buyer.Claim(InsightKind.Goal, "Sleep at night", Given.Now).Value;
        Assert.True(buyer.Cite(claim.Id, interview, interview.Quotes[0].Id, Given.Now).Succeeded);

        var insight = Assert.Single(buyer.Review(new EvidenceBase([interview])).Insights);

        var evidence = Assert.Single(insight.Evidence);
        Assert.Equal(EvidenceStrength.Inadmissible, evidence.Strength);
        Assert.Equal(["Sales was in the room: Sam."], evidence.InadmissibleBecause);
        Assert.True(insight.Assumption);
    }

    [Fact]
    public void WhenItTurnsOutLaterThatSalesWasThere_ThenTheClaimIsAnAssumptionAgain()
    {
        var interview = Given.Interview(buyer);
        var claim = buyer.Claim(InsightKind.Goal, "Sleep at night", Given.Now).Value;
        buyer.Cite(claim.Id, interview, interview.Quotes[0].Id, Given.Now);
        Assert.Equal(1, buyer.Review(new EvidenceBase([interview])).Grounding);

        interview.Correct(Given.Account() with { Attendees = [Given.Sam] }, "Sam listened in", "Ana", Given.Now);

        Assert.Equal(0, buyer.Review(new EvidenceBase([interview])).Grounding);
        Assert.Contains("Sam (sales)", Assert.Single(interview.Corrections).What, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenAQuoteIsWithdrawn_ThenItWeighsNothingAndCannotBeCitedAgain()
    {
        var interview = Given.Interview(buyer);
        var quote = interview.Quotes[0].Id;
        var claim = buyer.Claim(InsightKind.Goal, "Sleep at night", Given.Now).Value;
        buyer.Cite(claim.Id, interview, quote, Given.Now);

        interview.WithdrawQuote(quote, "misheard", "Ana", Given.Now);

        Assert.True(Assert.Single(buyer.Review(new EvidenceBase([interview])).Insights).Assumption);
        var other = buyer.Claim(InsightKind.Goal, "Eat at noon", Given.Now).Value;
        Assert.Equal(RefusalCode.WrongState, Assert.Single(buyer.Cite(other.Id, interview, quote, Given.Now).Refusals).Code);
    }

    [Fact]
    public void WhenAQuoteIsCorrected_ThenItsFormerWordsStayOnRecord()
    {
        var interview = Given.Interview(buyer);
        interview.CorrectQuote(interview.Quotes[0].Id, new(Duration.FromMinutes(13), "Nobody cared."), "heard again", "Ana", Given.Now);

        Assert.Equal("Nobody cared.", interview.Quotes[0].Words);
        Assert.False(interview.Unprompted(interview.Quotes[0]));
        Assert.Contains(Given.Early.Words, Assert.Single(interview.Corrections).What, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenAClaimIsRetracted_ThenItStaysOnRecordAndNoLongerCounts()
    {
        var claim = buyer.Claim(InsightKind.Goal, "Sleep at night", Given.Now).Value;

        buyer.Retract(claim.Id, "nobody said so", "Ana", Given.Now);

        Assert.Empty(buyer.Review(EvidenceBase.Empty).Insights);
        Assert.Equal("nobody said so", Assert.Single(buyer.Insights).RetractedBecause);
        Assert.Equal(RefusalCode.WrongState, buyer.Retract(claim.Id, "again", "Ana", Given.Now).Refusals[0].Code);
        Assert.True(buyer.Claim(InsightKind.Goal, "sleep  at night", Given.Now).Succeeded);
    }

    [Fact]
    public void WhenTheSameIsClaimedTwice_ThenTheSecondConflicts()
    {
        buyer.Claim(InsightKind.Goal, "Sleep at night", Given.Now);

        Assert.Equal(RefusalCode.Conflict, Assert.Single(buyer.Claim(InsightKind.Goal, " SLEEP at  night", Given.Now).Refusals).Code);
        Assert.True(buyer.Claim(InsightKind.Challenge, "Sleep at night", Given.Now).Succeeded);
    }

    [Theory]
    [InlineData(Audience.Prospect, InsightKind.Objection, false)]
    [InlineData(Audience.Prospect, InsightKind.DecisionCriterion, true)]
    [InlineData(Audience.Influencer, InsightKind.BuyersJourney, true)]
    [InlineData(Audience.Sales, InsightKind.Objection, true)]
    [InlineData(Audience.Sales, InsightKind.DecisionCriterion, false)]
    [InlineData(Audience.Sales, InsightKind.Goal, true)]
    public void WhenAClaimIsMade_ThenItsKindMustFitTheAudience(Audience audience, InsightKind kind, bool fits) =>
        Assert.Equal(fits, Persona.Define("p", "P", audience, Given.Now).Value.Claim(kind, "So it is", Given.Now).Succeeded);

    [Fact]
    public void WhenWordsAreFromAnotherPersonasInterview_ThenTheyCannotBeCited()
    {
        var interview = Given.Interview(Given.Buyer("other"));
        var claim = buyer.Claim(InsightKind.Goal, "Sleep at night", Given.Now).Value;

        Assert.Contains("other", Assert.Single(buyer.Cite(claim.Id, interview, interview.Quotes[0].Id, Given.Now).Refusals).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenThreeIntervieweesConfirmEveryRing_ThenThePersonaIsValidated()
    {
        var interviews = new[] { "Bea", "Bob", "Ben" }.Select(name => Given.Interview(buyer, Given.Account(name))).ToList();
        foreach (var ring in InsightKinds.BuyerRings)
        {
            var claim = buyer.Claim(ring, $"What they said of {ring}", Given.Now).Value;
            foreach (var interview in interviews) buyer.Cite(claim.Id, interview, interview.Quotes[1].Id, Given.Now);
        }

        var review = buyer.Review(new EvidenceBase(interviews));

        Assert.True(review.Validated);
        Assert.Empty(review.Missing);
        Assert.False(buyer.Review(new EvidenceBase(interviews), new ValidationPolicy(unpromptedOnly: true)).Validated);
        Assert.False(buyer.Review(new EvidenceBase(interviews), new ValidationPolicy(4)).Validated);
    }

    [Fact]
    public void WhenOnePersonSaysItThreeTimes_ThenThatConfirmsOnce()
    {
        var interviews = new[] { "Bea", "bea ", "BEA" }.Select(name => Given.Interview(buyer, Given.Account(name))).ToList();
        var claim = buyer.Claim(InsightKind.PriorityInitiative, "An audit", Given.Now).Value;
        foreach (var interview in interviews) buyer.Cite(claim.Id, interview, interview.Quotes[0].Id, Given.Now);

        var review = buyer.Review(new EvidenceBase(interviews));

        Assert.Equal(
            [
                "Priority initiative: \"An audit\" is confirmed by 1 interviewee; it takes 2 more candid interviews.",
                "Success factor: no insight yet.", "Perceived barrier: no insight yet.",
                "Decision criterion: no insight yet.", "Buyer's journey: no insight yet.",
            ],
            review.Missing);
        Assert.Equal(2, review.InterviewsNeeded(InsightKind.PriorityInitiative));
    }

    [Fact]
    public void WhenAPersonaIsOfSales_ThenItsOwnFourRingsAreMissing() =>
        Assert.Equal(["Imperative", "Motivator", "Objection", "Compensation"], Given.Rep().Review(EvidenceBase.Empty).Missing.Select(lack => lack.Split(':')[0]));

    [Fact]
    public void WhenSalesMakesTheVisit_ThenItIsNoFieldVisit() =>
        Assert.Equal(
            ["visitor.function", "present", "notes"],
            FieldVisit.Enter(FieldVisitKind.SalesMeeting, Given.Sam, [], Given.Now, [], Given.Now).Refusals.Select(r => string.Join('.', r.Path)));

    [Fact]
    public void WhenThePersonaTurnsIntoOneOfSales_ThenClaimsItCannotHoldStandInTheWay()
    {
        buyer.Claim(InsightKind.DecisionCriterion, "Price", Given.Now);

        Assert.Equal(RefusalCode.WrongState, Assert.Single(buyer.Redefine("Rep", Audience.Sales, null, null).Refusals).Code);
        Assert.True(buyer.Redefine("The buyer", Audience.Customer, null, null).Value);
        Assert.False(buyer.Redefine("The buyer", Audience.Customer, null, null).Value);
    }
}
