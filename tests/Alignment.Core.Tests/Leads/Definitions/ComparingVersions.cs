using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Core.Tests.Leads.Definitions;

public class ComparingVersions
{
    private static readonly EngagementCriterion Webinar = new("webinar", new(["webinar_attended"])) { Points = 30, HalfLife = Duration.FromDays(30) };
    private static readonly AttributeCriterion Size = new("size", new("employees", ComparisonOperator.AtLeast, [Alignment.Core.Leads.AttributeValue.Number(500)])) { Points = 20 };

    [Fact]
    public void WhenNothingDiffers_ThenNothingIsSaid() => Assert.Empty(LeadDefinitionDiff.Between(Of(100, Webinar, Size), Of(100, Webinar, Size)));

    [Fact]
    public void WhenVersionsDiffer_ThenEveryDifferenceIsSaidInWords()
    {
        var changes = LeadDefinitionDiff.Between(
            Of(100, Size, Webinar),
            Of(80, Webinar with { Points = 40, Limit = EngagementLimit.Once, Role = CriterionRole.Require }, new PersonaCriterion("persona", ["cio"]) { Points = 10 }));
        Assert.Equal(
            [
                "A lead needs 80 points of total instead of 100.",
                "\"webinar\": role from score to require; limit from none to \"once\"; points from 30 to 40.",
                "New: \"persona\", +10 for persona is cio.",
                "Gone: \"size\", +20 for employees is at least 500.",
            ],
            changes.Select(c => c.Words));
        Assert.Equal(["webinar", "persona", "size"], changes.Skip(1).Select(c => c.CriterionKey));
    }

    [Fact]
    public void WhenOnlyTheOrderDiffers_ThenThatIsSaid() =>
        Assert.Equal(DefinitionChangeKind.Order, Assert.Single(LeadDefinitionDiff.Between(Of(1, Size, Webinar), Of(1, Webinar, Size))).Kind);

    [Fact]
    public void WhenAHalfLifeDiffers_ThenItIsSaidInDays() => Assert.Equal(
        "\"webinar\": half-life from 30 days to 12 hours.",
        Assert.Single(LeadDefinitionDiff.Between(Of(1, Webinar), Of(1, Webinar with { HalfLife = Duration.FromHours(12) }))).Words);

    private static LeadDefinition Of(double total, params Criterion[] criteria) => LeadDefinition.Create("Ideal", new(total), criteria).Value;
}
