using Alignment.Core.Stories;
using NodaTime;

namespace Alignment.Core.Tests.Stories;

public sealed class StoryContinuityTests
{
    private readonly ContentStory story = StoryGiven.Story();

    [Fact]
    public void WhenTheStoryIsWellTold_ThenNothingBreaks()
    {
        string[] order = ["status-quo", "awareness", "awareness", "consideration", "decision", "customer"];

        Assert.Empty(story.BreaksFor(order.Select((stage, day) => StoryGiven.Asset($"a{day}", stage).Given(day))));
    }

    [Fact]
    public void WhenARepSendsTheWrongThings_ThenEachKindOfBreakIsNamedOnce()
    {
        var first = StoryGiven.Asset("night", "awareness");
        Received[] received =
        [
            first.Given(0), StoryGiven.Asset("ways", "consideration", theme: "hand-over").Given(1),
            first.Given(2),
            StoryGiven.Asset("count", "status-quo").Given(3),
            StoryGiven.Asset("finance", "decision", "cfo").Given(4),
            StoryGiven.Asset("football", "consideration", theme: "football").Given(5),
            StoryGiven.Asset("logos", "consideration", orientation: Orientation.Company).Given(6),
            StoryGiven.Asset("next", "customer", theme: "trust").Given(7),
        ];

        var breaks = story.BreaksFor(received);

        Assert.Equal(
            [
                (StoryBreakKind.Repeats, "night", "night"), (StoryBreakKind.Restarts, "count", "ways"), (StoryBreakKind.WrongPersona, "finance", null),
                (StoryBreakKind.OffStory, "football", null), (StoryBreakKind.AboutUs, "logos", null), (StoryBreakKind.SkipsAhead, "next", "ways"),
            ],
            breaks.Select(one => (one.Kind, one.Asset!.ExternalId, one.Earlier?.Asset.ExternalId)));
        Assert.All(breaks, one => Assert.Equal("sam", one.RepKey));
        Assert.All(breaks, one => Assert.Contains($"\"{one.Asset!.Title}\", given by sam,", one.Why, StringComparison.Ordinal));
        Assert.Equal(["decision"], breaks[^1].Skipped);
    }

    [Fact]
    public void WhenAnAssetWasRevisedInBetween_ThenItIsNoRepeat()
    {
        var asset = StoryGiven.Asset("night", "awareness");
        var (early, late) = (asset.Given(0), asset.Given(10));
        Assert.Equal(StoryBreakKind.Repeats, Assert.Single(story.BreaksFor([early, late])).Kind);

        asset.Revise("new figures", "Ana", StoryGiven.Now + Duration.FromDays(5));

        Assert.Empty(story.BreaksFor([early, late]));
        Assert.Single(story.BreaksFor([asset.Given(6), late]));
    }

    [Fact]
    public void WhenTheBuyerReadsOn_ThenThatIsNoRepeat()
    {
        var asset = StoryGiven.Asset("night", "awareness");
        var other = StoryGiven.Asset("other", "awareness");
        Received Own(ContentAsset what, int day) => new(StoryGiven.Now + Duration.FromDays(day), what);

        Assert.Empty(story.BreaksFor([asset.Given(0), Own(asset, 1), Own(asset, 2)]));
        Assert.Single(story.BreaksFor([asset.Given(0), Own(other, 1), Own(asset, 2)]));
        Assert.Single(story.BreaksFor([Own(asset, 0), asset.Given(1)]));
    }

    [Fact]
    public void WhenTheBuyerWentBackThemselves_ThenMeetingThemThereIsNoRestart()
    {
        Received[] before = [StoryGiven.Asset("a", "awareness").Given(0), StoryGiven.Asset("c", "consideration").Given(1)];
        var back = StoryGiven.Asset("b", "awareness");

        Assert.Equal(StoryBreakKind.Restarts, Assert.Single(story.BreaksFor([.. before, back.Given(90)])).Kind);
        Assert.Empty(story.BreaksFor([.. before, back.Given(90, stoodAt: "awareness")]));
    }

