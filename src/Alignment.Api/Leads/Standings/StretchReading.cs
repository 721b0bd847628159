using System.Runtime.CompilerServices;
using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>A part of a stretch that has been read and judged, and of which nothing is written yet.</summary>
/// <param name="Standings">How its leads stand now, by lead.</param>
/// <param name="Moved">Those that followed the decision to nurturing or qualified.</param>
/// <param name="Moves">What is to change of the moves that are kept of them.</param>
internal sealed record JudgedPart(LeadStanding[] Standings, IReadOnlyList<LeadMoved> Moved, ForwardMoveChanges Moves);

/// <summary>
/// Reads and judges a stretch of leads beside whoever writes what they come to: one part is read, the one before it judged, the one before
/// that written.
/// </summary>
internal sealed class StretchReading : IAsyncDisposable
{
    // So much at once that a statement is worthwhile, so little that nobody waits long for the first.
    private const int Part = 1024;
    private const int PartsAhead = 4;

    private readonly AgreementInForce agreement;
    private readonly LeadScan scan;
    private readonly Instant now;
    private readonly ReadingBeside forRows;
    private readonly ReadingBeside forLeads;
    private readonly Ahead<ScannedRows>? rows;
    private readonly Ahead<JudgedPart>? parts;

    private StretchReading(AgreementInForce agreement, LeadScan scan, Instant now, ReadingBeside forRows, ReadingBeside forLeads, LeadId? after, int limit, CancellationToken cancel)
    {
        (this.agreement, this.scan, this.now, this.forRows, this.forLeads) = (agreement, scan, now, forRows, forLeads);
        rows = forRows.IsApart ? new(RowsAsync(after, limit, cancel), PartsAhead, cancel) : null;
        var judged = JudgeAsync(rows?.Items ?? RowsAsync(after, limit, cancel), cancel);
        parts = forRows.IsApart ? new(judged, PartsAhead, cancel) : null;
        Parts = parts?.Items ?? judged;
    }

    /// <summary>The parts in the order of their leads, to be gone through once.</summary>
    public IAsyncEnumerable<JudgedPart> Parts { get; }

    /// <summary>Begins to read the leads that follow one.</summary>
    /// <param name="store">The leads.</param>
    /// <param name="writing">The unit of work that writes what they come to, and sees nothing that others commit meanwhile.</param>
    /// <param name="agreement">What leads are judged by.</param>
    /// <param name="scan">Reads what the agreement looks at, and the moves that are kept.</param>
    /// <param name="after">The last lead of the stretch before; null to begin.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async Task<StretchReading> BeginAsync(
        AlignmentStore store, AlignmentContext writing, AgreementInForce agreement, LeadScan scan, LeadId? after, int limit, Instant now, CancellationToken cancel)
    {
        var forRows = await ReadingBeside.OpenAsync(store, writing, cancel);
        try
        {
            return new(agreement, scan, now, forRows, await ReadingBeside.OpenAsync(store, writing, cancel), after, limit, cancel);
        }
        catch (Exception)
        {
            await forRows.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (parts is not null) await parts.DisposeAsync();
        if (rows is not null) await rows.DisposeAsync();
        await forLeads.DisposeAsync();
        await forRows.DisposeAsync();
    }

    private async IAsyncEnumerable<ScannedRows> RowsAsync(LeadId? after, int limit, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var left = limit; left > 0;)
        {
            var most = Math.Min(Part, left);
            var read = await scan.RowsAsync(forRows.Context, after, most, cancel);
            if (read.Count > 0) yield return read;
            if (read.Count < most) yield break;
            (after, left) = (read.Last, left - most);
        }
    }

    private async IAsyncEnumerable<JudgedPart> JudgeAsync(IAsyncEnumerable<ScannedRows> read, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var part in read.WithCancellation(cancel))
        {
            var judged = scan.Make(part, lead => (Judgement: StandingJudgement.Of(agreement, lead.Brief, lead.Facts, now), Kept: lead.KeptMoves));
            var moves = ForwardMoveChanges.None();
            foreach (var (judgement, kept) in judged) moves.Add(judgement.Standing.LeadId, kept, judgement.MovedOn);
            var moved = await FollowAsync(judged.Where(one => one.Judgement.MayMove).ToDictionary(one => one.Judgement.Standing.LeadId, one => one.Judgement), cancel);
            yield return new JudgedPart(Array.ConvertAll(judged, one => one.Judgement.Standing), moved, moves);
        }
    }

    private async Task<IReadOnlyList<LeadMoved>> FollowAsync(Dictionary<LeadId, StandingJudgement> judgements, CancellationToken cancel)
    {
        if (judgements.Count == 0) return [];
        var ids = judgements.Keys.ToList();
        var moved = new List<LeadMoved>(ids.Count);
        foreach (var lead in await RowWriter.Loading(forLeads.Context, forLeads.Context.Leads.Where(lead => ids.Contains(lead.Id))).ToListAsync(cancel))
        {
            var (standing, assessment, _) = judgements[lead.Id];
            if (!lead.Follow(agreement.VerdictOf(assessment), now)) continue;
            standing.Status = lead.Status;
            moved.Add(new LeadMoved(lead, lead.DrainHistory()));
        }

        return moved;
    }
}
