using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Definitions;

namespace Alignment.Core.Leads.HandOffs;

/// <summary>What the definition in force says of a lead at the instant of a command.</summary>
/// <param name="DefinitionId">The version in force.</param>
/// <param name="Definition">Its key and version, for people: "ideal-lead v3".</param>
/// <param name="Decision">What it decides.</param>
/// <param name="Unmet">What keeps the lead from being handed off, by key, in the definition's order; the criterion that excludes it
/// comes first.</param>
public sealed record DefinitionVerdict(
    LeadDefinitionVersionId DefinitionId,
    string Definition,
    Decision Decision,
    IReadOnlyList<string> Unmet)
{
    /// <summary>Whether the lead is what both sides agreed a lead is.</summary>
    public bool Met => Decision == Decision.HandOff;

    /// <summary>Reads an assessment by the version in force.</summary>
    /// <param name="version">The version.</param>
    /// <param name="assessment">What it says of the lead.</param>
    public static DefinitionVerdict Of(LeadDefinitionVersion version, Assessment assessment)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(assessment);
        var excluding = assessment.Criteria.Where(result => result.Met && result.Criterion.Role == CriterionRole.Exclude).Select(result => result.Key);
        return new(version.Id, $"{version.Key} v{version.Version}", assessment.Decision, [.. excluding, .. assessment.Unmet]);
    }
}
