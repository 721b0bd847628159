using Alignment.Api.Journeys;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Definitions;
using Alignment.GraphQL;

namespace Alignment.Api.Leads.Definitions;

/// <summary>A version of a definition, made ready to judge leads.</summary>
/// <param name="Version">The version.</param>
/// <param name="Assessor">Its rules, compiled for the journeys of today.</param>
public sealed record ReadyDefinition(LeadDefinitionVersion Version, LeadAssessor Assessor);

/// <summary>Definitions made ready, once a request.</summary>
public sealed class AssessorDataLoader(DefinitionDataLoader definitions, JourneyDataLoader journeys, IBatchScheduler scheduler)
    : CacheDataLoader<DefinitionWanted, ReadyDefinition>(scheduler)
{
    protected override async Task<ReadyDefinition?> LoadSingleAsync(DefinitionWanted key, CancellationToken cancellationToken)
    {
        var catalog = journeys.LoadAllAsync(cancellationToken);
        var version = await definitions.LoadAsync(key, cancellationToken);
        var known = await catalog;
        return version is null ? null : new ReadyDefinition(version, version.Definition.Compile(known.ByPersona));
    }
}
