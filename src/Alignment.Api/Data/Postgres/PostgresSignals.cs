using System.Globalization;
using Npgsql;

namespace Alignment.Api.Data.Postgres;

/// <summary>
/// Signals that reach every host of a database by LISTEN and NOTIFY. A notification is sent after the commit, on a connection of its own,
/// so that commits do not queue up behind the server's notification lock; many become one. It carries who sent it and the topics. Behind a
/// pooler that lends connections by the transaction nothing arrives, and everybody finds out by looking.
/// </summary>
internal sealed class PostgresSignals(NpgsqlDataSource source, string listeningString) : StoreSignals
{
    private const string Channel = "alignment";
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);
    private readonly string host = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private StoreTopics unsent;
    private Task? sending;
    private Task? listening;

    public override StoreSignal Listen(StoreTopics topics)
    {
        lock (gate) listening ??= Task.Run(ListenAsync);
        return base.Listen(topics);
    }

    public override void Raise(StoreTopics topics)
    {
        base.Raise(topics);
        if (topics == StoreTopics.None) return;
        lock (gate)
        {
            unsent |= topics;
            sending ??= Task.Run(SendAsync);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        Task? last;
        lock (gate) last = sending;
        if (last is not null) await last;
        await stopping.CancelAsync();
        if (listening is not null) await listening;
        stopping.Dispose();
        await base.DisposeAsync();
    }

    private async Task SendAsync()
    {
        while (true)
        {
            StoreTopics topics;
            lock (gate)
            {
                (topics, unsent) = (unsent, StoreTopics.None);
                if (topics == StoreTopics.None)
                {
                    sending = null;
                    return;
                }
            }

            try
            {
                await using var command = source.CreateCommand("SELECT pg_notify($1, $2)");
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Channel });
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = string.Create(CultureInfo.InvariantCulture, $"{host} {(int)topics}") });
                await command.ExecuteNonQueryAsync(stopping.Token);
            }
            catch (Exception lost) when (lost is NpgsqlException or ObjectDisposedException or OperationCanceledException or TimeoutException)
            {
                // The others find out by looking.
            }
        }
    }

    private async Task ListenAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(listeningString);
                connection.Notification += (_, notification) => Hear(notification.Payload);
                await connection.OpenAsync(stopping.Token);
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection)) await listen.ExecuteNonQueryAsync(stopping.Token);

                // What was said before, or while the connection was broken, is not said again.
                base.Raise(StoreTopics.All);
                while (true) await connection.WaitAsync(stopping.Token);
            }
            catch (Exception broken) when (broken is NpgsqlException or IOException or OperationCanceledException or TimeoutException)
            {
                await Task.Delay(AfterFailure, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Its own have been heard already.
    private void Hear(string payload)
    {
        if (payload.Split(' ') is [var sender, var topics] && sender != host && int.TryParse(topics, CultureInfo.InvariantCulture, out var known))
            base.Raise((StoreTopics)known);
    }
}
