using Alignment.Core.Journeys;
using Alignment.Core.Stories;

namespace Alignment.Core.Tests.Stories;

public sealed class CoverageAndNextContentTests
{
    private const string Cost = "What does it cost us to leave things as they are?";
    private const string Problem = "What is the problem, and who else has it?";
    private const string WhyNow = "Why does it matter now?";

    [Fact]
    public void WhenNobodyTaggedContent_ThenItCoversNothing()
    {
        var coverage = StoryGiven.Story().Coverage([StoryGiven.Asset("a", null, null, answers: Problem), StoryGiven.Asset("b", "awareness", "cfo")]);

        Assert.All(coverage.Cells, cell => Assert.Equal(0, cell.Assets));
        Assert.Equal(5, coverage.Gaps.Count);
        Assert.Equal(0, coverage.Share);
    }

    [Fact]
    public void WhenContentAnswersQuestions_ThenTheRestIsNamedUnanswered()
    {
        var cell = StoryGiven.Story().Coverage([StoryGiven.Asset("a", "awareness", answers: ["WHY  does it matter now? ", "who else has this?", Cost])]).Cells[1];

        Assert.Equal((1, 2, 3), (cell.Assets, cell.Answered, cell.Questions));
        Assert.Equal([Problem], cell.Unanswered);
    }

    [Fact]
    public void WhenAnAssetIsRetired_ThenItCoversNothing()
    {
        var asset = StoryGiven.Asset("a", "awareness", answers: Problem);
        asset.Retire("old", StoryGiven.Now);

        Assert.All(StoryGiven.Story().Coverage([asset]).Cells, cell => Assert.Equal(0, cell.Assets + cell.Answered));
    }

    [Fact]
    public void WhenGapsAreRanked_ThenManyBuyersEarlyComeFirst()
    {
        var leads = new LeadCounts().Add("ops", "status-quo", 10).Add("ops", "decision", 10).Add("ops", "customer", 60);

        var gaps = StoryGiven.Story().Coverage([], leads).Gaps;

        Assert.Equal(["customer", "status-quo", "decision", "awareness", "consideration"], gaps.Select(gap => gap.Stage.Key));
        Assert.Equal([12, 10, 4, 0, 0], gaps.Select(gap => gap.Cost), (expected, actual) => Math.Abs(expected - actual) < 1e-9);
    }

    [Fact]
    public void WhenMoreLeadsStandThere_ThenCoverageLooksAtNone()
    {
        var asset = StoryGiven.Asset("a", "awareness", answers: Problem);

        var coverage = StoryCoverage.Of([new("ops", Journey.Default)], [asset], new LeadCounts().Add("ops", "awareness", 1_000_000));

        Assert.Equal(1_000_000, coverage.Cells[1].Leads);
    }

    [Fact]
    public void WhenMoreLeaveThanStand_ThenThatIsAMistakeOfTheCaller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeadCounts().Add("ops", "awareness", -1));

    [Fact]
    public void WhenALeadIsGivenContent_ThenItAnswersTheNextOpenQuestionOfItsStage()
    {
        var first = StoryGiven.Asset("first", "awareness", answers: Problem);
        var second = StoryGiven.Asset("second", "awareness", answers: WhyNow);
        var later = StoryGiven.Asset("later", "consideration", answers: "Which ways are there to solve it?");
        var any = StoryGiven.Asset("any", "awareness");
        ContentAsset[] assets = [any, later, second, first];
        var story = StoryGiven.Story();

        Assert.Equal(Problem, Assert.Single(story.Next("awareness", [], assets)).Answers);
        Assert.Equal("second", story.Next("awareness", [first.Given(0)], assets)[0].Asset.ExternalId);
        Assert.Equal(["first", "second", "later", "any"], story.Next("awareness", [], assets, first: 9).Select(next => next.Asset.ExternalId));
        Assert.Null(story.Next("awareness", [], assets, first: 9)[3].Answers);
        Assert.Empty(story.Next("awareness", [.. assets.Select(asset => asset.Given(0))], assets));
    }

    [Fact]
    public void WhenOneMovedMoreLeadsForward_ThenItIsProposedAndSaysSo()
    {
        var (plain, strong, lucky) = (StoryGiven.Asset("plain", "awareness", answers: Problem), StoryGiven.Asset("strong", "awareness", answers: Problem), StoryGiven.Asset("lucky", "awareness", answers: Problem));
        var moves = new Dictionary<ContentAssetId, ForwardMoves> { [plain.Id] = new(40, 4), [strong.Id] = new(40, 30), [lucky.Id] = new(1, 1) };

        var next = StoryGiven.Story().Next("awareness", [], [plain, strong, lucky], moves, 3);

        Assert.Equal(["strong", "lucky", "plain"], next.Select(one => one.Asset.ExternalId));
        Assert.Equal(
            $"It answers \"{Problem}\", which a buyer at Awareness needs answered and this lead has not had answered; 30 of 40 leads that received it moved on.",
            next[0].Why);
    }

    [Fact]
    public void WhenContentIsRetiredOrAboutUsOrForOthers_ThenItIsNeverProposed()
    {
        var retired = StoryGiven.Asset("retired", "awareness", answers: Problem);
        retired.Retire("old", StoryGiven.Now);

        Assert.Empty(StoryGiven.Story().Next("awareness", [],
            [retired, StoryGiven.Asset("deck", "awareness", orientation: Orientation.Company), StoryGiven.Asset("sheet", "awareness", orientation: Orientation.Product), StoryGiven.Asset("cfo", "awareness", "cfo")]));
    }

    [Fact]
    public void WhenContentIsProposed_ThenItBreaksNoStory()
    {
        var story = StoryGiven.Story();
        ContentAsset[] assets = [.. Journey.Default.Stages.SelectMany(stage => stage.Questions.Select((question, n) => StoryGiven.Asset($"{stage.Key} {n}", stage.Key, answers: question)))];
        var received = new List<Received>();
        foreach (var (stage, day) in Journey.Default.Stages.SelectMany(stage => Enumerable.Repeat(stage.Key, 2)).Select((stage, day) => (stage, day)))
            received.AddRange(story.Next(stage, received, assets).Select(next => next.Asset.Given(day, stoodAt: stage)));

        Assert.Equal(assets.Length, received.Count);
        Assert.Empty(story.BreaksFor(received));
    }
}
