using Alignment.Api.Data;
using Alignment.Core.Leads;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Alignment.Api.Leads;

/// <summary>Where a lead's log ends: all that it takes to add to it.</summary>
/// <param name="id">The lead.</param>
/// <param name="last">The position of its last entry; 0 while it has none.</param>
internal sealed class LogEnd(LeadId id, long last)
{
    public LeadId Id { get; } = id;

    public long Last { get; private set; } = last;

    /// <summary>Makes room for one more entry.</summary>
    /// <returns>Its position.</returns>
    public long Extend() => ++Last;

    /// <summary>Stores where logs end now, of leads that are kept from other hosts.</summary>
    public static async Task StoreAsync(AlignmentContext context, IReadOnlyCollection<LogEnd> ends, CancellationToken cancel)
    {
        if (ends.Count == 0) return;
        if (context.Database.IsNpgsql())
        {
            var (ids, positions) = (ends.Select(end => end.Id.Value).ToArray(), ends.Select(end => end.Last).ToArray());
            await context.Database.ExecuteSqlAsync(
                $"UPDATE leads SET last_engagement_position = ends.last FROM unnest({ids}, {positions}) AS ends (id, last) WHERE leads.id = ends.id AND leads.id = ANY ({ids})", cancel);
        }
        else if (context.Database.IsSqlite())
        {
            using var command = (SqliteCommand)context.Database.GetDbConnection().CreateCommand();
            command.CommandText = "UPDATE leads SET last_engagement_position = $last WHERE id = $id";
            command.Transaction = (SqliteTransaction?)context.Database.CurrentTransaction?.GetDbTransaction();
            var (id, last) = (command.Parameters.Add("$id", SqliteType.Blob), command.Parameters.Add("$last", SqliteType.Integer));
            command.Prepare();
            foreach (var end in ends)
            {
                (id.Value, last.Value) = (end.Id.Value.ToByteArray(bigEndian: true), end.Last);
                command.ExecuteNonQuery();
            }
        }
        else
        {
            foreach (var end in ends)
                if (await context.Leads.AsTracking().SingleOrDefaultAsync(lead => lead.Id == end.Id, cancel) is { } lead && end.Last > lead.LastEngagementPosition)
                    lead.ExtendLog(checked((int)(end.Last - lead.LastEngagementPosition)));
            await context.SaveChangesAsync(cancel);
        }
    }
}
