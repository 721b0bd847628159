using Alignment.Api.Data;
using Alignment.Api.Leads.Queue;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Leads.Standings;
using Alignment.Core.Leads;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Tests.Leads.Queue;

/// <summary>How the database finds the pages of a queue: in the order of an index, without sorting and without reading the whole table.</summary>
public sealed class WorkQueuePlanTests
{
    private const int Leads = 3000;

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAPageIsRead_ThenAnIndexServesItWhateverTheFilter(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await FillAsync(store);
        await using var context = store.CreateDbContext();
        foreach (var queue in new WorkQueue[] { new(null, null, null), new(null, "p1", null), new(null, null, "s1"), new(null, "p1", "s1"), new("r1", null, null), new("r1", "p1", null) })
        {
            foreach (var from in new[] { null, Cursor(queue) })
            {
                var window = queue.Order.Window(new PagingArguments(50, from));
                var plan = await PlanAsync(window.Cut(queue.Leads(context)).Take(window.Take).Select(queued => new { queued.Lead, queued.Total }));
                Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
                Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
                Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
                Assert.DoesNotMatch("SCAN \\w+(\\n|$)", plan);
                Assert.Contains(queue.RepKey is null ? "total_lead_id" : "rep_key_total_lead_id", plan, StringComparison.Ordinal);
            }
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

    private static string Cursor(WorkQueue queue) => queue.Order.Window(new PagingArguments(1)).Cursor(
        new Api.Leads.LeadView
        {
            Id = LeadId.New(Agreed.Now), Version = 1, Source = "", ExternalId = "", PersonaKey = null, CreatedAt = Agreed.Now, Status = LeadStatus.Qualified,
            LastEngagementPosition = 0, HandOffId = null, Listed = ("", Leads / 2),
        });

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
        if (!sqlite)
        {
            // The question is whether an index can serve it, not whether that pays for so few rows.
            await using var prefer = command.Connection.CreateCommand();
            prefer.CommandText = "SET enable_sort = off; SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";
            await prefer.ExecuteNonQueryAsync();
        }

        await using var reader = await command.ExecuteReaderAsync();
        List<string> plan = [];
        while (await reader.ReadAsync()) plan.Add(reader.GetString(sqlite ? 3 : 0));
        return string.Join('\n', plan);
    }
}
