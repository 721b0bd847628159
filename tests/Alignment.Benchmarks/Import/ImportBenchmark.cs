using System.Diagnostics;
using System.Globalization;
using Alignment.Api.Commands;
using Alignment.Api.Data;
using Alignment.Api.Webhooks;
using Alignment.Api.Webhooks.Signing;
using NodaTime;

namespace Alignment.Benchmarks.Import;

/// <summary>
/// Importing leads and their engagements from CSV files by the command that people use, into an empty store, beside writing the rows that result with
/// nothing else to do. Engagements are in the order of time, as an export is, so that those of a lead are scattered over the file.
/// </summary>
internal static class ImportBenchmark
{
    private const int EngagementsPerLead = 5;

    /// <summary><c>import [LEADS] [postgres CONNECTION-STRING]</c>; the database is a new one.</summary>
    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        var leads = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20_000;
        var folder = Directory.CreateTempSubdirectory("alignment-import-").FullName;
        var settings = args is [_, "postgres", var connection] ? new StorageSettings(StorageKind.Postgres, connection) : new StorageSettings(StorageKind.Sqlite, Path.Combine(folder, "bench.db"));
        await using (var store = await AlignmentStore.ConnectAsync(settings)) await store.MigrateAsync();
        Write(folder, leads);
        var behind = await MeasureAsync(settings, folder, "leads", leads) | await MeasureAsync(settings, folder, "engagements", leads * EngagementsPerLead);
        await RegisterEndpointAsync(settings);
        var told = await ImportAsync(settings, folder, "leads", "told.json", leads);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{settings.Kind} leads with one webhook endpoint: {leads:N0} rows in {told.Taken:F2} s, {1e6 * told.Taken / leads:F1} microseconds a row ({1e6 * told.Processor / leads:F1} of processor)"));
        Directory.Delete(folder, recursive: true);
        return behind ? 1 : 0;
    }

    /// <returns>Whether it takes more than four times as long as the plain writer.</returns>
    private static async Task<bool> MeasureAsync(StorageSettings settings, string folder, string kind, int rows)
    {
        var (taken, processor) = await ImportAsync(settings, folder, kind, $"{kind}.json", rows);
        var plain = Math.Min(await PlainWrite.TimeAsync(settings, kind), await PlainWrite.TimeAsync(settings, kind));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{settings.Kind} {kind}: {rows:N0} rows in {taken:F2} s, {rows / taken:N0} a second, {1e6 * taken / rows:F1} microseconds a row ({1e6 * processor / rows:F1} of processor); plain writer {rows / plain:N0} a second; ratio {taken / plain:F1}"));
        return taken > 4 * plain;
    }

    private static async Task<(double Taken, double Processor)> ImportAsync(StorageSettings settings, string folder, string kind, string map, int rows)
    {
        var (output, error, cpu, watch) = (new StringWriter(), new StringWriter(), Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
        var code = await AlignmentCommand.RunAsync(
            ["import", kind, Path.Combine(folder, $"{kind}.csv"), "--map", Path.Combine(folder, map), "--storage", settings.Kind.ToString(), "--database", settings.Database],
            output, error);
        var taken = watch.Elapsed.TotalSeconds;
        if (code != 0 || !output.ToString().Contains($"created {rows.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal)) throw new InvalidOperationException($"{code}: {output} {error}");
        return (taken, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
    }

    // Nobody sends: what is measured is what it costs to leave word.
    private static async Task RegisterEndpointAsync(StorageSettings settings)
    {
        await using var store = await AlignmentStore.ConnectAsync(settings);
        var endpoints = new WebhookEndpoints(store, SecretVault.Forgetful(), new WebhookSettings(), SystemClock.Instance);
        if (!(await endpoints.RegisterAsync("https://crm.example/hooks", ["*"])).Succeeded) throw new InvalidOperationException("The endpoint was refused.");
    }

    private static void Write(string folder, int leads)
    {
        var (dice, began) = (new Random(5), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.WriteAllText(Path.Combine(folder, "leads.json"), """
            { "source": "bench", "externalId": "id", "createdAt": { "column": "created", "zone": "UTC" }, "contact": { "name": "name", "email": "email", "company": "company" }, "persona": "persona",
              "attributes": { "industry": "industry", "size": { "column": "size", "type": "number" }, "country": "country" } }
            """);
        File.WriteAllText(Path.Combine(folder, "told.json"), File.ReadAllText(Path.Combine(folder, "leads.json")).Replace("\"bench\"", "\"told\"", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "engagements.json"), """
            { "source": "bench", "externalId": "id", "lead": "lead", "at": { "column": "at", "zone": "UTC" }, "type": "type", "content": "content" }
            """);
        File.WriteAllLines(Path.Combine(folder, "leads.csv"), Enumerable.Range(0, leads).Select(n => string.Create(CultureInfo.InvariantCulture,
            $"L{n},{began.AddMinutes(n % 500_000):yyyy-MM-ddTHH:mm:ssZ},Person {n},person{n}@example.org,Company {n % 5000},persona-{n % 8},industry {n % 20},{n % 9000},country {n % 30}"))
            .Prepend("id,created,name,email,company,persona,industry,size,country"));
        File.WriteAllLines(Path.Combine(folder, "engagements.csv"), Enumerable.Range(0, leads * EngagementsPerLead).Select(n => string.Create(CultureInfo.InvariantCulture,
            $"E{n},L{dice.Next(leads)},{began.AddMinutes(500_000).AddSeconds(n):yyyy-MM-ddTHH:mm:ssZ},{(n % 3 == 0 ? "download" : "page_view")},{(n % 3 == 0 ? $"asset-{n % 600}" : "")}"))
            .Prepend("id,lead,at,type,content"));
    }
}
