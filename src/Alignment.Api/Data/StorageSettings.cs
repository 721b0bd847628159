using Npgsql;

namespace Alignment.Api.Data;

/// <summary>Which database, and where.</summary>
/// <param name="Kind">The provider.</param>
/// <param name="Database">The SQLite file, the PostgreSQL connection string, or the name of a store in memory.</param>
public sealed record StorageSettings(StorageKind Kind, string Database)
{
    /// <summary>The SQLite file when none is named, in the working directory.</summary>
    public const string DefaultFile = "alignment.db";

    /// <param name="storage">"sqlite", "postgres" or "memory", in any case; SQLite when left out.</param>
    /// <param name="database">The file or connection string.</param>
    /// <exception cref="WrongInputException">The storage is unknown, or its database is missing or malformed.</exception>
    public static StorageSettings Read(string? storage, string? database)
    {
        var place = string.IsNullOrWhiteSpace(database) ? null : database.Trim();
        return storage?.Trim().ToUpperInvariant() switch
        {
            null or "" or "SQLITE" => new(StorageKind.Sqlite, place ?? DefaultFile),
            "POSTGRES" or "POSTGRESQL" => new(StorageKind.Postgres, ConnectionString(place)),
            "MEMORY" => new(StorageKind.Memory, place ?? "alignment"),
            _ => throw new WrongInputException($"--storage {storage}: is none of sqlite, postgres and memory."),
        };
    }

    /// <summary>Where data is kept, in words; never a password.</summary>
    public string Describe() => Kind switch
    {
        StorageKind.Sqlite => Path.GetFullPath(Database),
        StorageKind.Postgres => DescribeServer(new NpgsqlConnectionStringBuilder(Database)),
        _ => "memory, until it stops",
    };

    private static string ConnectionString(string? database)
    {
        if (database is null)
            throw new WrongInputException("--storage postgres needs --database (or Alignment__Database), such as \"Host=localhost;Database=alignment;Username=alignment\".");
        try
        {
            return new NpgsqlConnectionStringBuilder(database).ConnectionString;
        }
        catch (ArgumentException malformed)
        {
            throw new WrongInputException($"--database is not a PostgreSQL connection string: {malformed.Message}");
        }
    }

    private static string DescribeServer(NpgsqlConnectionStringBuilder server) => $"PostgreSQL database {server.Database} on {server.Host}:{server.Port}";
}
