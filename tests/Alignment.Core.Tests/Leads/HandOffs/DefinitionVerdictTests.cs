using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.HandOffs;
using static Alignment.Core.Tests.Leads.Sample;

namespace Alignment.Core.Tests.Leads.HandOffs;

public sealed class DefinitionVerdictTests
{
    private const string Definition = """
        {
          "name": "Ideal lead", "handOff": { "total": 10 },
          "criteria": [
            { "key": "competitor", "kind": "attribute", "role": "exclude", "attribute": "competitor", "operator": "equals", "value": true },
            { "key": "budget", "kind": "attribute", "role": "require", "attribute": "budget", "operator": "present", "points": 10 }
          ]
        }
        """;

    [Fact]
    public void WhenAnAssessmentIsRead_ThenWhatExcludesComesBeforeWhatIsUnmet()
    {
        var version = LeadDefinitionVersion.Draft("ideal-lead", LeadDefinition.Parse(Definition).Value, null, Monday).Value;
        var assessor = version.Definition.Compile();
        var facts = new LeadFacts(Monday, attributes: AttributeSet.Of(("competitor", AttributeValue.Boolean(true))));
        var verdict = DefinitionVerdict.Of(version, assessor.Assess(facts, Monday));

        Assert.Equal((version.Id, "ideal-lead v1", Decision.Disqualify, false), (verdict.DefinitionId, verdict.Definition, verdict.Decision, verdict.Met));
        Assert.Equal(["competitor", "budget", "total"], verdict.Unmet);
    }
}
