using System.Data.Common;
using Alignment.Api.Data;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Tests.Data;

public sealed class MigrationTests
{
    private const string SqliteColumns = """
        SELECT 'column ' || t.name || '.' || c.name || ' ' || c.type || ' notnull=' || c."notnull" || ' key=' || c.pk || ' default=' || IFNULL(c.dflt_value, '')
        FROM sqlite_schema t, pragma_table_xinfo(t.name) c WHERE t.type = 'table' AND t.name <> 'schema_versions'
        """;

    private const string SqliteIndexes = """
        SELECT 'index ' || t.name || '.' || CASE i.origin WHEN 'c' THEN i.name ELSE i.origin END || ' unique=' || i."unique" || ' ' || x.seqno || ':' || IFNULL(x.name, '') || ' desc=' || x.desc
            || ' where=' || IFNULL((SELECT substr(s.sql, instr(s.sql, ' WHERE ')) FROM sqlite_schema s WHERE s.name = i.name AND i.partial), '')
        FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_xinfo(i.name) x
        WHERE t.type = 'table' AND t.name <> 'schema_versions' AND x.key = 1
        """;

    private const string SqliteReferences = """
        SELECT 'reference ' || t.name || '.' || f."from" || ' -> ' || f."table" || '.' || f."to" || ' on delete ' || f.on_delete
        FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'
        """;

    private const string PostgresColumns = """
        SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || COALESCE(numeric_precision::text, '') || ' ' || COALESCE(character_maximum_length::text, '')
            || ' null=' || is_nullable || ' default=' || COALESCE(column_default, '')
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'schema_versions' AND column_name <> 'tx'
        """;

    // The server keeps the writing transaction by itself ("tx"); EF neither reads nor writes it.
    private const string PostgresIndexes = "SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'schema_versions' AND indexname NOT LIKE '%\\_tx'";

    private const string PostgresConstraints = """
        SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 'schema_versions'::regclass
        """;

    private const string PostgresConstraintsOfModel = """
        SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        """;

    [Fact]
    public async Task WhenSqliteIsMigrated_ThenItsTablesAreThoseOfTheModel()
    {
        string[] queries = [SqliteColumns, SqliteIndexes, SqliteReferences];
        Assert.Equal(await ModelSchemaAsync(StorageKind.Sqlite, queries), await MigratedSchemaAsync(StorageKind.Sqlite, queries));
    }

    [PostgresFact]
    public async Task WhenPostgresIsMigrated_ThenItsTablesAreThoseOfTheModel()
    {
        var model = await ModelSchemaAsync(StorageKind.Postgres, [PostgresColumns, PostgresIndexes, PostgresConstraintsOfModel]);
        Assert.Equal(model, await MigratedSchemaAsync(StorageKind.Postgres, [PostgresColumns, PostgresIndexes, PostgresConstraints]));
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenMigratedAgain_ThenNothingIsLeftToDo(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        Assert.Empty(await store.MigrateAsync());
        Assert.Null(await store.FindFaultAsync());
    }

    [PostgresFact]
    public async Task WhenPostgresIsNotMigrated_ThenItSaysWhatToRun()
    {
        await using var store = await AlignmentStore.ConnectAsync(await TestStore.NewDatabaseAsync(StorageKind.Postgres));
        var refused = await Assert.ThrowsAsync<WrongInputException>(() => store.PrepareAsync());
        Assert.Contains("alignment migrate", refused.Message, StringComparison.Ordinal);
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenTheTablesAreNewerThanTheProgram_ThenItStops(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await store.WriteAsync((context, cancel) => context.Database.ExecuteSqlRawAsync("INSERT INTO schema_versions (version, name) VALUES (9999, 'from the future')", cancel));
        Assert.Contains("later version", await store.FindFaultAsync(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<WrongInputException>(() => store.MigrateAsync());
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAStepCameAfterALaterOne_ThenItIsAppliedNonetheless(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await store.WriteAsync((context, cancel) => context.Database.ExecuteSqlRawAsync(
            "DROP INDEX ix_lead_standings_assessed_at; DROP INDEX ix_lead_standings_total_lead_id; DELETE FROM schema_versions WHERE version = 6", cancel));
        Assert.Contains("lacks 0006_work_queue", await store.FindFaultAsync(), StringComparison.Ordinal);
        Assert.Equal(["0006_work_queue"], await store.MigrateAsync());
        Assert.Null(await store.FindFaultAsync());
    }

    private static async Task<string> MigratedSchemaAsync(StorageKind kind, string[] queries)
    {
        await using var store = await TestStore.OpenAsync(kind);
        return await SchemaAsync(store, queries);
    }

    private static async Task<string> ModelSchemaAsync(StorageKind kind, string[] queries)
    {
        await using var store = await AlignmentStore.ConnectAsync(await TestStore.NewDatabaseAsync(kind));
        await store.WriteAsync(async (context, cancel) =>
        {
            await using var create = Command(context, context.Database.GenerateCreateScript());
            await create.ExecuteNonQueryAsync(cancel);
        });
        return await SchemaAsync(store, queries);
    }

    // One line a fact, so that a difference reads as one.
    private static async Task<string> SchemaAsync(AlignmentStore store, string[] queries)
    {
        var facts = new List<string>();
        await using var context = store.CreateDbContext();
        await context.Database.OpenConnectionAsync();
        foreach (var query in queries)
        {
            await using var command = Command(context, query);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) facts.Add(reader.GetString(0));
        }

        Assert.True(facts.Count > 100, "The catalog was not read.");
        return string.Join('\n', facts.Order(StringComparer.Ordinal));
    }

    private static DbCommand Command(AlignmentContext context, string sql)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = context.Database.CurrentTransaction is { } transaction
            ? Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction)
            : null;
        return command;
    }
}
