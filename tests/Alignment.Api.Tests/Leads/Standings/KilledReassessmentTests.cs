using System.Data.Common;
using System.Security.Cryptography;
using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Alignment.Api.Jobs;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Webhooks;
using Alignment.Core.Leads;
using Alignment.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Npgsql;

namespace Alignment.Api.Tests.Leads.Standings;

/// <summary>The real host, killed as the operating system kills, while it looks at every lead anew.</summary>
public sealed class KilledReassessmentTests(Xunit.Abstractions.ITestOutputHelper output)
{
    // More than two units of work of the host on SQLite, more than one on PostgreSQL: it is killed in the first or in the next.
    private const int Leads = 40_000;

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenTheHostIsKilledDuringAReassessment_ThenItEndsWhereAnUnbrokenOneDoes(StorageKind kind)
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        var leads = Enumerable.Range(0, Leads).Select(number => Agreed.Capture($"{number}", now)).ToList();
        var unbroken = await TestStore.NewDatabaseAsync(kind);
        await FillAsync(unbroken, leads, now);
        var broken = await KilledAsync(kind, leads, now);
        for (var tries = 1; broken is null; tries++)
        {
            Assert.True(tries < 5, "Everything was done before the kill, five times: the test proves nothing.");
            broken = await KilledAsync(kind, leads, now);
        }

        await FinishAsync(broken);
        await FinishAsync(unbroken);
        var (one, other) = (await StandingsAsync(unbroken), await StandingsAsync(broken));
        Assert.Equal(Leads, one.Count);
        Assert.Equal(one, other);
    }

    /// <summary>A store whose host was killed at its work; null where it was done before, as on a machine that leaves this process no time.</summary>
    private async Task<StorageSettings?> KilledAsync(StorageKind kind, List<Lead> leads, Instant now)
    {
        var broken = await TestStore.NewDatabaseAsync(kind);
        await FillAsync(broken, leads, now);
        var dice = new Random();
        using var host = KilledHostTests.Start(broken, RandomNumberGenerator.GetBytes(32));
        var until = dice.Next(2);
        await using var done = await OpenAsync(broken);
        await Eventually.UntilAsync(async () => await DoneAsync(done) >= until || host.HasExited);
        await Task.Delay(dice.Next(100));
        Assert.False(host.HasExited, "The host ended by itself.");
        host.Kill();
        await host.WaitForExitAsync();
        var killedAt = await DoneAsync(done);
        output.WriteLine($"Killed after {killedAt} leads.");
        return killedAt < Leads ? broken : null;
    }

    private static async Task FillAsync(StorageSettings settings, List<Lead> leads, Instant now)
    {
        await using var store = await AlignmentStore.ConnectAsync(settings);
        await store.MigrateAsync();
        await Agreed.AgreeAsync(store, Agreed.OneWebinar, now);
        await store.WriteAsync(async (context, cancel) =>
        {
            await RowWriter.InsertAsync(context, leads, cancel);
            await RowWriter.InsertAsync(context, [.. leads.SelectMany(lead => lead.PendingHistory)], cancel);

            // Every tenth lead was at a webinar lately, every other tenth long ago.
            var log = leads.Select((lead, number) => (lead, number)).Where(pair => pair.number % 5 == 0).Select(pair => new LoggedEngagement(
                pair.lead.Id, new Engagement(now - Duration.FromDays(pair.number % 10 == 0 ? 5 : 50) + Duration.FromSeconds(pair.number), "webinar", 1)));
            await RowWriter.InsertAsync(context, [.. log], cancel);
        });
    }

    private static async Task FinishAsync(StorageSettings settings)
    {
        await using var store = await AlignmentStore.ConnectAsync(settings);
        var clock = SystemClock.Instance;
        await Reassessment.AskIfDueAsync(store, clock.GetCurrentInstant(), default);
        var board = new JobBoard(store, clock);
        using var worker = new JobWorker(board, [new Reassessment(store, board, clock)], clock, NullLogger<JobWorker>.Instance);

        // The killed host's lease must have run out.
        await Eventually.UntilAsync(() => worker.WorkOnceAsync([JobKind.Reassessment], default));
        await using var reading = store.CreateDbContext();
        var job = await reading.Jobs.SingleAsync();
        Assert.Equal((JobState.Done, (long)Leads), (job.State, job.Done));
    }

    // Kept open: on a busy machine, connecting takes longer than what is waited for.
    private static async Task<DbConnection> OpenAsync(StorageSettings settings)
    {
        DbConnection connection = settings.Kind == StorageKind.Postgres
            ? new NpgsqlConnection(settings.Database)
            : new SqliteConnection($"Data Source={settings.Database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>How many leads are done; less than none before the host is at it.</summary>
    private static async Task<long> DoneAsync(DbConnection connection)
    {
        await using var reading = connection.CreateCommand();
        reading.CommandText = "SELECT COALESCE(MAX(done), -1) FROM jobs WHERE kind = 'Reassessment' AND state <> 'Asked'";
        return (long)(await reading.ExecuteScalarAsync())!;
    }

    /// <summary>How every lead stands, but for when it was looked at, and what its history says.</summary>
    private static async Task<List<string>> StandingsAsync(StorageSettings settings)
    {
        await using var store = await AlignmentStore.ConnectAsync(settings);
        await using var reading = store.CreateDbContext();
        var statuses = await reading.Leads.ToDictionaryAsync(lead => lead.Id, lead => (lead.Status, lead.Version));
        var histories = (await reading.LeadHistory.OrderBy(entry => entry.Sequence).Select(entry => new { entry.LeadId, entry.Kind }).ToListAsync()).ToLookup(entry => entry.LeadId, entry => entry.Kind);
        return [.. (await reading.LeadStandings.OrderBy(standing => standing.LeadId).ToListAsync()).Select(standing =>
            $"{standing.LeadId} {standing.DefinitionId is not null} {standing.Decision} {standing.Total} {standing.Fit} {standing.Interest} {standing.StageKey} {standing.NextChangeAt} "
            + $"{standing.PersonaKey} {standing.Status} {standing.RepKey} {statuses[standing.LeadId]} {string.Join(',', histories[standing.LeadId])}")];
    }
}
