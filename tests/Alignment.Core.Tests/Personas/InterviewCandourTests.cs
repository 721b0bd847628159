using Alignment.Core.Personas;
using NodaTime;

namespace Alignment.Core.Tests.Personas;

public sealed class InterviewCandourTests
{
    [Fact]
    public void WhenMarketingLeadsARecordedInterviewWithoutSales_ThenItIsCandid()
    {
        var interview = Given.Interview(Given.Buyer());

        Assert.True(interview.Candid);
        Assert.Empty(interview.NotCandidBecause);
        Assert.Empty(interview.Advice);
        Assert.Equal(Duration.FromMinutes(12), interview.OpenPhase);
    }

    [Fact]
    public void WhenEveryRuleIsBroken_ThenEachIsNamed()
    {
        var interview = Given.Interview(Given.Buyer(), Given.Account() with { Interviewer = Given.Sam, Record = InterviewRecord.None });

        Assert.False(interview.Candid);
        Assert.Collection(
            interview.NotCandidBecause,
            led => Assert.Contains("led by Sam (sales)", led, StringComparison.Ordinal),
            room => Assert.Equal("Sales was in the room: Sam.", room),
            record => Assert.Contains("neither recorded", record, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AttendeeFunction.Marketing, true)]
    [InlineData(AttendeeFunction.Research, true)]
    [InlineData(AttendeeFunction.Product, false)]
    [InlineData(AttendeeFunction.Customer, false)]
    [InlineData(AttendeeFunction.Other, false)]
    public void WhenSomebodyLeads_ThenOnlyMarketingAndResearchMay(AttendeeFunction function, bool candid) =>
        Assert.Equal(candid, Given.Interview(Given.Buyer(), Given.Account() with { Interviewer = new("Kim", function) }).Candid);

    [Fact]
    public void WhenSalesSitsIn_ThenABuyerIsNotCandid() =>
        Assert.Equal(
            ["Sales was in the room: Sam and Sue."],
            Given.Interview(Given.Buyer(), Given.Account() with { Attendees = [Given.Sam, new("Sue", AttendeeFunction.Sales)] }).NotCandidBecause);

    [Fact]
    public void WhenASalespersonIsInterviewed_ThenTheirOwnPresenceIsNoBreach()
    {
        var account = Given.Account(" sam ") with { Attendees = [Given.Sam] };

        Assert.True(Given.Interview(Given.Rep(), account).Candid);
        Assert.False(Given.Interview(Given.Buyer(), account).Candid);
    }

    [Fact]
    public void WhenAnotherFromSalesSitsBesideTheRep_ThenItIsNotCandid()
    {
        var boss = new Attendee("Sue", AttendeeFunction.Sales);

        Assert.Equal(
            ["Others from sales were in the room beside the interviewee: Sue."],
            Given.Interview(Given.Rep(), Given.Account("Sam") with { Attendees = [Given.Sam, boss] }).NotCandidBecause);
    }

    [Fact]
    public void WhenTwoOfTheSameNameAreFromSales_ThenOnlyOneIsTheInterviewee() =>
        Assert.False(Given.Interview(Given.Rep(), Given.Account("Sam") with { Attendees = [Given.Sam, Given.Sam] }).Candid);

    [Fact]
    public void WhenSalesInterviewsItself_ThenItIsNotCandid() =>
        Assert.Equal(2, Given.Interview(Given.Rep(), Given.Account("Sam") with { Interviewer = Given.Sam }).NotCandidBecause.Count);

    [Fact]
    public void WhenNotesAreTaken_ThenSomebodyBesideTheInterviewerTakesThem()
    {
        var account = Given.Account() with { Record = InterviewRecord.NoteTaker };

        Assert.False(Given.Interview(Given.Buyer(), account).Candid);
        Assert.False(Given.Interview(Given.Buyer(), account with { Attendees = [Given.Ana, new("bea", AttendeeFunction.Customer)] }).Candid);
        Assert.True(Given.Interview(Given.Buyer(), account with { Attendees = [new("Noah", AttendeeFunction.Research)] }).Candid);
    }

    [Fact]
    public void WhenTheSolutionIsNamedEarly_ThenThatIsAdviceAndNoBreach()
    {
        var interview = Given.Interview(Given.Buyer(), Given.Account() with { SolutionRevealedAfter = Duration.FromSeconds(599) });

        Assert.True(interview.Candid);
        Assert.Contains("9 minutes", Assert.Single(interview.Advice), StringComparison.Ordinal);
    }

    [Fact]
    public void WhenTheSolutionIsNeverNamed_ThenEverythingIsUnprompted()
    {
        var interview = Given.Interview(Given.Buyer(), Given.Account() with { SolutionRevealedAfter = null });

        Assert.Null(interview.OpenPhase);
        Assert.Empty(interview.Advice);
        Assert.All(interview.Quotes, quote => Assert.True(interview.Unprompted(quote)));
    }

    [Fact]
    public void WhenWordsAreSaidAsTheSolutionIsNamed_ThenTheyArePrompted()
    {
        var revealed = Duration.FromMinutes(12);
        var interview = Given.Interview(
            Given.Buyer(), null, new QuotedWords(revealed - Duration.FromMilliseconds(1), "Before."), new QuotedWords(revealed, "At."));

        Assert.Equal([true, false], interview.Quotes.Select(interview.Unprompted));
    }

    [Fact]
    public void WhenTheInputIsWrong_ThenEveryFaultIsNamedWithItsPlace()
    {
        var account = Given.Account(" ") with { SolutionRevealedAfter = Duration.FromSeconds(-1), Attendees = [new("", AttendeeFunction.Other)] };
        var refused = Interview.Enter(Given.Buyer(), account, [new(Duration.FromSeconds(-1), " ")], Given.Now);

        Assert.Equal(
            ["interviewee", "attendees.0.name", "solutionRevealedAfter", "quotes.0.at", "quotes.0.words"],
            refused.Refusals.Select(refusal => string.Join('.', refusal.Path)));
    }

    [Fact]
    public void WhenTheIntervieweeIsErased_ThenTheNameIsGoneAndTheyStillCountAsOne()
    {
        var interview = Given.Interview(Given.Rep(), Given.Account("Sam") with { Attendees = [Given.Sam] });
        interview.Correct(Given.Account("Sam") with { Attendees = [Given.Sam], Record = InterviewRecord.None }, "wrong box", "Ana", Given.Now);

        interview.EraseInterviewee();

        Assert.DoesNotContain("Sam", interview.Interviewee, StringComparison.Ordinal);
        Assert.DoesNotContain(interview.Attendees, attendee => attendee.Name == "Sam");
        Assert.Empty(interview.Corrections);
        Assert.Equal(["It was neither recorded nor was there a note-taker."], interview.NotCandidBecause);
    }
}
