using System.Globalization;
using Npgsql;

namespace Alignment.Benchmarks.Abandoned;

/// <summary>What a host has and does at a moment.</summary>
/// <param name="Heap">Bytes of the managed heap after a collection.</param>
/// <param name="Subscriptions">Subscriptions that are open, by the host's own figure.</param>
/// <param name="Timers">Timers that run.</param>
/// <param name="Threads">Threads of the process.</param>
/// <param name="Files">Files and sockets that are open.</param>
/// <param name="Established">Connections of clients.</param>
/// <param name="CloseWait">Connections whose client has gone, and which the host has not closed.</param>
/// <param name="Database">Connections to PostgreSQL; those that do anything among them.</param>
/// <param name="Resident">Bytes of memory in use.</param>
internal sealed record HostReading(
    long Heap, long Subscriptions, long Timers, int Threads, int Files, int Established, int CloseWait, (long All, long Busy) Database, long Resident)
{
    /// <summary>Reads it.</summary>
    public static HostReading Take(AbandonedHost host, string? database)
    {
        var told = host.Ask();
        var status = File.ReadAllLines($"/proc/{host.ProcessId}/status");
        var sockets = File.ReadAllLines("/proc/net/tcp").Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(socket => socket[1].EndsWith(host.Port.ToString("X4", CultureInfo.InvariantCulture), StringComparison.Ordinal)).ToList();
        return new(
            told[0], told[1], told[2], (int)Status("Threads:"), Directory.GetFiles($"/proc/{host.ProcessId}/fd").Length,
            sockets.Count(socket => socket[3] == "01"), sockets.Count(socket => socket[3] == "08"), Connections(database), Status("VmRSS:") * 1024);

        long Status(string name) => long.Parse(status.Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Processor time of a process so far, in ticks of 10 ms.</summary>
    public static long Ticks(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"heap {Heap / 1048576d:F1} MiB, resident {Resident / 1048576d:F0} MiB, {Threads} threads, {Timers} timers, {Files} open files, {Established} connections, {CloseWait} in CLOSE_WAIT, {Subscriptions} subscriptions, {Database.All} database connections, {Database.Busy} of them busy");

    private static (long, long) Connections(string? database)
    {
        if (database is null) return default;
        using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false });
        using var count = source.CreateCommand("SELECT count(*), count(*) FILTER (WHERE state <> 'idle') FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
        using var row = count.ExecuteReader();
        row.Read();
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
