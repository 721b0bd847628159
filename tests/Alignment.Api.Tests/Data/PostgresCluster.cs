using System.Diagnostics;
using System.Globalization;
using Alignment.Api.Data;
using Alignment.Testing;
using Npgsql;

namespace Alignment.Api.Tests.Data;

/// <summary>
/// A PostgreSQL server of this test run alone: made in a temporary folder on first use, reached by a socket in it, gone at the end.
/// </summary>
internal sealed class PostgresCluster
{
    private static readonly Lazy<PostgresCluster> Started = new(() => new PostgresCluster());
    private static readonly bool AsRoot = Environment.UserName == "root";
    private static int databases;
    private readonly string folder;

    private PostgresCluster()
    {
        folder = Directory.CreateTempSubdirectory("alignment-pg-").FullName;
        if (AsRoot) Run("chown", ["postgres", folder]);
        var data = Path.Combine(folder, "data");
        RunAsOwner("initdb", ["-D", data, "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale", "C.UTF-8"]);
        var settings = $"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100";
        RunAsOwner("pg_ctl", ["-D", data, "-w", "-s", "-l", Path.Combine(folder, "log"), "-o", settings, "start"]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(data);
    }

    /// <summary>Where the server's programs are; null where PostgreSQL is not installed.</summary>
    public static string? Programs { get; } = new[] { "/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt" }
        .Where(Directory.Exists)
        .SelectMany(root => Directory.EnumerateDirectories(root))
        .Select(version => Path.Combine(version, "bin"))
        .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
        .Order(StringComparer.Ordinal)
        .LastOrDefault();

    /// <summary>A new database, without tables.</summary>
    public static async Task<StorageSettings> NewDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref databases).ToString(CultureInfo.InvariantCulture)}";
        await using var server = NpgsqlDataSource.Create(Started.Value.Connection("postgres"));
        await using var create = server.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync();
        return new StorageSettings(StorageKind.Postgres, Started.Value.Connection(name));
    }

    private string Connection(string database) => $"Host={folder};Username=postgres;Database={database};Maximum Pool Size=20";

    private void Stop(string data)
    {
        var stop = $"{Path.Combine(Programs!, "pg_ctl")} -D {data} -m immediate -s stop";
        TestFolder.RunAfterwards($"{(AsRoot ? "runuser -u postgres -- " : "")}{stop}; rm -rf {folder}");
    }

    private static void RunAsOwner(string program, string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        if (AsRoot) Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else Run(path, arguments);
    }

    private static void Run(string program, string[] arguments)
    {
        // Not redirected: the server inherits the streams and would keep them open.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}

/// <summary>A test that needs PostgreSQL: skipped with this reason where it is not installed, but not in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresCluster.Programs is null && !Repository.IsCi)
            Skip = "PostgreSQL is not installed (apt-get install postgresql).";
    }
}
