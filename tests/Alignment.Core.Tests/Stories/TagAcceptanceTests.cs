using Alignment.Core.Journeys;
using Alignment.Core.Stories;

namespace Alignment.Core.Tests.Stories;

public sealed class TagAcceptanceTests
{
    private static readonly TaggingRules Rules = TaggingRules.Parse("""
        { "rules": [
          { "key": "guides", "when": { "formats": ["guide"] }, "suggest": { "stages": ["awareness"], "personas": ["ops"], "themes": ["nights"], "orientation": "buyer-scenario" } },
          { "key": "nights", "when": { "topics": ["nights"] }, "suggest": { "stages": ["decision"] } },
          { "key": "the", "when": { "titleContains": ["the"] }, "suggest": { "personas": ["ops", "cfo"], "orientation": "product" } } ] }
        """, Journey.Default).Value;

    private readonly ContentAsset asset = StoryGiven.Asset("night", null, null, "sleep", null);

    [Fact]
    public void WhenAllIsAccepted_ThenTheFirstRuleSaysWhatItTurnsOnAndItIsOneChange()
    {
        var accepted = Assert.Single(Rules.Accept([asset], TagSelection.All).Value);

        Assert.Equal("awareness; ops, cfo; BuyerScenario", Said());
        Assert.Equal((5, 2), (accepted.Tags.Count, asset.Version));
    }

    [Fact]
    public void WhenAThemeIsAcceptedThatAnotherRuleLooksFor_ThenTheNextAcceptanceTakesWhatItProposesAndTheOneAfterNothing()
    {
        Assert.True(Rules.Accept([asset], TagSelection.All).Succeeded);

        Assert.Equal("decision", Assert.Single(Assert.Single(Rules.Accept([asset], TagSelection.All).Value).Tags).Value);
        Assert.Empty(Rules.Accept([asset], TagSelection.All).Value);
    }

    [Fact]
    public void WhenPersonasAndStagesAreNamed_ThenTheTagsOfBothAreAcceptedAndNoOther()
    {
        Assert.True(Rules.Accept([asset], new TagSelection { PersonaKeys = ["cfo"], StageKeys = ["awareness"] }).Succeeded);

        Assert.Equal("awareness; cfo; ", Said());
        Assert.Equal(["sleep"], asset.Themes);
    }

    [Fact]
    public void WhenATagWasDismissed_ThenItIsNotAccepted()
    {
        Assert.True(asset.Dismiss(TagDimension.Persona, "ops").Succeeded);
        Assert.True(Rules.Accept([asset], TagSelection.All).Succeeded);

        Assert.Equal(["cfo"], asset.Personas);
    }

    [Fact]
    public void WhenOneAssetWouldHaveTooManyTags_ThenNoAssetIsTagged()
    {
        var full = StoryGiven.Asset("full", null, null, string.Join('|', Enumerable.Range(0, ContentAsset.MostTags).Select(number => $"theme {number}")));

        var refused = Rules.Accept([asset, full], TagSelection.All);

        Assert.Equal("\"The full\" would have 201 tags of the dimension Theme, and an asset has at most 200; accept fewer of them.", Assert.Single(refused.Refusals).Message);
        Assert.Equal((1, 1), (asset.Version, full.Version));
    }

    [Fact]
    public void WhenThereAreMoreAssetsThanAtOnce_ThenTheCallerIsAskedToNameSome()
    {
        var refused = Rules.Accept([.. Enumerable.Repeat(asset, TaggingRules.MostAssets + 1)], TagSelection.All);

        Assert.Equal("assetIds", Assert.Single(Assert.Single(refused.Refusals).Path));
        Assert.Empty(asset.Stages);
    }

    private string Said() => $"{string.Join(", ", asset.Stages)}; {string.Join(", ", asset.Personas)}; {asset.Orientation}";
}
