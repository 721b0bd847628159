using Alignment.Core.Stories;
using NodaTime;

namespace Alignment.Core.Tests.Stories;

public sealed class ContentAssetTests
{
    private static readonly ContentDescription Guide = new() { Title = "Guide", Format = "eBook", Stages = ["awareness"], Themes = ["Sleep"] };

    [Fact]
    public void WhenTheSameIsImportedTwice_ThenNothingChanges()
    {
        var asset = ContentAsset.Publish("web", "/guide", Guide, StoryGiven.Now).Value;

        Assert.False(asset.Describe(Guide).Value);
        Assert.Equal(1, asset.Version);
        Assert.True(asset.Describe(Guide with { Title = "The guide" }).Value);
        Assert.Equal(2, asset.Version);
    }

    [Fact]
    public void WhenAPersonTagged_ThenAnImportDoesNotUndoIt()
    {
        var asset = ContentAsset.Publish("web", "/guide", Guide, StoryGiven.Now).Value;
        asset.Tag(TagDimension.Stage, "decision");
        asset.Dismiss(TagDimension.Theme, "SLEEP");

        Assert.False(asset.Describe(Guide).Value);
        Assert.Equal(["awareness", "decision"], asset.Stages);
        Assert.Empty(asset.Themes);
    }

    [Fact]
    public void WhenAnImportNoLongerStatesATag_ThenItGoes()
    {
        var asset = ContentAsset.Publish("web", "/guide", Guide, StoryGiven.Now).Value;

        Assert.True(asset.Describe(Guide with { Stages = ["decision", "decision "], Themes = null }).Value);
        Assert.Equal(["decision"], asset.Stages);
        Assert.Equal(["Sleep"], asset.Themes);
    }

    [Fact]
    public void WhenAPersonDescribesIt_ThenTheirTagsAreExactlyThose()
    {
        var asset = ContentAsset.Publish("web", "/guide", Guide, StoryGiven.Now).Value;

        asset.Describe(Guide with { Stages = ["decision"] }, byHand: true);
        asset.Describe(Guide);

        Assert.Equal(["decision"], asset.Stages);
        asset.Describe(Guide, byHand: true);
        Assert.Equal(["awareness"], asset.Stages);
    }

    [Theory]
    [InlineData("https://example.org/a?b=c:d", true)]
    [InlineData("/blog/a:b", true)]
    [InlineData("blog#x:y", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData(" JAVASCRIPT:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    public void WhenAnAddressIsGiven_ThenItIsHttpOrRelative(string url, bool accepted) =>
        Assert.Equal(accepted, ContentAsset.Publish("web", "x", Guide with { Url = url }, StoryGiven.Now).Succeeded);

    [Fact]
    public void WhenADescriptionIsWrong_ThenEveryFaultIsNamed() =>
        Assert.Equal(
            ["source", "externalId", "title", "format", "themes.0"],
            ContentAsset.Publish("", " ", new ContentDescription { Title = "", Format = new string('x', 101), Themes = [new string('x', 501)] }, StoryGiven.Now)
                .Refusals.Select(refusal => string.Join('.', refusal.Path)));

    [Fact]
    public void WhenItIsRetired_ThenItCannotBeRevisedUntilReinstated()
    {
        var asset = ContentAsset.Publish("web", "/guide", Guide, StoryGiven.Now).Value;

        Assert.True(asset.Retire("outdated", StoryGiven.Now).Value);
        Assert.False(asset.Retire("again", StoryGiven.Now).Value);
        Assert.Equal(RefusalCode.WrongState, Assert.Single(asset.Revise("new figures", "Ana", StoryGiven.Now).Refusals).Code);
        Assert.True(asset.Reinstate());
        Assert.True(asset.Revise("new figures", "Ana", StoryGiven.Now).Succeeded);
        Assert.Equal("at", Assert.Single(asset.Revise("older", "Ana", StoryGiven.Now - Duration.Epsilon).Refusals).Path[0]);
    }

    [Fact]
    public void WhenARepGivesContent_ThenSalesDoes_AndANurtureStepIsMarketings() =>
        Assert.Equal((Function.Sales, Function.Marketing), (ContentAsset.GiverOf("ana"), ContentAsset.GiverOf(null)));

    [Fact]
    public void WhenRetiredContentIsGivenInTheFuture_ThenEveryReasonIsTold()
    {
        var now = StoryGiven.Now;
        var asset = ContentAsset.Publish("web", "/guide", Guide, now).Value;
        Assert.Empty(ContentAsset.WhyNotGive(asset, now, now));

        asset.Retire("outdated", now);
        var later = now + Duration.FromTicks(10);

        Assert.Equal([(RefusalCode.WrongState, "assetId"), (RefusalCode.Validation, "at")], Told(asset));
        Assert.Equal([(RefusalCode.NotFound, "assetId"), (RefusalCode.Validation, "at")], Told(null));

        IEnumerable<(RefusalCode, string)> Told(ContentAsset? given) => ContentAsset.WhyNotGive(given, later, now).Select(refusal => (refusal.Code, refusal.Path[0]));
    }
}
