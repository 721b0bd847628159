using Alignment.Core.Personas;
using NodaTime;

namespace Alignment.Core.Tests.Personas;

public sealed class TranscriptTests
{
    [Fact]
    public void WhenPlainTextHasTimes_ThenEachLineIsACandidate()
    {
        var transcript = Transcript.Parse("[00:00:05] Ana: What happened?\r\n00:12 Bea: We were paged.\nAll night.\n\n(01:02:03.5) - no name: here, is that so?\n").Value;

        Assert.Equal(
            [
                new CandidateQuote(Duration.FromSeconds(5), null, "Ana", "What happened?", 1),
                new CandidateQuote(Duration.FromSeconds(12), null, "Bea", "We were paged. All night.", 2),
                new CandidateQuote(Duration.FromMilliseconds(3723500), null, "no name", "here, is that so?", 5),
            ],
            transcript.Candidates);
        Assert.Equal(["Ana", "Bea", "no name"], transcript.Speakers);
        Assert.Equal(new QuotedWords(Duration.FromSeconds(12), "We were paged. All night."), Assert.Single(transcript.By("BEA")).Quoted);
    }

    [Fact]
    public void WhenASpeakerAndATimeHeadAParagraph_ThenTheWordsBelowAreTheirs()
    {
        var transcript = Transcript.Parse("Bea Smith  0:03\nWe met at 10:30\nand left\n\nAna  0:20\nWhy?").Value;

        Assert.Equal([("Bea Smith", "We met at 10:30 and left"), ("Ana", "Why?")], transcript.Candidates.Select(c => (c.Speaker!, c.Words)));
    }

    [Fact]
    public void WhenPlainTextIsWrong_ThenEveryFaultIsNamedWithItsLine()
    {
        var refused = Transcript.Parse("Hello there\n00:10 Bea: First.\n00:75 Bea: Never.\n00:05 Bea: Back.\n00:30\n");

        Assert.Equal(["1", "3", "4", "5"], refused.Refusals.Select(refusal => Assert.Single(refusal.Path)).Order());
        Assert.Contains(refused.Refusals, refusal => refusal.Message == "Line 4: the time 00:00:05 comes before 00:00:10, the one before it.");
    }

    [Fact]
    public void WhenItIsWebVtt_ThenCuesVoicesAndEntitiesAreRead()
    {
        const string text = """
            WEBVTT - the talk
            Kind: captions

            NOTE
            not a cue --> really

            STYLE
            ::cue { color: red }

            1
            00:01.000 --> 00:04.500 align:start position:0%
            <v.loud Bea Smith>Tom &amp; I <i>were</i> paged.
            Twice<00:03.000> that night.</v>

            01:00:00.000 --> 01:00:02.000
            No name &lt;here&gt;
            """;

        Assert.Equal(
            [
                new CandidateQuote(Duration.FromSeconds(1), Duration.FromMilliseconds(4500), "Bea Smith", "Tom & I were paged. Twice that night.", 11),
                new CandidateQuote(Duration.FromHours(1), Duration.FromSeconds(3602), null, "No name <here>", 15),
            ],
            Transcript.Parse("\uFEFF" + text).Value.Candidates);
    }

    [Fact]
    public void WhenWebVttIsWrong_ThenEveryFaultIsNamedWithItsLine()
    {
        var refused = Transcript.Parse("WEBVTT\n\n00:04.000 --> 00:03.000\nBackwards\n\nstray words\n\n00:61.000 --> 02:00.000\nNever\n\n00:05.000 --> 00:06.000\n\n");

        Assert.Equal(["3", "6", "8", "11"], refused.Refusals.Select(refusal => Assert.Single(refusal.Path)));
    }

    [Fact]
    public void WhenNothingWasSaid_ThenThatIsAFault() => Assert.False(Transcript.Parse("").Succeeded);

    [Fact]
    public void WhenTheSolutionIsNamed_ThenItsFirstTimeIsProposed()
    {
        var transcript = Transcript.Parse("0:10 Bea: Pagerful days.\n11:30 Ana: Have you seen Pager?\n12:00 Bea: pager, yes.").Value;

        Assert.Equal(Duration.FromSeconds(690), transcript.FirstNamed("pager"));
        Assert.Null(transcript.FirstNamed("siren"));
    }

    [Fact]
    public void WhenThePickedWordsAreEntered_ThenTheyAreQuotes()
    {
        var picked = Transcript.Parse("0:10 Ana: Well?\n0:12 Bea: We were paged.").Value.By("Bea").Select(candidate => candidate.Quoted);

        var interview = Interview.Enter(Given.Buyer(), Given.Account(), [.. picked], Given.Now).Value;

        Assert.Equal(("We were paged.", Duration.FromSeconds(12)), (interview.Quotes[0].Words, interview.Quotes[0].At));
    }
}
