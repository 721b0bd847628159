using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Leads.Routing;
using NodaTime;

namespace Alignment.Core.Tests.Leads.Routing;

public sealed class RoutingPolicyTests
{
    private const string Emea = """
        {
          "name": "EMEA",
          "rules": [
            {
              "key": "dach-enterprise",
              "when": [
                { "attribute": "country", "operator": "oneOf", "values": ["DE", "AT", "CH"] },
                { "attribute": "employees", "operator": "atLeast", "value": 500 }
              ],
              "candidates": ["ana", { "rep": "bob", "weight": 2, "capacity": 10 }],
              "choose": "fewestRecent", "recent": "P7D", "capacity": 3, "orWait": true
            },
            { "key": "executives", "personas": ["tech-exec"], "stages": ["decision"], "candidates": ["dora"], "choose": "firstListed" },
            { "key": "everybody-else", "candidates": ["cem", "dora"] }
          ]
        }
        """;

    private static readonly Instant Now = Instant.FromUtc(2026, 3, 23, 9, 0);
    private static readonly RoutingPolicy Policy = RoutingPolicy.Parse(Emea).Value;
    private static readonly AttributeSet Dach = AttributeSet.Of(("country", AttributeValue.Text("at")), ("employees", AttributeValue.Number(900)));

    [Fact]
    public void WhenAPolicyIsWritten_ThenItReadsBackTheSame()
    {
        Assert.Equal(Policy, RoutingPolicy.Parse(Policy.ToJson()).Value);
        Assert.Equal(Policy.ToJson(), RoutingPolicy.Parse(Policy.ToJson(indented: true)).Value.ToJson());
    }

    [Fact]
    public void WhenAPolicyHasFaults_ThenEveryOneIsListedWithItsPath()
    {
        const string faulty = """
            {
              "rules": [
                { "key": "a", "candidates": [], "choose": "luck" },
                { "key": "a", "when": [{ "attribute": "x", "operator": "like" }], "candidates": ["ana", "ana", { "rep": "bob", "weight": 0 }], "colour": 1 }
              ]
            }
            """;

        Assert.Equal(
            [
                "$.name", "$.rules[0].candidates", "$.rules[0].choose", "$.rules[1].key", "$.rules[1].when[0].operator",
                "$.rules[1].candidates[1]", "$.rules[1].candidates[2].weight", "$.rules[1].colour",
            ],
            RoutingPolicy.Parse(faulty).Refusals.Select(refusal => string.Join('.', refusal.Path)));
        Assert.Equal("$.rules", string.Join('.', Assert.Single(RoutingPolicy.Parse("""{ "name": "x", "rules": [] }""").Refusals).Path));
    }

    [Fact]
    public void WhenTerritoryAndSegmentFit_ThenTheRuleGivesByShareAndSaysWhy()
    {
        var decision = Policy.Route(new(Dach, null, null, [Load("ana", 0, 1), Load("bob", 2, 2)]), Now);

        Assert.Equal(("dach-enterprise", "bob"), (decision.RuleKey, decision.RepKey)); // (2 + 1) / 2 is less than (1 + 1) / 1
        Assert.Equal("bob was offered the fewest for their share in 7 days (2).", decision.Why);
        Assert.Equal(
            [new("ana", 0, 1, "bob is due before, by the rule"), new CandidateReading("bob", 2, 2, null)],
            decision.Rules[0].Candidates);
        Assert.Equal(Actor.Rule("routing EMEA/dach-enterprise"), decision.By);
    }

    [Fact]
    public void WhenNoCandidateCanTakeIt_ThenEachSaysWhyAndTheLeadWaits()
    {
        var decision = Policy.Route(new(Dach, null, null, [Load("ana", 3, 0), Load("bob", 0, 0, away: true), Load("cem", 0, 0)]), Now);

        Assert.Null(decision.RepKey);
        Assert.Equal("Nobody of \"dach-enterprise\" can take it now, and the rule says to wait.", decision.Why);
        Assert.Equal(["has 3 of at most 3", "is away"], decision.Rules[0].Candidates.Select(candidate => candidate.PassedOver));
    }

