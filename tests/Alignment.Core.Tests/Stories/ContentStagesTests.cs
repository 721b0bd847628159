using Alignment.Core.Stories;
using NodaTime;

namespace Alignment.Core.Tests.Stories;

public sealed class ContentStagesTests
{
    private static readonly Instant Retired = StoryGiven.Now + Duration.FromDays(10);
    private readonly ContentAsset guide = StoryGiven.Asset("guide", "awareness|decision");

    [Fact]
    public void WhenContentIsRetired_ThenWhatBuyersDidWithItBeforeStaysEvidenceAndWhatTheyDoNowIsNone()
    {
        guide.Retire("The figures are old.", Retired);
        var stages = new ContentStages().Add(guide);

        Assert.Equal(["awareness", "decision"], stages.At("guide", Retired - Duration.FromTicks(1)));
        Assert.Empty(stages.At("guide", Retired));
        Assert.Empty(stages.At("guide", Retired + Duration.FromDays(1)));
    }

    [Fact]
    public void WhenItIsReinstated_ThenItIsEvidenceAgainThroughout()
    {
        guide.Retire("By mistake.", Retired);
        guide.Reinstate();

        Assert.Equal(["awareness", "decision"], new ContentStages().Add(guide).At("guide", Retired + Duration.FromDays(1)));
    }

    [Fact]
    public void WhenSeveralSourcesShareAName_ThenTheOneInUseStillSpeaks() =>
        Assert.Equal(["decision"], new ContentStages().Add("guide", "awareness", Retired).Add("guide", "decision").At("guide", Retired));

    [Fact]
    public void WhenContentIsUnknownOrThereIsNone_ThenItIsEvidenceOfNothing()
    {
        var stages = new ContentStages().Add(guide);

        Assert.Empty(stages.At("other", Retired));
        Assert.Empty(stages.At(null, Retired));
    }
}
