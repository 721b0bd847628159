using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Core.Tests.Leads.Definitions;

public class SigningADefinition
{
    private static readonly Instant Now = Instant.FromUtc(2026, 6, 1, 9, 0);
    private static readonly LeadDefinition First = Definition(10);
    private static readonly LeadDefinition Second = Definition(20);

    [Fact]
    public void WhenAnUnsignedDraftIsDraftedAgain_ThenItsContentIsReplaced()
    {
        var draft = LeadDefinitionVersion.Draft(" ideal ", First, null, Now).Value;
        var again = LeadDefinitionVersion.Draft("ideal", Second, draft, Now + Duration.FromHours(1)).Value;
        Assert.Same(draft, again);
        Assert.Equal((1, Second, LeadDefinitionState.Draft, Now + Duration.FromHours(1)), (again.Version, again.Definition, again.State, again.DraftedAt));
    }

    [Fact]
    public void WhenASignedVersionIsDraftedAgain_ThenTheNextVersionIsMadeAndTheSignedOneStays()
    {
        var proposed = Proposed();
        var next = LeadDefinitionVersion.Draft("ideal", Second, proposed, Now).Value;
        Assert.NotEqual(proposed.Id, next.Id);
        Assert.Equal((2, LeadDefinitionState.Draft), (next.Version, next.State));
        Assert.Equal((First, LeadDefinitionState.Proposed), (proposed.Definition, proposed.State));
        Assert.Equal(RefusalCode.WrongState, Assert.Single(proposed.Redraft(Second, Now).Refusals).Code);
    }

    [Fact]
    public void WhenBothFunctionsHaveSigned_ThenTheVersionIsInForceAndTheFormerIsSuperseded()
    {
        var former = Agreed(null);
        var next = LeadDefinitionVersion.Draft("ideal", Second, former, Now).Value;
        Assert.True(next.Sign(Function.Sales, "Sam", former, Now).Succeeded);
        Assert.Equal((LeadDefinitionState.Proposed, LeadDefinitionState.Agreed), (next.State, former.State));
        var later = Now + Duration.FromDays(1);
        Assert.True(next.Sign(Function.Marketing, "Mia", former, later).Succeeded);
        Assert.Equal((LeadDefinitionState.Agreed, later), (next.State, next.AgreedAt!.Value));
        Assert.Equal((LeadDefinitionState.Superseded, later), (former.State, former.SupersededAt!.Value));
        Assert.True(next.IsInForce && !former.IsInForce);
    }

    [Theory]
    [InlineData("Mia")]
    [InlineData("  mIA ")]
    public void WhenOnePersonSignsForBothFunctions_ThenTheSecondSignatureIsRefused(string same)
    {
        var proposed = Proposed();
        Assert.Equal(RefusalCode.NotPermitted, Assert.Single(proposed.Sign(Function.Sales, same, null, Now).Refusals).Code);
        Assert.Single(proposed.Signatures);
    }

    [Fact]
    public void WhenSomebodyElseSignsForTheSameFunction_ThenItIsToldWhoSignedFirst()
    {
        var refusal = Assert.Single(Proposed().Sign(Function.Marketing, "Max", null, Now).Refusals);
        Assert.Equal(RefusalCode.Conflict, refusal.Code);
        Assert.Contains("Mia", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenSigningAgainWhatOneHasSigned_ThenNothingChanges()
    {
        var proposed = Proposed();
        Assert.True(proposed.Sign(Function.Marketing, "mia", null, Now + Duration.FromDays(9)).Succeeded);
        Assert.Equal(Now, Assert.Single(proposed.Signatures).At);
    }

    [Fact]
    public void WhenANewerVersionIsInForce_ThenAnOlderProposalCannotBeSigned()
    {
        var older = Proposed();
        var newer = LeadDefinitionVersion.Draft("ideal", Second, older, Now).Value;
        newer.Sign(Function.Marketing, "Mia", null, Now);
        newer.Sign(Function.Sales, "Sam", null, Now);
        Assert.Equal(RefusalCode.WrongState, Assert.Single(older.Sign(Function.Sales, "Sam", newer, Now).Refusals).Code);
    }

    [Fact]
    public void WhenAVersionIsAgreed_ThenItCannotBeWithdrawnOrChangedAndAProposalCan()
    {
        var agreed = Agreed(null);
        Assert.Equal(RefusalCode.WrongState, Assert.Single(agreed.Withdraw(Now).Refusals).Code);
        Assert.Equal(RefusalCode.WrongState, Assert.Single(agreed.Redraft(Second, Now).Refusals).Code);
        var proposed = Proposed();
        Assert.Equal(LeadDefinitionState.Withdrawn, proposed.Withdraw(Now).Value.State);
        Assert.Equal(RefusalCode.WrongState, Assert.Single(proposed.Sign(Function.Sales, "Sam", null, Now).Refusals).Code);
        Assert.Equal(2, LeadDefinitionVersion.Draft("ideal", Second, proposed, Now).Value.Version);
    }

    [Fact]
    public void WhenCommenting_ThenTheCriterionMustExist()
    {
        var draft = LeadDefinitionVersion.Draft("ideal", First, null, Now).Value;
        Assert.Equal("Why 10?", draft.Comment("size", "Sam", " Why 10? ", Now).Value.Text);
        Assert.Equal(
            [RefusalCode.Validation, RefusalCode.Validation, RefusalCode.NotFound],
            draft.Comment("nothing", " ", "", Now).Refusals.Select(r => r.Code));
        Assert.Single(draft.Comments);
    }

    private static LeadDefinitionVersion Proposed()
    {
        var draft = LeadDefinitionVersion.Draft("ideal", First, null, Now).Value;
        return draft.Sign(Function.Marketing, " Mia", null, Now).Value;
    }

    private static LeadDefinitionVersion Agreed(LeadDefinitionVersion? former) => Proposed().Sign(Function.Sales, "Sam", former, Now).Value;

    private static LeadDefinition Definition(double points) => LeadDefinition.Create(
        "Ideal", new(Total: 10), [new AttributeCriterion("size", new("size", ComparisonOperator.Present, [])) { Points = points }]).Value;
}
