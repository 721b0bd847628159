using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>Writes what a stretch of leads comes to, in one unit of work, while it is read.</summary>
internal static class StretchWriting
{
    /// <summary>Writes a stretch.</summary>
    /// <param name="context">The unit of work.</param>
    /// <param name="journal">Tells others which leads moved; null for nobody.</param>
    /// <param name="stretch">Which leads.</param>
    /// <param name="parts">What they come to, in the order of their ids.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>How many leads there were, and the last of them.</returns>
    public static async Task<(int Done, LeadId? Last)> WriteAsync(
        AlignmentContext context, LeadJournal? journal, (LeadId? After, int Limit) stretch, IAsyncEnumerable<JudgedPart> parts, Instant now, CancellationToken cancel)
    {
        var (done, last) = (0, (LeadId?)null);
        var (moved, moves) = (new List<LeadMoved>(), ForwardMoveChanges.None());
        await StandingsWriter.ReplaceAsync(context, stretch, StandingsAsync(), cancel);
        await RowWriter.UpdateAsync(context, moved.ConvertAll(one => one.Lead), cancel, Followed);
        await RowWriter.InsertAsync(context, moved.SelectMany(one => one.Entries).ToList(), cancel);
        await ForwardMoveWriter.WriteAsync(context, moves, cancel);
        if (journal is not null) await journal.TellAsync(context, moved, now, cancel);
        return (done, last);

        async IAsyncEnumerable<LeadStanding[]> StandingsAsync()
        {
            await foreach (var part in parts)
            {
                (done, last) = (done + part.Standings.Length, part.Standings[^1].LeadId);
                moved.AddRange(part.Moved);
                moves.Gone.AddRange(part.Moves.Gone);
                moves.Come.AddRange(part.Moves.Come);
                yield return part.Standings;
            }
        }
    }

    // What following the decision may change of a lead.
    private static readonly string[] Followed =
        [nameof(Lead.Status), nameof(Lead.Version), nameof(Lead.ChangedAt), nameof(Lead.TryAgainOn), nameof(Lead.RestsUntil), nameof(Lead.RestsAtPosition)];
}
