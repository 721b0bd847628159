using Alignment.Api.Data;
using Alignment.Testing;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Alignment.Api.Tests.Data;

/// <summary>Stores for tests, each with a database of its own and its tables made.</summary>
internal static class TestStore
{
    public static async Task<AlignmentStore> OpenAsync(StorageKind kind, params IReadOnlyList<IInterceptor> interceptors)
    {
        var store = await AlignmentStore.ConnectAsync(await NewDatabaseAsync(kind), default, interceptors);
        await store.MigrateAsync();
        return store;
    }

    /// <summary>Where an empty database can be made.</summary>
    public static async Task<StorageSettings> NewDatabaseAsync(StorageKind kind) => kind switch
    {
        StorageKind.Postgres => await PostgresCluster.NewDatabaseAsync(),
        StorageKind.Sqlite => new(kind, Path.Combine(TestFolder.New("store"), "alignment.db")),
        _ => new(kind, "test"),
    };
}

/// <summary>A test that runs once on every kind of storage there is; PostgreSQL is left out where it is not installed, but not in CI.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EveryStorageAttribute(params object[] more) : Xunit.Sdk.DataAttribute
{
    /// <summary>Leaves out storage in memory, which has no tables.</summary>
    public bool TablesOnly { get; init; }

    public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod)
    {
        yield return [StorageKind.Sqlite, .. more];
        if (!TablesOnly) yield return [StorageKind.Memory, .. more];
        if (PostgresCluster.Programs is not null || Repository.IsCi) yield return [StorageKind.Postgres, .. more];
    }
}
