namespace Alignment.Api.Data;

/// <summary>Where data is kept.</summary>
public enum StorageKind
{
    /// <summary>One file beside the program.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, shared by any number of hosts.</summary>
    Postgres,

    /// <summary>This process: everything is forgotten when it ends.</summary>
    Memory,
}