    [Fact]
    public void WhenARuleIsNotForTheLead_ThenTheNextIsAskedAndTheFirstSaysWhyNot()
    {
        var decision = Policy.Route(new(AttributeSet.Of(("country", AttributeValue.Text("DE"))), "tech-exec", "awareness", [Load("dora", 0, 0)]), Now);

        Assert.Equal(("everybody-else", "dora"), (decision.RuleKey, decision.RepKey));
        Assert.Equal(
            ["employees is unknown; asked for: atLeast 500", "the stage is awareness; asked for: decision", null],
            decision.Rules.Select(rule => rule.NotMet));
        Assert.Equal("there is no such rep", decision.Rules[2].Candidates[0].PassedOver);
    }

    [Fact]
    public void WhenARepHadTheLeadBefore_ThenTheyAreNotAskedAgain()
    {
        var request = new RoutingRequest(AttributeSet.Empty, null, null, [Load("cem", 0, 0), Load("dora", 5, 5)]);

        Assert.Equal("cem", Policy.Route(request, Now).RepKey);
        Assert.Equal("dora", Policy.Route(request with { HadIt = new HashSet<string> { "cem" } }, Now).RepKey);
    }

    [Fact]
    public void WhenARepHasLeft_ThenTheirLeadsGoToOthers()
    {
        var gone = new RepLoad(SalesRep.Define("cem", "Cem", "UTC", leftOn: new LocalDate(2026, 3, 23)).Value, 0, []);
        var decision = Policy.Route(new(AttributeSet.Empty, null, null, [gone, Load("dora", 9, 9)]), Now);

        Assert.Equal("dora", decision.RepKey);
        Assert.Equal("has left", decision.Rules[2].Candidates[0].PassedOver);
    }

    [Fact]
    public void WhenLeadsKeepComing_ThenWeightsBecomeShares()
    {
        var offers = new Dictionary<string, List<Instant>> { ["ana"] = [], ["bob"] = [] };
        for (var minute = 0; minute < 300; minute++)
        {
            var now = Now + Duration.FromMinutes(minute);
            var loads = offers.Select(rep => new RepLoad(Rep(rep.Key), 0, [.. rep.Value])).ToList();
            offers[Policy.Route(new(Dach, null, null, loads), now).RepKey!].Add(now);
        }

        Assert.Equal((100, 200), (offers["ana"].Count, offers["bob"].Count));
    }

    [Fact]
    public void WhenShareAndCapacityAreEqual_ThenWhoWaitedLongestIsNext()
    {
        var ana = new RepLoad(Rep("cem"), 1, [Now - Duration.FromHours(1)]);
        var bob = new RepLoad(Rep("dora"), 1, [Now - Duration.FromHours(2)]);
        var decision = Policy.Route(new(AttributeSet.Empty, null, null, [ana, bob]), Now);

        Assert.Equal("dora", decision.RepKey);
        Assert.Equal("dora has waited longer", decision.Rules[2].Candidates[0].PassedOver);
    }

    [Fact]
    public void WhenADecisionIsKept_ThenItsJsonTellsTheWholeStory()
    {
        var json = Policy.Route(new(AttributeSet.Empty, "tech-exec", "decision", [Load("dora", 0, 0)]), Now).ToJson();

        Assert.Equal(
            """{"policy":"EMEA","rule":"executives","rep":"dora","why":"dora is the first on the list who can take it.","rules":[{"rule":"dach-enterprise","notMet":"country is unknown; asked for: oneOf DE, AT, CH","candidates":[]},{"rule":"executives","candidates":[{"rep":"dora","open":0,"recent":0}]}]}""",
            json);
    }

    private static SalesRep Rep(string key) => SalesRep.Define(key, key, "Europe/Vienna").Value;

    private static RepLoad Load(string key, int open, int recent, bool away = false)
    {
        var absence = away ? new[] { new DateInterval(new(2026, 3, 20), new(2026, 3, 23)) } : [];
        var rep = SalesRep.Define(key, key, "Europe/Vienna", absences: absence).Value;
        return new(rep, open, [.. Enumerable.Range(1, recent).Select(day => Now - Duration.FromDays(day))]);
    }
}
