using Alignment.Core.Journeys;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Tests.Leads.Assessments;
using Alignment.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Alignment.Core.Tests.Leads.Definitions;

public class LeadDefinitionParsing
{
    private const string Sound = """
        { "name": "Ideal lead, 2026 H2", "handOff": { "total": 100, "fit": 20, "interest": 30 }, "criteria": [
          { "key": "competitor", "kind": "attribute", "role": "exclude", "attribute": "is_competitor", "operator": "equals", "value": true },
          { "key": "budget", "label": "Has a budget", "kind": "attribute", "role": "require", "attribute": "budget", "operator": "present" },
          { "key": "since", "kind": "attribute", "attribute": "since", "operator": "between", "min": "2020-01-01", "max": "2026-03-01" },
          { "key": "webinar", "kind": "engagement", "types": ["webinar_attended"], "points": 30, "cap": 60, "halfLife": "P30D", "within": "P180D", "limit": "PT36H", "minCount": 2 },
          { "key": "once", "kind": "engagement", "contents": ["a"], "stages": ["decision"], "points": 5, "limit": "once", "dimension": "fit",
            "where": [{ "attribute": "path", "operator": "oneOf", "values": ["/pricing", 7, false] }] },
          { "key": "burst", "kind": "burst", "types": ["page_view"], "count": 7, "span": "P1DT1.5S", "points": 0.1 },
          { "key": "trial-plus", "kind": "sequence", "first": ["trial_started"], "then": ["webinar_attended"], "span": "P40D", "points": 20 },
          { "key": "quiet", "kind": "inactivity", "for": "P30D", "points": -10 },
          { "key": "unsubscribed", "kind": "reset", "types": ["unsubscribed"] },
          { "key": "persona", "kind": "persona", "personas": ["tech-exec"], "points": 10 },
          { "key": "stage", "kind": "stage", "atLeast": "consideration", "role": "require" },
          { "key": "again", "kind": "history", "event": "recycled", "atLeast": 2, "points": 20 } ] }
        """;

