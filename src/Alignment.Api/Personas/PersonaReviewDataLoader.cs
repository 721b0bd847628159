using Alignment.Api.Data;
using Alignment.Core.Personas;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Personas;

/// <summary>What personas rest on as their interviews stand now, by key; in four statements, whatever their number.</summary>
public sealed class PersonaReviewDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<string, PersonaReview>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<string, PersonaReview>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await ReadAsync(context, persona => keys.Contains(persona.Key), cancellationToken);
    }

    /// <summary>Reads and weighs what some personas rest on.</summary>
    internal static async Task<IReadOnlyDictionary<string, PersonaReview>> ReadAsync(
        AlignmentContext context, System.Linq.Expressions.Expression<Func<Persona, bool>> which, CancellationToken cancellationToken)
    {
        var personas = await context.Personas.AsNoTracking().Where(which).ToListAsync(cancellationToken);
        var citations = personas.SelectMany(persona => persona.Claims).SelectMany(claim => claim.Citations).ToList();
        var interviewIds = citations.Select(citation => citation.Interview).OfType<InterviewId>().Distinct().ToList();
        var visitIds = citations.Select(citation => citation.Visit).OfType<FieldVisitId>().Distinct().ToList();
        var interviews = interviewIds.Count == 0 ? [] : await context.Interviews.AsNoTracking().Where(interview => interviewIds.Contains(interview.Id)).ToListAsync(cancellationToken);
        var visits = visitIds.Count == 0 ? [] : await context.FieldVisits.AsNoTracking().Where(visit => visitIds.Contains(visit.Id)).ToListAsync(cancellationToken);
        var policy = await StoryPolicies.ReadValidationAsync(context, cancellationToken);
        var evidence = new EvidenceBase(interviews, visits);
        return personas.ToDictionary(persona => persona.Key, persona => persona.Review(evidence, policy));
    }
}
