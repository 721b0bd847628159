using System.Data;
using Alignment.Api.Data;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads;

/// <summary>Changes of leads as they are committed; those of one lead in their order.</summary>
public sealed class LeadChangeFeed(AlignmentStore store)
    : ChangeFeed<LeadChange>(store, StoreTopics.LeadHistory, store.Settings.Kind == StorageKind.Postgres ? () => new LeadHistoryTail(store) : null);

/// <summary>
/// Follows the histories of leads on PostgreSQL. Each entry knows the transaction that wrote it; what a reading's snapshot sees and the
/// one before did not is exactly what was committed in between, however long it had been under way and in whatever order.
/// </summary>
internal sealed class LeadHistoryTail(AlignmentStore store) : ChangeTail<LeadChange>
{
    private readonly HashSet<(LeadId, int)> told = [];
    private string seen = "";

    public override async Task BeginAsync(CancellationToken cancel)
    {
        await using var context = store.CreateDbContext();
        seen = await SnapshotAsync(context, cancel);
    }

    public override async Task ReadAsync(Func<LeadChange, ValueTask> tell, CancellationToken cancel)
    {
        await using var context = store.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var seeing = await SnapshotAsync(context, cancel);

        // The upper bound leaves out rows that came from another server with its dump, where transactions had got further.
        var entries = context.LeadHistory.FromSql(
            $"""
            SELECT lead_id, sequence, at, actor, kind, why, hand_off_id, changes FROM lead_history
            WHERE tx >= pg_snapshot_xmin({seen}::pg_snapshot) AND tx < pg_snapshot_xmax({seeing}::pg_snapshot)
              AND NOT pg_visible_in_snapshot(tx, {seen}::pg_snapshot)
            ORDER BY at, lead_id, sequence
            """);
        await foreach (var entry in entries.AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!told.Add((entry.LeadId, entry.Sequence))) continue;
            await tell(LeadChange.Of(entry));
        }

        seen = seeing;
        told.Clear();
    }

    private static Task<string> SnapshotAsync(AlignmentContext context, CancellationToken cancel) =>
        context.Database.SqlQuery<string>($"SELECT pg_current_snapshot()::text AS \"Value\"").SingleAsync(cancel);
}