    [Fact]
    public void WhenADefinitionIsWrittenOut_ThenItReadsBackTheSame()
    {
        var definition = LeadDefinition.Parse(Sound, Journey.Default).Value;
        Assert.Equal(12, definition.Criteria.Count);
        Assert.Equal(definition, LeadDefinition.Parse(definition.ToJson()).Value);
        Assert.Equal(definition.ToJson(), LeadDefinition.Parse(definition.ToJson(indented: true)).Value.ToJson());
        Assert.Contains("\"span\":\"P1DT1.5S\"", definition.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhenAnyDefinitionIsWrittenOut_ThenItReadsBackTheSame() =>
        Prop.ForAll(Generated.Definitions().ToArbitrary(), d => Assert.Equal(d, LeadDefinition.Parse(d.ToJson()).Value)).Check(Trials.Of(100));

    [Theory]
    [InlineData("""{ "key": "k", "kind": "attribute", "attribute": "x", "operator": "present", "half": 1 }""", "half")]
    [InlineData("""{ "key": "k", "kind": "attribute", "attribute": "x", "operator": "like", "value": 1 }""", "operator")]
    [InlineData("""{ "key": "k", "kind": "attribute", "attribute": "x", "operator": "atLeast", "value": "many" }""", "value")]
    [InlineData("""{ "key": "k", "kind": "attribute", "attribute": "x", "operator": "equals" }""", "value")]
    [InlineData("""{ "key": "k", "kind": "attribute", "attribute": "x", "operator": "equals", "value": null }""", "value")]
    [InlineData("""{ "key": "k", "kind": "attribute", "attribute": "x", "operator": "equals", "value": 1e999 }""", "value")]
    [InlineData("""{ "key": "k", "kind": "attribute", "attribute": "x", "operator": "present", "value": 1 }""", "value")]
    [InlineData("""{ "key": "k", "kind": "attribute", "attribute": "x", "operator": "oneOf", "values": [] }""", "values")]
    [InlineData("""{ "key": "k", "kind": "attribute", "attribute": "x", "operator": "oneOf", "values": [1, {}] }""", "values[1]")]
    [InlineData("""{ "key": "k", "kind": "attribute", "attribute": "x", "operator": "between", "min": 3, "max": 2 }""", "max")]
    [InlineData("""{ "key": "k", "kind": "attribute", "operator": "present" }""", "attribute")]
    [InlineData("""{ "key": "k", "kind": "attribute", "attribute": "x", "operator": "present", "points": 1e999 }""", "points")]
    [InlineData("""{ "key": "k", "kind": "attribute", "attribute": "x", "operator": "present", "points": "10" }""", "points")]
    [InlineData("""{ "key": "k", "kind": "attribute", "attribute": "x", "operator": "present", "role": "must" }""", "role")]
    [InlineData("""{ "key": "k", "kind": "attribute", "attribute": "x", "operator": "present", "points": 1, "points": 2 }""", "points")]
    [InlineData("""{ "key": "total", "kind": "attribute", "attribute": "x", "operator": "present" }""", "key")]
    [InlineData("""{ "key": " ", "kind": "attribute", "attribute": "x", "operator": "present" }""", "key")]
    [InlineData("""{ "kind": "attribute", "attribute": "x", "operator": "present" }""", "key")]
    [InlineData("""{ "key": "k", "kind": "magic" }""", "kind")]
    [InlineData("""{ "key": "k", "kind": "engagement", "halfLife": "P1M" }""", "halfLife")]
    [InlineData("""{ "key": "k", "kind": "engagement", "halfLife": "P2W" }""", "halfLife")]
    [InlineData("""{ "key": "k", "kind": "engagement", "halfLife": "P0D" }""", "halfLife")]
    [InlineData("""{ "key": "k", "kind": "engagement", "halfLife": "-P1D" }""", "halfLife")]
    [InlineData("""{ "key": "k", "kind": "engagement", "halfLife": "P99999999999999999999D" }""", "halfLife")]
    [InlineData("""{ "key": "k", "kind": "engagement", "halfLife": 30 }""", "halfLife")]
    [InlineData("""{ "key": "k", "kind": "engagement", "limit": "twice" }""", "limit")]
    [InlineData("""{ "key": "k", "kind": "engagement", "cap": -1 }""", "cap")]
    [InlineData("""{ "key": "k", "kind": "engagement", "minCount": 0 }""", "minCount")]
    [InlineData("""{ "key": "k", "kind": "engagement", "minCount": 1.5 }""", "minCount")]
    [InlineData("""{ "key": "k", "kind": "engagement", "types": [] }""", "types")]
    [InlineData("""{ "key": "k", "kind": "engagement", "types": ["a", 3] }""", "types[1]")]
    [InlineData("""{ "key": "k", "kind": "engagement", "stages": ["nirvana"] }""", "stages[0]")]
    [InlineData("""{ "key": "k", "kind": "engagement", "where": [{ "attribute": "m", "operator": "atLeast", "value": true }] }""", "where[0].value")]
    [InlineData("""{ "key": "k", "kind": "engagement", "label": "\ud800" }""", "label")]
    [InlineData("""{ "key": "k", "kind": "burst", "span": "P1D" }""", "count")]
    [InlineData("""{ "key": "k", "kind": "sequence", "first": ["a"], "span": "P1D" }""", "then")]
    [InlineData("""{ "key": "k", "kind": "inactivity", "points": 1 }""", "for")]
    [InlineData("""{ "key": "k", "kind": "reset", "points": 1 }""", "points")]
    [InlineData("""{ "key": "k", "kind": "reset", "role": "require" }""", "role")]
    [InlineData("""{ "key": "k", "kind": "reset", "dimension": "fit" }""", "dimension")]
    [InlineData("""{ "key": "k", "kind": "persona" }""", "personas")]
    [InlineData("""{ "key": "k", "kind": "stage", "atLeast": "nirvana" }""", "atLeast")]
    [InlineData("""{ "key": "k", "kind": "history", "event": "bought" }""", "event")]
    [InlineData("""{ "key": "k", "kind": "history", "event": "recycled", "atLeast": 0 }""", "atLeast")]
    public void WhenACriterionHasOneFault_ThenItIsNamedWithItsPlace(string criterion, string place)
    {
        var refusal = Assert.Single(Refused($$"""{ "name": "n", "handOff": { "total": 1 }, "criteria": [ {{criterion}} ] }"""));
        Assert.Equal($"$.criteria[0].{place}", string.Join('.', refusal.Path));
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("[]", "$")]
    [InlineData("{", "$")]
    [InlineData("""{ "handOff": { "total": 1 }, "criteria": [ { "key": "k", "kind": "reset" } ] }""", "$.name")]
    [InlineData("""{ "name": "n", "handOff": { "total": 1 }, "criteria": [] }""", "$.criteria")]
    [InlineData("""{ "name": "n", "handOff": { "total": 1 } }""", "$.criteria")]
    [InlineData("""{ "name": "n", "handOff": {}, "criteria": [ { "key": "k", "kind": "reset" } ] }""", "$.handOff")]
    [InlineData("""{ "name": "n", "criteria": [ { "key": "k", "kind": "reset" } ] }""", "$.handOff")]
    [InlineData("""{ "name": "n", "handOff": { "sum": 3 }, "criteria": [ { "key": "k", "kind": "reset" } ] }""", "$.handOff.sum")]
    [InlineData("""{ "name": "n", "handOff": 3, "criteria": [ { "key": "k", "kind": "reset" } ] }""", "$.handOff")]
    [InlineData("""{ "name": "n", "name": "m", "handOff": { "total": 1 }, "criteria": [ { "key": "k", "kind": "reset" } ] }""", "$.name")]
    [InlineData("""{ "name": "n", "handOff": { "total": 1 }, "criteria": [ { "key": "k", "kind": "reset" }, { "key": "k", "kind": "reset" } ] }""", "$.criteria[1].key")]
    public void WhenTheWholeHasOneFault_ThenItIsNamedWithItsPlace(string json, string place) =>
        Assert.Equal(place, string.Join('.', Assert.Single(Refused(json)).Path));

    [Fact]
    public void WhenThereAreManyFaults_ThenAllAreNamedAtOnce()
    {
        var paths = Refused("""
            { "title": "x", "handOff": {}, "criteria": [
              { "key": "fit", "kind": "engagement", "halfLife": "P1Y", "cap": -3, "where": [{ "attribute": "", "operator": "is" }] },
              7,
              { "key": "a", "kind": "burst", "count": 0, "span": "soon" } ] }
            """).Select(r => string.Join('.', r.Path)).Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "$.criteria[0].cap", "$.criteria[0].halfLife", "$.criteria[0].key", "$.criteria[0].where[0].attribute", "$.criteria[0].where[0].operator",
                "$.criteria[1]", "$.criteria[2].count", "$.criteria[2].span", "$.handOff", "$.name", "$.title",
            ],
            paths);
    }

