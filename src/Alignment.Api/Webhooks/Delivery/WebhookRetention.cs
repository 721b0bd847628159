using Alignment.Api.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Webhooks.Delivery;

/// <summary>Removes deliveries that have been kept long enough, and events that nobody waits for any more, once an hour.</summary>
internal sealed partial class WebhookRetention(AlignmentStore store, WebhookSettings settings, IClock clock, ILogger<WebhookRetention> log) : BackgroundService
{
    private const int Batch = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <returns>How many deliveries were removed.</returns>
    public async Task<int> PruneAsync(Instant now, CancellationToken cancel)
    {
        var deliveries = await InBatchesAsync(context => Ended(context, WebhookDeliveryState.Delivered, now - settings.KeepDelivered), cancel)
            + await InBatchesAsync(context => Ended(context, WebhookDeliveryState.Dead, now - settings.KeepDead), cancel);
        await InBatchesAsync(context => context.Set<OutboxEvent>().Where(happened => !context.Set<WebhookDelivery>().Any(delivery => delivery.Position == happened.Position)), cancel);
        return deliveries;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (store.Settings.Kind != StorageKind.Memory && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PruneAsync(clock.GetCurrentInstant(), stoppingToken);
            }
            catch (Exception trouble)
            {
                if (stoppingToken.IsCancellationRequested) return;
                LogTrouble(trouble);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static IQueryable<WebhookDelivery> Ended(AlignmentContext context, WebhookDeliveryState state, Instant before) =>
        context.Set<WebhookDelivery>().Where(delivery => delivery.State == state && delivery.EndedAt < before);

    private async Task<int> InBatchesAsync<T>(Func<AlignmentContext, IQueryable<T>> old, CancellationToken cancel)
        where T : class
    {
        var removed = 0;
        while (true)
        {
            var batch = await store.WriteAsync((context, token) => old(context).Take(Batch).ExecuteDeleteAsync(token), cancel);
            removed += batch;
            if (batch < Batch) return removed;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Old webhook deliveries could not be removed; they will be within the hour.")]
    private partial void LogTrouble(Exception trouble);
}
