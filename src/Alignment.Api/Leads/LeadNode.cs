using Alignment.Api.Journeys;
using Alignment.Api.Leads.Assessments;
using Alignment.Api.Leads.Definitions;
using Alignment.Api.Personas;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Personas;
using Alignment.GraphQL;
using Alignment.GraphQL.Execution;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>One buyer as one lead: who it is, where it stands, and whether it is what both functions agreed a lead is.</summary>
[ObjectType<LeadView>]
public static partial class LeadNode
{
    [NodeResolver]
    public static Task<LeadView?> GetLeadAsync(LeadId id, LeadByIdDataLoader leads, IResolverContext context, CancellationToken cancellationToken) =>
        leads.LoadAsync(new LeadWanted(id, LeadSelection.Parts(context)), cancellationToken);

    /// <summary>What the person is called. Personal data.</summary>
    public static string? GetName([Parent] LeadView lead) => lead.Contact?.Name;

    /// <summary>Where mail reaches the person. Personal data.</summary>
    public static string? GetEmail([Parent] LeadView lead) => lead.Contact?.Email;

    /// <summary>The company the person is at.</summary>
    public static string? GetCompany([Parent] LeadView lead) => lead.Contact?.Company;

    /// <summary>What the sources say of it, by name.</summary>
    public static IReadOnlyList<NamedValue> GetAttributes([Parent] LeadView lead) => NamedValue.Of(lead.Attributes ?? AttributeSet.Empty);

    /// <summary>How it ended, if it has.</summary>
    public static OutcomeView? GetOutcome([Parent] LeadView lead) => OutcomeView.Of(lead);

    /// <summary>Who the buyer is, if that is known.</summary>
    public static ValueTask<Persona?> GetPersonaAsync([Parent] LeadView lead, PersonaByKeyDataLoader personas, CancellationToken cancellationToken) =>
        lead.PersonaKey is { } key && !lead.Persona.IsKnown ? new(personas.LoadAsync(key, cancellationToken)) : ValueTask.FromResult(lead.Persona.Value);

    /// <summary>Where the buyer stands now, read from what the buyer did.</summary>
    public static async Task<StageReadingView> GetStageAsync(
        [Parent] LeadView lead, LeadFactsDataLoader facts, JourneyDataLoader journeys, IClock clock, CancellationToken cancellationToken)
    {
        var known = facts.LoadRequiredAsync(lead.Id, cancellationToken);
        var catalog = await journeys.LoadAllAsync(cancellationToken);
        return StageReadingView.Of(lead.Id, new StageReader(catalog.ByPersona.For(lead.PersonaKey)).Read(await known, clock.GetCurrentInstant()));
    }

    /// <summary>Every reading of the buyer's stage up to now, oldest first, with how long each lasted.</summary>
    public static async Task<IReadOnlyList<StageSpell>> GetPastStagesAsync(
        [Parent] LeadView lead, LeadFactsDataLoader facts, JourneyDataLoader journeys, IClock clock, CancellationToken cancellationToken)
    {
        var known = facts.LoadRequiredAsync(lead.Id, cancellationToken);
        var catalog = await journeys.LoadAllAsync(cancellationToken);
        return new StageReader(catalog.ByPersona.For(lead.PersonaKey)).Spells(await known, clock.GetCurrentInstant());
    }

    /// <summary>The lead judged at any instant by any version; null with no such version, or none in force.</summary>
    /// <param name="asOf">The instant, past or future; now if left out. Attributes and persona are those the lead has now.</param>
    /// <param name="definitionKey">The definition; the team's usual one if left out.</param>
    /// <param name="version">The version; the one in force if left out.</param>
    public static async Task<AssessmentView?> GetAssessmentAsync(
        [Parent] LeadView lead,
        Instant? asOf,
        string? definitionKey,
        int? version,
        AssessorDataLoader assessors,
        LeadFactsDataLoader facts,
        IClock clock,
        CancellationToken cancellationToken)
    {
        var known = facts.LoadRequiredAsync(lead.Id, cancellationToken);
        var assessor = await assessors.LoadAsync(new DefinitionWanted(definitionKey, version), cancellationToken);
        var judged = await known;
        return assessor is null ? null : new AssessmentView(assessor.Version, assessor.Assessor.Assess(judged, asOf ?? clock.GetCurrentInstant()));
    }

    /// <summary>What the buyer did, oldest first; `last: 10` are the latest ten.</summary>
    [UsePaging(ConnectionName = "Engagements")]
    public static Task<Connection<EngagementView>?> GetEngagementsAsync(
        [Parent] LeadView lead, PagingArguments paging, IResolverContext selected, EngagementPageDataLoader engagements, CancellationToken cancellationToken) =>
        engagements.LoadAsync(LogPart.Of(lead.Id, paging, selected.IsSelected) with { Count = lead.Record?.LastEngagementPosition }, cancellationToken);
}
