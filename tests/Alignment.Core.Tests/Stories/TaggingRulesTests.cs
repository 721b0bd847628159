using Alignment.Core.Journeys;
using Alignment.Core.Stories;
using Alignment.Testing;

namespace Alignment.Core.Tests.Stories;

public sealed class TaggingRulesTests
{
    private static readonly TaggingRules Rules = TaggingRules.Parse("""
        { "rules": [
          { "key": "stories", "when": { "formats": ["case study"], "titleContains": ["how  they"] }, "suggest": { "stages": ["awareness"], "orientation": "buyer-scenario" } },
          { "key": "sleep", "when": { "topics": ["SLEEP"] }, "suggest": { "stages": ["awareness"], "personas": ["ops"], "themes": ["Nights"], "answers": ["Why now?"] } },
          { "key": "site", "when": { "urlContains": ["/customers/"] }, "suggest": { "themes": ["proof"] } } ] }
        """, Journey.Default).Value;

    private readonly ContentAsset asset = ContentAsset.Publish("web", "/customers/acme", new ContentDescription
    {
        Title = "How they slept again", Format = "Case study", Url = "https://example.org/Customers/acme", Themes = ["sleep"],
    }, StoryGiven.Now).Value;

    [Fact]
    public void WhenRulesMatch_ThenTheyProposeAndSayWhy()
    {
        var suggested = Rules.Suggest(asset);

        Assert.Equal(
            [
                (TagDimension.Stage, "awareness"), (TagDimension.Orientation, "BuyerScenario"), (TagDimension.Persona, "ops"),
                (TagDimension.Theme, "Nights"), (TagDimension.Answer, "Why now?"), (TagDimension.Theme, "proof"),
            ],
            suggested.Select(tag => (tag.Dimension, tag.Value)));
        Assert.Equal("stories: its title has \"how  they\" and it is a \"case study\"; sleep: it is about \"SLEEP\".", suggested[0].Because);
        Assert.Empty(asset.Stages);
    }

    [Fact]
    public void WhenASuggestionIsAccepted_ThenItIsATagAndNoLongerASuggestion()
    {
        foreach (var tag in Rules.Suggest(asset)) Assert.True(asset.Tag(tag.Dimension, tag.Value).Value);

        Assert.Equal(("awareness", "ops", Orientation.BuyerScenario), (asset.Stages.Single(), asset.Personas.Single(), asset.Orientation));
        Assert.Empty(Rules.Suggest(asset));
    }

    [Fact]
    public void WhenASuggestionIsDismissed_ThenItDoesNotComeBack()
    {
        foreach (var tag in Rules.Suggest(asset)) Assert.True(asset.Dismiss(tag.Dimension, tag.Value).Value);

        Assert.Empty(Rules.Suggest(asset));
        Assert.Empty(asset.Stages);
        Assert.Null(asset.Orientation);
    }

    [Fact]
    public void WhenOneConditionFails_ThenTheRuleIsNotAboutTheAsset() =>
        Assert.Empty(Rules.Suggest(ContentAsset.Publish("web", "b", new ContentDescription { Title = "How they slept", Format = "eBook" }, StoryGiven.Now).Value));

    [Fact]
    public void WhenRulesAreWrong_ThenEveryFaultIsNamedWithItsPath()
    {
        var refused = TaggingRules.Parse("""
            { "rules": [
              { "key": "a", "when": {}, "suggest": {}, "then": 1 },
              { "key": "a", "when": { "formats": "Blog" }, "suggest": { "stages": ["dreaming"], "orientation": "us" } },
              7 ], "more": true }
            """, Journey.Default);

        Assert.Equal(
            [
                "$.rules[0].when", "$.rules[0].suggest", "$.rules[0].then", "$.rules[1].when.formats", "$.rules[1].suggest.orientation",
                "$.rules[1].suggest.stages", "$.rules[1].key", "$.rules[2]", "$.more",
            ],
            refused.Refusals.Select(refusal => string.Join('.', refusal.Path)));
    }

    [Fact]
    public void WhenRulesAreWritten_ThenTheyReadBackTheSame() =>
        Assert.Equal(Rules.ToJson(), TaggingRules.Parse(Rules.ToJson()).Value.ToJson());

    [Fact]
    public void WhenTheShippedRulesAreRead_ThenTheyHaveNoFault() =>
        Assert.NotEmpty(TaggingRules.Parse(File.ReadAllText(Repository.PathTo("samples", "maps", "gitlab-tagging-rules.json")), Journey.Default).Value.Rules);
}
