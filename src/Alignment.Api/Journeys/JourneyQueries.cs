using Alignment.Core.Journeys;
using Alignment.GraphQL;

namespace Alignment.Api.Journeys;

[QueryType]
public static partial class JourneyQueries
{
    /// <summary>The buying stages of one journey.</summary>
    /// <param name="key">Which journey; the one keyed `default` if left out.</param>
    public static async Task<Journey?> GetJourneyAsync(JourneyDataLoader journeys, string? key, CancellationToken cancellationToken)
    {
        var catalog = await journeys.LoadAllAsync(cancellationToken);
        return catalog.ByKey.GetValueOrDefault(key ?? Journey.DefaultKey);
    }

    /// <summary>Every journey, by key.</summary>
    public static async Task<IReadOnlyList<Journey>> GetJourneysAsync(JourneyDataLoader journeys, CancellationToken cancellationToken)
    {
        var catalog = await journeys.LoadAllAsync(cancellationToken);
        return [.. catalog.ByKey.Values.OrderBy(journey => journey.Key, StringComparer.Ordinal)];
    }
}
