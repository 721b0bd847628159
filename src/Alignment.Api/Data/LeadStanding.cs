using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Api.Data;

/// <summary>
/// How a lead stood when it was last looked at: for ranking, filtering and finding out whom to look at again without touching the
/// lead. Figures shown to people are computed, not read from here.
/// </summary>
public sealed class LeadStanding
{
    public required LeadId LeadId { get; init; }

    /// <summary>The version it was judged by; null with none in force.</summary>
    public LeadDefinitionVersionId? DefinitionId { get; set; }

    /// <summary>Null with no definition in force.</summary>
    public Decision? Decision { get; set; }

    public double Total { get; set; }

    public double Fit { get; set; }

    public double Interest { get; set; }

    public required string StageKey { get; set; }

    public required Instant AssessedAt { get; set; }

    /// <summary>When the decision or the stage may be another with nothing new recorded; null if never.</summary>
    public Instant? NextChangeAt { get; set; }

    /// <summary>A copy, for the queue's index.</summary>
    public string? PersonaKey { get; set; }

    /// <summary>A copy, for the queue's index.</summary>
    public LeadStatus Status { get; set; }

    /// <summary>The rep who has the lead.</summary>
    public string? RepKey { get; set; }
}
