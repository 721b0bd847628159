using System.Collections.Concurrent;
using Alignment.Api.Data;
using NodaTime;

namespace Alignment.Api.Webhooks.Delivery;

/// <summary>
/// Sends what waits in the outbox: sleeps until the next delivery is due or something is written, takes as many lines as it has room
/// for, and sends each line in order. Any number of hosts may run one.
/// </summary>
internal sealed partial class WebhookDispatcher(
    AlignmentStore store, DeliveryQueue queue, WebhookSender sender, WebhookSettings settings, IClock clock, ILogger<WebhookDispatcher> log)
    : BackgroundService
{
    private const int LongestRun = 50;
    private static readonly Duration Grace = Duration.FromSeconds(2);
    private static readonly Duration AfterTrouble = Duration.FromSeconds(2);
    private readonly ConcurrentDictionary<LineLease, Task> underWay = new();
    private readonly StoreSignal signal = store.Signals.Listen(StoreTopics.Outbox);

    // On a shared database another host may have written, and died before it could send or tell.
    private Duration LongestSleep { get; } = store.Settings.Kind == StorageKind.Postgres ? Duration.FromSeconds(30) : Duration.FromHours(1);

    /// <summary>Sends until it is stopped.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var abandon = new CancellationTokenSource();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var sleep = await ClaimAsync(abandon.Token, stoppingToken);
                if (sleep > Duration.Zero) await signal.WaitAsync(sleep, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception trouble)
            {
                LogTrouble(trouble);
                await Task.Delay(AfterTrouble.ToTimeSpan(), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        abandon.CancelAfter(Grace.ToTimeSpan());
        await Task.WhenAll(underWay.Values);
        signal.Dispose();
    }

    /// <returns>How long there will be nothing to claim, unless something is written or an attempt ends.</returns>
    private async Task<Duration> ClaimAsync(CancellationToken abandon, CancellationToken cancel)
    {
        var room = settings.Concurrency - underWay.Count;
        if (room <= 0) return LongestSleep;
        var busy = underWay.Keys.GroupBy(lease => lease.Endpoint).ToDictionary(lines => lines.Key, lines => lines.Count());
        var claimed = await queue.ClaimAsync(new(room, settings.ConcurrencyPerEndpoint, busy), clock.GetCurrentInstant(), cancel);
        foreach (var lease in claimed) Start(lease, abandon);
        if (claimed.Count > 0) return Duration.Zero;
        if (await queue.NextDueAsync(cancel) is not { } due) return LongestSleep;
        var wait = due - clock.GetCurrentInstant();

        // Due, yet not claimed: its endpoint has as many under way as it may, or another host is just taking it.
        if (wait <= Duration.Zero) return underWay.IsEmpty ? Duration.FromMilliseconds(200) : Duration.FromSeconds(1);
        return Duration.Min(wait + Duration.FromMilliseconds(1), LongestSleep);
    }

    private void Start(LineLease lease, CancellationToken abandon)
    {
        var begun = new TaskCompletionSource();
        underWay[lease] = RunAsync();
        begun.SetResult();

        async Task RunAsync()
        {
            await begun.Task.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await SendLineAsync(lease, abandon);
            underWay.TryRemove(lease, out _);
            signal.Raise();
        }
    }

    private async Task SendLineAsync(LineLease lease, CancellationToken abandon)
    {
        try
        {
            for (var sent = 1; await queue.FirstAsync(lease, abandon) is { } parcel; sent++)
                if (!await SendAsync(lease, parcel, goOn: sent < LongestRun, abandon)) return;
            await queue.SettleAsync(lease, clock.GetCurrentInstant(), abandon);
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            await GiveBackAsync(lease);
        }
        catch (Exception trouble)
        {
            // The lease stays until it runs out, which keeps the line in order.
            LogTrouble(trouble);
        }
    }

    private async Task<bool> SendAsync(LineLease lease, Parcel parcel, bool goOn, CancellationToken abandon)
    {
        var outcome = await sender.SendAsync(parcel.Endpoint, parcel.Event, clock.GetCurrentInstant(), abandon);
        if (outcome.Succeeded) LogSent(parcel.Event.Type, parcel.Event.Id, parcel.Endpoint.Id);
        else LogFailed(parcel.Event.Type, parcel.Event.Id, parcel.Endpoint.Id, outcome.Error!);
        return await queue.RecordAsync(lease, parcel, outcome, goOn, Random.Shared.NextDouble(), clock.GetCurrentInstant(), CancellationToken.None);
    }

    private async Task GiveBackAsync(LineLease lease)
    {
        try
        {
            using var limit = new CancellationTokenSource(Grace.ToTimeSpan());
            await queue.ReleaseAsync(lease, clock.GetCurrentInstant(), limit.Token);
        }
        catch (Exception trouble)
        {
            LogTrouble(trouble);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Webhook {type} {id} was delivered to endpoint {endpoint}.")]
    private partial void LogSent(string type, OutboxEventId id, WebhookEndpointId endpoint);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {type} {id} could not be delivered to endpoint {endpoint}: {error}.")]
    private partial void LogFailed(string type, OutboxEventId id, WebhookEndpointId endpoint, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Webhooks could not be sent for a moment.")]
    private partial void LogTrouble(Exception trouble);
}