    [Theory]
    [InlineData("status-quo", true, true)]
    [InlineData("status-quo", false, false)]
    [InlineData("consideration", true, false)]
    public void WhenTheReadingWentBackAfterALongSilence_ThenBeginningAgainWhereTheBuyerIsIsNoRestart(string stoodAt, bool wentBack, bool sound)
    {
        Received[] before = [StoryGiven.Asset("a", "awareness").Given(0), StoryGiven.Asset("c", "consideration").Given(1)];
        var back = StoryGiven.Asset("b", "awareness").Given(300, stoodAt: stoodAt) with { WentBack = wentBack };

        Assert.Equal(sound, !story.BreaksFor([.. before, back]).Any(one => one.Kind == StoryBreakKind.Restarts));
    }

    [Fact]
    public void WhenTheBuyerHadComeThatFarAlready_ThenMeetingThemThereIsNoJump()
    {
        var late = StoryGiven.Asset("d", "decision");

        Assert.Equal(["awareness", "consideration"], Assert.Single(story.BreaksFor([late.Given(0)])).Skipped);
        Assert.Empty(story.BreaksFor([late.Given(0, stoodAt: "decision")]));
        Assert.Empty(story.BreaksFor([late.Given(0, stoodAt: "consideration")]));
    }

    [Fact]
    public void WhenAChapterWasNeverWritten_ThenNobodySkipsIt()
    {
        var gappy = ContentStory.For(StoryGiven.Buyer).Premise("P").About("sleep").Chapter("awareness", "A").Chapter("decision", "D").Write(StoryGiven.Now).Value;

        Assert.Empty(gappy.BreaksFor([StoryGiven.Asset("a", "awareness").Given(0), StoryGiven.Asset("d", "decision").Given(1)]));
    }

    [Theory]
    [InlineData("awareness", Orientation.Product, true)]
    [InlineData("consideration", Orientation.Product, false)]
    [InlineData("decision", Orientation.Company, true)]
    [InlineData("awareness", Orientation.ProblemEducation, false)]
    public void WhenContentIsAboutUs_ThenProductCountsOnlyWhileTheBuyerLearnsWhatTheProblemIs(string stage, Orientation orientation, bool aboutUs) =>
        Assert.Equal(aboutUs, story.BreaksFor([StoryGiven.Asset("x", stage, orientation: orientation).Given(0, stoodAt: stage)]).Any(one => one.Kind == StoryBreakKind.AboutUs));

    [Fact]
    public void WhenTheCompanySlidesAreForNobody_ThenTheyAreAboutUsAndNotOffStoryAsWell() =>
        Assert.Equal(
            [StoryBreakKind.AboutUs],
            story.BreaksFor([StoryGiven.Asset("deck", "decision", persona: null, theme: null, orientation: Orientation.Company).Given(0)]).Select(one => one.Kind));

    [Fact]
    public void WhenContentSuitsSeveralStages_ThenItMeetsTheStoryWhereItStands()
    {
        var broad = StoryGiven.Asset("broad", "status-quo|awareness|consideration");

        Assert.Empty(story.BreaksFor([broad.Given(0), StoryGiven.Asset("s", "status-quo").Given(1), StoryGiven.Asset("d", "decision").Given(2)]));
        Assert.Equal(["status-quo"], story.StepsOf([broad.Given(0)]).Select(step => step.Stage.Key));
    }

    [Fact]
    public void WhenThingsArriveUnordered_ThenTheStoryIsHeardInTheOrderOfReceiving()
    {
        var (early, late) = (StoryGiven.Asset("a", "awareness").Given(0), StoryGiven.Asset("c", "consideration").Given(1));

        Assert.Empty(story.BreaksFor([late, early]));
        Assert.Equal([early, late], story.StepsOf([late, early]).Select(step => step.Received));
    }
}
