using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Paging;
using Alignment.GraphQL;
using Alignment.GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>An address of another system, what it wants to hear, and how it is doing. Its secret is shown once, when it is made.</summary>
[ObjectType<WebhookEndpoint>]
public static partial class WebhookEndpointNode
{
    [NodeResolver]
    public static Task<WebhookEndpoint?> GetAsync(WebhookEndpointId id, WebhookEndpointDataLoader endpoints, CancellationToken cancellationToken) =>
        endpoints.LoadAsync(id, cancellationToken);

    /// <summary>What was sent to it, waits to be, or was given up, newest first.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="paging">Which page.</param>
    /// <param name="state">Only those in this state; `DEAD` is the dead-letter list.</param>
    [UsePaging(ConnectionName = "WebhookDeliveries")]
    public static async Task<Connection<WebhookDelivery>> GetDeliveriesAsync(
        [Parent] WebhookEndpoint endpoint, PagingArguments paging, WebhookDeliveryState? state,
        IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        var id = endpoint.Id;
        IQueryable<WebhookDelivery> Rows(AlignmentContext context) => context.Set<WebhookDelivery>()
            .Where(delivery => delivery.EndpointId == id && (state == null || delivery.State == state));
        await using var context = contexts.CreateDbContext();
        return await Rows(context).Include(delivery => delivery.Event).ReadPageAsync(
            new Keyset<WebhookDelivery, WebhookDelivery>().By("position", delivery => delivery.Position, delivery => delivery.Position, descending: true),
            paging, contexts.Counting(Rows), cancellationToken);
    }
}

/// <summary>One event on its way to one endpoint.</summary>
[ObjectType<WebhookDelivery>]
public static partial class WebhookDeliveryNode
{
    internal static void Configure(IObjectTypeDescriptor<WebhookDelivery> descriptor)
    {
        descriptor.BindFieldsExplicitly();
        descriptor.Field(delivery => delivery.Id);
        descriptor.Field(delivery => delivery.State);
        descriptor.Field(delivery => delivery.Attempts);
        descriptor.Field(delivery => delivery.LastAttemptAt);
        descriptor.Field(delivery => delivery.LastStatus);
        descriptor.Field(delivery => delivery.LastError);
        descriptor.Field(delivery => delivery.EndedAt);
    }

    [NodeResolver]
    public static async Task<WebhookDelivery?> GetAsync(WebhookDeliveryId id, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Set<WebhookDelivery>().Include(delivery => delivery.Event)
            .SingleOrDefaultAsync(delivery => delivery.EndpointId == id.Endpoint && delivery.Position == id.Position, cancellationToken);
    }

    /// <summary>The event's id, which the receiver saw as `webhook-id`.</summary>
    public static string GetEventId([Parent] WebhookDelivery delivery) => delivery.Event.Id.ToString();

    /// <summary>The type of event.</summary>
    public static string GetType([Parent] WebhookDelivery delivery) => delivery.Event.Type;

    /// <summary>What it happened to.</summary>
    public static string GetSubject([Parent] WebhookDelivery delivery) => delivery.Event.Subject;

    /// <summary>When it happened.</summary>
    public static Instant GetOccurredAt([Parent] WebhookDelivery delivery) => delivery.Event.OccurredAt;

    /// <summary>What the message carries.</summary>
    public static JsonElement GetData([Parent] WebhookDelivery delivery)
    {
        using var document = JsonDocument.Parse(delivery.Event.Data);
        return document.RootElement.Clone();
    }
}
