using Alignment.Api.Data;
using Alignment.Api.Jobs;
using Alignment.Core.Leads.Definitions;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.Definitions;

/// <summary>The latest re-assessments under versions of definitions.</summary>
public sealed class ReassessmentDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<LeadDefinitionVersionId, Job>(scheduler)
{
    private const int IdLength = 36;

    protected override async Task<IReadOnlyDictionary<LeadDefinitionVersionId, Job>> LoadBatchAsync(
        IReadOnlyList<LeadDefinitionVersionId> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();

        // The subject of a re-assessment is the version's id and a digest of the journeys.
        var ids = keys.Select(key => key.Value.ToString()).ToList();
        var jobs = await context.Jobs
            .Where(job => job.Kind == JobKind.Reassessment && ids.Contains(job.Subject.Substring(0, IdLength)))
            .ToListAsync(cancellationToken);
        return jobs.GroupBy(job => job.Subject[..IdLength])
            .ToDictionary(group => new LeadDefinitionVersionId(Guid.Parse(group.Key)), group => group.MaxBy(job => (job.AskedAt, job.Id.Value))!);
    }
}