    [Fact]
    public void WhenADocumentIsTooDeepOrTooLarge_ThenItIsRefused()
    {
        Assert.Equal("$", Assert.Single(Assert.Single(Refused(new string('[', 100_000))).Path));
        Assert.Contains("1048576", Assert.Single(Refused($$"""{ "name": "{{new string('x', 2_000_000)}}" }""")).Message, StringComparison.Ordinal);
        var many = string.Join(',', Enumerable.Range(0, 501).Select(i => $$"""{ "key": "k{{i}}", "kind": "reset" }"""));
        Assert.Equal("$.criteria", string.Join('.', Assert.Single(Refused($$"""{ "name": "n", "handOff": { "total": 1 }, "criteria": [ {{many}} ] }""")).Path));
    }

    [Fact]
    public void WhenAnyTextIsRead_ThenNothingIsThrown() => Prop.ForAll(
        (from edits in Gen.Choose(1, 12).SelectMany(n => Gen.ListOf(
            from at in Gen.Choose(0, Sound.Length - 1)
            from put in Gen.Elements("", "\"", "{", "}", "[", "]", ",", ":", "\\ud800", "\ud800", "null", "-", "1e400", "9", "x", "\0")
            from length in Gen.Choose(0, 30)
            select (at, put, length), n))
         select edits).ToArbitrary(),
        edits =>
        {
            var text = Sound;
            foreach (var (at, put, length) in edits)
                if (at < text.Length) text = string.Concat(text.AsSpan(0, at), put, text.AsSpan(Math.Min(text.Length, at + length)));
            var result = LeadDefinition.Parse(text, Journey.Default);
            Assert.True(result.Succeeded || result.Refusals.All(r => r.Path[0] == "$" && r.Message.Length > 0));
        }).Check(Trials.Of(3000));

    private static IReadOnlyList<Refusal> Refused(string json)
    {
        var result = LeadDefinition.Parse(json, Journey.Default);
        Assert.False(result.Succeeded);
        return result.Refusals;
    }
}
