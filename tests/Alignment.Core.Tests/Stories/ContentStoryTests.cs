using Alignment.Core.Journeys;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Alignment.Core.Tests.Personas;

namespace Alignment.Core.Tests.Stories;

public sealed class ContentStoryTests
{
    [Fact]
    public void WhenEveryStageIsToldAndAThemeRunsThrough_ThenTheStoryIsWhole() => Assert.Empty(StoryGiven.Story().Breaks);

    [Fact]
    public void WhenAStageHasNoChapter_ThenItIsUntold()
    {
        var story = ContentStory.For(StoryGiven.Buyer).Premise("P").Chapter("awareness", "A").Write(StoryGiven.Now).Value;

        Assert.Equal(["status-quo", "consideration", "decision", "customer"], story.Breaks.Select(one => one.Stage.Key));
        Assert.All(story.Breaks, one => Assert.Equal(StoryBreakKind.UntoldChapter, one.Kind));
    }

    [Theory]
    [InlineData("speed", "SPEED ", false)]
    [InlineData("speed", "price", true)]
    [InlineData("", "price", true)]
    public void WhenTheSidesOfTheHandOffShareNoTheme_ThenTheStorySplits(string before, string after, bool split)
    {
        var story = ContentStory.For(StoryGiven.Buyer).Premise("P").About("speed")
            .Chapter("consideration", "C", chapter => chapter.About(before))
            .Chapter("decision", "D", chapter => chapter.About(after)).Write(StoryGiven.Now).Value;

        Assert.Equal(split, story.Breaks.Any(one => one.Kind == StoryBreakKind.SplitAtHandOff && one.Stage.Key == "consideration"));
    }

    [Fact]
    public void WhenOnlyOneSideIsTold_ThenNothingCanSplit() =>
        Assert.DoesNotContain(
            ContentStory.For(StoryGiven.Buyer).Premise("P").Chapter("decision", "D").Write(StoryGiven.Now).Value.Breaks,
            one => one.Kind == StoryBreakKind.SplitAtHandOff);

    [Fact]
    public void WhenAnAudienceHasNoTelling_ThenThatIsAGap()
    {
        var missing = StoryGiven.Story().MissingTellings(Audience.Sales, Audience.Prospect);

        Assert.Equal(["status-quo", "consideration", "decision", "customer"], missing.Select(gap => gap.Stage.Key));
        Assert.All(missing, gap => Assert.Equal(Audience.Sales, gap.Audience));
        Assert.Equal((5 * 5) - 1, StoryGiven.Story().MissingTellings().Count);
    }

    [Fact]
    public void WhenADraftIsWrong_ThenEveryFaultIsNamedWithItsPlace()
    {
        var refused = ContentStory.For(StoryGiven.Buyer)
            .Chapter("dreaming", "D")
            .Chapter("awareness", "A", chapter => chapter.To(Audience.Sales, "x").To(Audience.Sales, " "))
            .Chapter("awareness", "")
            .Write(StoryGiven.Now);

        Assert.Equal(
            ["premise", "chapters.0.stageKey", "chapters.1.tellings.1.audience", "chapters.1.tellings.1.text", "chapters.2.message", "chapters.2.stageKey"],
            refused.Refusals.Select(refusal => string.Join('.', refusal.Path)));
    }

    [Fact]
    public void WhenThePremiseIsAQuote_ThenItIsOneThatThePersonaSaid()
    {
        var buyer = Given.Buyer("ops");
        var interview = Given.Interview(buyer);
        var quote = interview.Quotes[0];

        Assert.Equal(quote.Id, ContentStory.For(buyer).Premise(quote.Words, interview, quote.Id).Write(StoryGiven.Now).Value.PremiseQuote);
        Assert.False(ContentStory.For(Given.Buyer("other")).Premise(quote.Words, interview, quote.Id).Write(StoryGiven.Now).Succeeded);
        interview.WithdrawQuote(quote.Id, "misheard", "Ana", Given.Now);
        Assert.False(ContentStory.For(buyer).Premise(quote.Words, interview, quote.Id).Write(StoryGiven.Now).Succeeded);
    }

    [Fact]
    public void WhenAStoryIsWrittenAnew_ThenItsVersionCountsOnlyChanges()
    {
        var story = ContentStory.For(StoryGiven.Buyer).Premise("P").Chapter("decision", "D").Write(StoryGiven.Now).Value;

        Assert.False(story.Rewrite(ContentStory.For(StoryGiven.Buyer).Premise("P ").Chapter("decision", "D")).Value);
        Assert.Equal(1, story.Version);
        Assert.True(story.Rewrite(ContentStory.For(StoryGiven.Buyer).Premise("P").Chapter("decision", "D").Chapter("awareness", "A")).Value);
        Assert.Equal(2, story.Version);
        Assert.Equal(["awareness", "decision"], story.Chapters.Select(chapter => chapter.StageKey));
        Assert.False(story.Rewrite(ContentStory.For(StoryGiven.Buyer)).Succeeded);
        Assert.Equal(2, story.Chapters.Count);
    }

    [Fact]
    public void WhenTheJourneyChanges_ThenAStoredStoryIsReadAlongIt()
    {
        var shorter = Journey.Define("default", [new("awareness"), new("trial")]).Value;

        var story = StoryGiven.Story().Along(shorter);

        Assert.Equal(["trial"], story.Breaks.Select(one => one.Stage.Key));
        Assert.Throws<ArgumentException>(() => story.Along(Journey.Define("other", [new("a")]).Value));
    }
}
