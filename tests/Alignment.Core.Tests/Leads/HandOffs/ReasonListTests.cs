using Alignment.Core.Leads.HandOffs;
using Alignment.Testing;

namespace Alignment.Core.Tests.Leads.HandOffs;

public sealed class ReasonListTests
{
    private static readonly ReasonList Usual = ReasonList.Usual(ReasonListKind.Return);

    [Theory]
    [InlineData("No budget", "No budget", null)]
    [InlineData("no_budget", "No budget", null)]
    [InlineData("NO-BUDGET: until 2027", "No budget", "until 2027")]
    [InlineData("Doesn't see value", "Doesn't see value", null)]
    public void WhenAReasonIsGivenInAnyCaseAndPunctuation_ThenItIsFound(string given, string key, string? note)
    {
        var choice = Usual.Choose(given);

        Assert.Equal((key, note, null), (choice.Key, choice.Note, choice.Fault));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("because")]
    [InlineData(":")]
    public void WhenAReasonIsNotOnTheList_ThenTheListIsShown(string? given) =>
        Assert.Contains("Not ready; ", Usual.Choose(given).Fault!.Message, StringComparison.Ordinal);

    [Fact]
    public void WhenAReasonIsRetired_ThenItCannotBeGivenButStaysReadable()
    {
        var list = ReasonList.Define(ReasonListKind.Return, [new("a", "Alpha"), new("b", "Beta")]).Value;

        Assert.True(list.Redefine([new("b", "Beta"), new("c", "Gamma")]).Value);
        Assert.False(list.Redefine([new("b", "Beta"), new("c", "Gamma")]).Value);
        Assert.Contains("no longer given", list.Choose("a").Fault!.Message, StringComparison.Ordinal);
        Assert.Equal("Alpha", list.Find("A")!.Label);
    }

    [Fact]
    public void WhenAListHasFaults_ThenEveryOneIsListed()
    {
        var refusals = ReasonList.Define(ReasonListKind.Return, [new("", ""), new("a", "A", false), new("A!", "B", false)]).Refusals;

        Assert.Equal(["reasons.0.key", "reasons.0.label", "reasons.2.key"], refusals.Select(refusal => string.Join('.', refusal.Path)));
        Assert.Equal("reasons", Assert.Single(ReasonList.Define(ReasonListKind.Return, [new("a", "A", false)]).Refusals).Path[0]);
    }

    [SharedDataFact("data", "gitlab", "lead_lifecycle.csv")]
    public void WhenTheFieldsUsualReasonsAreCompared_ThenTheSeededListsHaveThem()
    {
        // Those about GitLab alone, by its own names for products, suppliers and programmes, are left out on purpose.
        string[] own =
        [
            "Interested in CE only", "Interested in Gitlab.com only", "In current GL contract", "Staying with subversion option", "JIHU",
            "Remote Inquiries", "Open Source Program", "ECCN", "GitLab Employee or Candidate", "No data aollected", "Competitior",
        ];
        var published = File.ReadLines(Repository.PathToShared("data", "gitlab", "lead_lifecycle.csv"))
            .Select(line => line.Split(','))
            .Where(cells => cells[0] == "Lead / Contact Status" && cells[1] is "Disqualified" or "Recycle" or "Bad Data")
            .Select(cells => (Kind: cells[1] == "Recycle" ? ReasonListKind.Recycle : ReasonListKind.Disqualification, Reason: cells[2].Trim('"')))
            .Where(reason => !own.Contains(reason.Reason))
            .ToList();

        Assert.True(published.Count >= 14, $"{published.Count}");
        Assert.DoesNotContain(published, reason => ReasonList.Usual(reason.Kind).Find(reason.Reason) is null);
    }
}
