using System.Text;
using Alignment.Api.Data;
using Alignment.Api.Tests.Commands;
using Alignment.Api.Tests.Data;

namespace Alignment.Api.Tests.Import;

/// <summary>A folder with files to import, and a store to import them into.</summary>
internal sealed class ImportFolder
{
    public const string LeadMap = """
        { "source": "crm", "externalId": "id", "createdAt": { "column": "created", "zone": "Europe/Lisbon" },
          "contact": { "name": "name", "email": "email" }, "attributes": { "size": { "column": "size", "type": "number" } } }
        """;

    private readonly string folder = TestFolder.New("import");

    private ImportFolder(StorageSettings storage) => Storage = storage;

    public StorageSettings Storage { get; }

    public static async Task<ImportFolder> NewAsync(StorageKind kind = StorageKind.Sqlite)
    {
        var storage = await TestStore.NewDatabaseAsync(kind);
        await using (var store = await AlignmentStore.ConnectAsync(storage)) await store.MigrateAsync();
        return new(storage);
    }

    public string PathOf(string name) => Path.Combine(folder, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    /// <summary>Imports a text as a file of a kind.</summary>
    public Task<CommandLineRun> ImportAsync(string kind, string csv, string map, params string[] options) =>
        ImportFileAsync(kind, Write($"{kind}.csv", csv), Write($"{kind}.json", map), options);

    public Task<CommandLineRun> ImportFileAsync(string kind, string csv, string map, params string[] options) =>
        CommandLineRun.Of(["import", kind, csv, "--map", map, .. options, .. CommandLineRun.On(Storage)]);

    public string Rejected(string kind = "leads") => File.ReadAllText(PathOf($"{kind}.csv.rejected.csv"));

    public async Task<T> ReadAsync<T>(Func<AlignmentContext, Task<T>> read)
    {
        await using var store = await AlignmentStore.ConnectAsync(Storage);
        await using var context = store.CreateDbContext();
        return await read(context);
    }

    public async Task<string> RowsAsync()
    {
        await using var store = await AlignmentStore.ConnectAsync(Storage);
        return await StoredRows.ReadAsync(store);
    }
}
