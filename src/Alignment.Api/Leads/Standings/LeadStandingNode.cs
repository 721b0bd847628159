using Alignment.Api.Data;
using Alignment.Api.Journeys;
using Alignment.Core.Journeys;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>How a lead stood when it was last looked at: what lists are ranked and filtered by.</summary>
/// <param name="AssessedAt">When it was looked at.</param>
/// <param name="Decision">What the definition then in force said of it; null with none in force.</param>
/// <param name="Total">The sum of all points, then.</param>
/// <param name="Fit">The sum of the points that speak for fit, then.</param>
/// <param name="Interest">The sum of the points that speak for interest, then.</param>
/// <param name="NextChangeAt">When the decision or the stage may be another with nothing new recorded; null if never.</param>
[GraphQLName("LeadStanding")]
public sealed record StandingView(
    Instant AssessedAt,
    Decision? Decision,
    double Total,
    double Fit,
    double Interest,
    Instant? NextChangeAt,
    [property: GraphQLIgnore] string StageKey,
    [property: GraphQLIgnore] string? PersonaKey)
{
    /// <summary>The journey it is on, where that is at hand.</summary>
    [GraphQLIgnore]
    public Journey? Journey { get; init; }

    internal static StandingView Of(LeadStanding standing) => new(
        standing.AssessedAt, standing.Decision, standing.Total, standing.Fit, standing.Interest, standing.NextChangeAt, standing.StageKey, standing.PersonaKey);
}

[ObjectType<StandingView>]
public static partial class LeadStandingNode
{
    /// <summary>Where the buyer stood, then; null if the journey has no such stage any more.</summary>
    public static ValueTask<BuyingStage?> GetStageAsync([Parent] StandingView standing, JourneyDataLoader journeys, CancellationToken cancellationToken)
    {
        return standing.Journey is { } journey ? ValueTask.FromResult(Of(journey)) : LoadAsync();

        async ValueTask<BuyingStage?> LoadAsync() => Of((await journeys.LoadAllAsync(cancellationToken)).ByPersona.For(standing.PersonaKey));

        BuyingStage? Of(Journey journey) => journey.IndexOf(standing.StageKey) is >= 0 and var place ? journey.Stages[place] : null;
    }
}

[ObjectType<LeadView>]
public static partial class LeadStandings
{
    /// <summary>
    /// How the lead stood when it was last looked at, as kept: for lists, which it costs little. `assessment` and `stage` are exact for now;
    /// null before the lead was first looked at.
    /// </summary>
    public static ValueTask<StandingView?> GetStandingAsync([Parent] LeadView lead, StandingDataLoader standings, CancellationToken cancellationToken) =>
        lead.Standing.IsKnown ? ValueTask.FromResult(lead.Standing.Value) : new(standings.LoadAsync(lead.Id, cancellationToken));
}

/// <summary>How leads stood, by lead.</summary>
public sealed class StandingDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<LeadId, StandingView>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<LeadId, StandingView>> LoadBatchAsync(IReadOnlyList<LeadId> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.LeadStandings.Where(standing => keys.Contains(standing.LeadId)).ToDictionaryAsync(standing => standing.LeadId, StandingView.Of, cancellationToken);
    }
}
