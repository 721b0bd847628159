using Alignment.Api.Data;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Webhooks;

/// <summary>A type of event that endpoints can subscribe to.</summary>
/// <param name="Name">Such as `alignment.lead.handed_off.v1`.</param>
/// <param name="Description">When it is sent.</param>
public sealed record WebhookEventType(string Name, string Description);

[QueryType]
public static partial class WebhookQueries
{
    /// <summary>The endpoints that are told of events, oldest first; 100 at most.</summary>
    public static async Task<IReadOnlyList<WebhookEndpoint>> GetWebhookEndpointsAsync(
        IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Set<WebhookEndpoint>().OrderBy(endpoint => endpoint.CreatedAt).ThenBy(endpoint => endpoint.Url).ToListAsync(cancellationToken);
    }

    /// <summary>One endpoint.</summary>
    public static Task<WebhookEndpoint?> GetWebhookEndpointAsync(
        [ID<WebhookEndpoint>] WebhookEndpointId id, WebhookEndpointDataLoader endpoints, CancellationToken cancellationToken) =>
        endpoints.LoadAsync(id, cancellationToken);

    /// <summary>The types of event there are, by name.</summary>
    public static IReadOnlyList<WebhookEventType> GetWebhookEventTypes() =>
        [.. EventTypes.All.OrderBy(type => type.Key, StringComparer.Ordinal).Select(type => new WebhookEventType(type.Key, type.Value))];
}

/// <summary>Endpoints by id.</summary>
public sealed class WebhookEndpointDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<WebhookEndpointId, WebhookEndpoint>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<WebhookEndpointId, WebhookEndpoint>> LoadBatchAsync(
        IReadOnlyList<WebhookEndpointId> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Set<WebhookEndpoint>().Where(endpoint => keys.Contains(endpoint.Id)).ToDictionaryAsync(endpoint => endpoint.Id, cancellationToken);
    }
}
