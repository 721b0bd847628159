using System.Data.Common;
using Alignment.Api.Data;
using Alignment.Api.Data.Postgres;
using Alignment.Api.Leads;
using Alignment.Api.Leads.Queue;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Leads.Standings;
using Alignment.Core.Leads;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Alignment.Api.Tests.Leads.Queue;

/// <summary>How the database finds the pages of a queue: in the order of an index, without sorting and without reading the whole table.</summary>
public sealed class WorkQueuePlanTests
{
    private const int Leads = 3000;

    private static readonly WorkQueue[] Queues =
        [new(null, null, null), new(null, "p1", null), new(null, null, "s1"), new(null, "p1", "s1"), new("r1", null, null), new("r1", "p1", null)];

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAPageIsRead_ThenAnIndexServesItWhateverTheFilter(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await FillAsync(store);
        await using var context = store.CreateDbContext();
        foreach (var queue in Queues)
        {
            foreach (var from in new[] { null, Cursor(queue) })
            {
                var window = queue.Order.Window(new PagingArguments(50, from));
                var plan = await PlanAsync(window.Cut(queue.Leads(context)).Take(window.Take).Select(queued => new { queued.Lead, queued.Total }));
                AssertServed(plan, Index(queue));
            }
        }
    }

    [PostgresFact]
    public async Task WhenAPageIsReadByTheStatementsWrittenByHand_ThenIndexesServeThemToo()
    {
        await using var store = await TestStore.OpenAsync(StorageKind.Postgres);
        await FillAsync(store);
        string moment;
        await using (var begun = store.CreateDbContext()) moment = await FormerPlaces.MomentAsync(begun, default);
        await FillPlacesAsync(store);
        await using var context = store.CreateDbContext();
        await context.Database.OpenConnectionAsync();
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        foreach (var queue in Queues)
        {
            var statement = new WorkQueueStatement(queue);
            foreach (var after in new (double, LeadId)?[] { null, (Leads / 2, LeadId.New(Agreed.Now)) })
            {
                foreach (var parts in new[] { LeadParts.None, LeadParts.Standing | LeadParts.Persona })
                    AssertServed(await PlanAsync(connection, statement.Page(new LeadColumns(parts, null!), 51, after)), Index(queue));
            }

            AssertServed(await PlanAsync(connection, new WorkQueueStatement(queue.Whole).RankedAt()), queue.RepKey is null ? "assessed_at" : "rep_key", mayBeSorted: queue.RepKey is not null);
            AssertServed(await PlanAsync(connection, statement.HasMoved(moment)), "ix_former_places");
        }
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAWalkGoesOnAfterARenewal_ThenIndexesServeBothHalves(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await FillAsync(store);
        string moment;
        await using (var begun = store.CreateDbContext()) moment = await FormerPlaces.MomentAsync(begun, default);
        await FillPlacesAsync(store);
        await using var context = store.CreateDbContext();
        foreach (var queue in new WorkQueue[] { new(null, null, null), new("r1", null, null) })
        {
            var window = queue.Order.Window(new PagingArguments(50, Cursor(queue)));
            foreach (var half in new[] { queue.Settled(context, moment), queue.Moved(context, moment) })
            {
                var plan = await PlanAsync(window.Cut(half).Take(window.Take).Select(queued => new { queued.Lead, queued.Total }));
                Assert.DoesNotContain("Seq Scan on lead_standings", plan, StringComparison.Ordinal);
                Assert.DoesNotContain("Seq Scan on leads", plan, StringComparison.Ordinal);
                Assert.Contains("total_lead_id", plan, StringComparison.Ordinal);
            }
        }
    }

    private static string Index(WorkQueue queue) => queue.RepKey is null ? "total_lead_id" : "rep_key_total_lead_id";

    private static void AssertServed(string plan, string index, bool mayBeSorted = false)
    {
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotMatch("SCAN \\w+(\\n|$)", plan);
        Assert.Contains(index, plan, StringComparison.Ordinal);
        if (mayBeSorted) return;
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    private static string Cursor(WorkQueue queue) => queue.Order.Window(new PagingArguments(1)).Cursor(
        new LeadView { Id = LeadId.New(Agreed.Now), PersonaKey = null, Listed = ("", Leads / 2) });

    private static Task FillAsync(AlignmentStore store) => store.WriteAsync(async (context, cancel) =>
    {
        for (var number = 0; number < Leads; number++)
        {
            var lead = Lead.Capture(LeadId.New(Agreed.Now), "crm", $"{number}", LeadContact.Unknown, $"p{number % 5}", AttributeSet.Empty, null, Actor.Source("crm"), Agreed.Now).Value;
            _ = lead.DrainHistory();
            context.Add(lead);
            context.Add(new LeadStanding
            {
                LeadId = lead.Id, Total = number, StageKey = $"s{number % 4}", AssessedAt = Agreed.Now, PersonaKey = lead.PersonaKey,
                Status = number % 3 == 0 ? LeadStatus.Qualified : number % 3 == 1 ? LeadStatus.Offered : LeadStatus.Nurturing,
                RepKey = number % 3 == 1 ? $"r{number % 10}" : null,
            });
        }

        await context.SaveChangesAsync(cancel);
        await context.Database.ExecuteSqlRawAsync("ANALYZE", cancel);
    });

    private static Task FillPlacesAsync(AlignmentStore store) => store.WriteAsync(async (context, cancel) =>
    {
        foreach (var standing in await context.LeadStandings.Where(standing => standing.Status != LeadStatus.Nurturing).ToListAsync(cancel))
            context.Add(FormerPlace.Of(standing, Agreed.Now));
        await context.SaveChangesAsync(cancel);
        await context.Database.ExecuteSqlRawAsync("ANALYZE", cancel);
    });

    private static async Task<string> PlanAsync<T>(IQueryable<T> query)
    {
        await using var command = query.CreateDbCommand();
        var sqlite = command is Microsoft.Data.Sqlite.SqliteCommand;
        command.CommandText = (sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + command.CommandText;
        if (command.Connection!.State != System.Data.ConnectionState.Open) await command.Connection.OpenAsync();
        if (!sqlite) await PreferIndexesAsync(command.Connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> plan = [];
        while (await reader.ReadAsync()) plan.Add(reader.GetString(sqlite ? 3 : 0));
        return string.Join('\n', plan);
    }
    // By the one plan for all values that the host's connections ask for.
    private static async Task<string> PlanAsync(NpgsqlConnection connection, Statement statement)
    {
        await PreferIndexesAsync(connection);
        var command = statement.ToCommand();
        var values = command.Parameters.Select(parameter => parameter.Value!).ToList();
        var types = values.ConvertAll(value => value switch { string => "text", double => "double precision", Guid => "uuid", _ => "integer" });
        await using var explain = connection.CreateCommand();
        explain.CommandText = $"""
            PREPARE planned{(types.Count > 0 ? $" ({string.Join(", ", types)})" : "")} AS {command.CommandText};
            EXPLAIN EXECUTE planned{(types.Count > 0 ? $" ({string.Join(", ", values.Select(value => $"'{value}'"))})" : "")};
            """;
        List<string> plan = [];
        await using (var reader = await explain.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) plan.Add(reader.GetString(0));
        }

        explain.CommandText = "DEALLOCATE planned";
        await explain.ExecuteNonQueryAsync();
        return string.Join('\n', plan);
    }

    // The question is whether an index can serve it, not whether that pays for so few rows.
    private static async Task PreferIndexesAsync(DbConnection connection)
    {
        await using var prefer = connection.CreateCommand();
        prefer.CommandText = "SET enable_sort = off; SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";
        await prefer.ExecuteNonQueryAsync();
    }
}
