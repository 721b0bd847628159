using Alignment.Core.Personas;

namespace Alignment.Core.Tests.Personas;

public sealed class InterviewGuideTests
{
    [Fact]
    public void WhenAGuideIsMade_ThenOpenQuestionsComeFirstAndTheSolutionLast()
    {
        var guide = InterviewGuide.Markdown(Given.Buyer().Review(EvidenceBase.Empty));

        string[] order = ["# Interview guide", "## Before you start", "## What we do not know yet", "## Open questions", "## Last: the solution", "## Afterwards"];
        Assert.Equal(order, order.OrderBy(heading => guide.IndexOf(heading, StringComparison.Ordinal)));
        var open = guide[guide.IndexOf("## Open", StringComparison.Ordinal)..guide.IndexOf("## Last", StringComparison.Ordinal)];
        Assert.DoesNotContain("heard of us", open, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenARingIsConfirmed_ThenTheOthersAreAskedFirst()
    {
        var buyer = Given.Buyer();
        var interviews = new[] { "Bea", "Bob", "Ben" }.Select(name => Given.Interview(buyer, Given.Account(name))).ToList();
        var claim = buyer.Claim(InsightKind.PriorityInitiative, "An audit", Given.Now).Value;
        foreach (var interview in interviews) buyer.Cite(claim.Id, interview, interview.Quotes[0].Id, Given.Now);
        buyer.Claim(InsightKind.SuccessFactor, "Fewer\npages", Given.Now);

        var review = buyer.Review(new EvidenceBase(interviews));
        var guide = InterviewGuide.Markdown(review);

        Assert.Equal(InsightKind.PriorityInitiative, InterviewGuide.ByNeed(review)[^1]);
        Assert.True(guide.IndexOf("What made you hesitate?", StringComparison.Ordinal) < guide.IndexOf("Why then", StringComparison.Ordinal));
        Assert.Contains("- Assumed (success factor): \"Fewer pages\". Do not say it", guide, StringComparison.Ordinal);
        Assert.DoesNotContain("Priority initiative:", guide, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenThePersonaIsOfSales_ThenItAsksOfTheNumberAndKeepsTheManagerOut()
    {
        var guide = InterviewGuide.Markdown(Given.Rep().Review(EvidenceBase.Empty));

        Assert.Contains("How are you paid", guide, StringComparison.Ordinal);
        Assert.Contains("Nobody else from sales", guide, StringComparison.Ordinal);
        Assert.DoesNotContain("What did you compare", guide, StringComparison.Ordinal);
    }
}
