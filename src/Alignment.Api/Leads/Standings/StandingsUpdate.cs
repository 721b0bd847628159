using Alignment.Api.Data;
using Alignment.Api.Leads.Queue;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>A lead that changed.</summary>
/// <param name="Lead">The lead as it is now.</param>
/// <param name="Entries">What was added to its history, and is stored or about to be.</param>
/// <param name="Before">The hand-off it had before; null if none.</param>
public sealed record LeadMoved(Lead Lead, IReadOnlyList<LeadHistoryEntry> Entries, HandOff? Before = null);

/// <summary>Keeps how leads stand in step with what is known of them.</summary>
public static class StandingsUpdate
{
    private const int Batch = 5000;

    // Beyond this, the statements that EF does not know of are worth it.
    private const int Few = 20;

    /// <summary>
    /// Looks at leads that something was recorded of, in the unit of work that recorded it: saves what is pending, lets nurturing and
    /// qualified follow the decision (with a history entry), and stores how each lead stands now. Call it last, whatever was written: leads,
    /// engagements, outcomes or hand-offs.
    /// </summary>
    /// <param name="context">The context of the unit of work.</param>
    /// <param name="leadIds">The leads; those that are not stored are left out.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops the unit of work.</param>
    /// <returns>The leads that moved between nurturing and qualified, for whoever tells others.</returns>
    public static Task<IReadOnlyList<LeadMoved>> RefreshAsync(
        AlignmentContext context, IReadOnlyCollection<LeadId> leadIds, Instant now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(leadIds);
        return RefreshAsync(context, leadIds, [], now, cancel);
    }

    /// <param name="context">The context of the unit of work.</param>
    /// <param name="leadIds">The leads; those that are not stored are left out.</param>
    /// <param name="captured">Leads that this unit of work has captured, of which nothing else is recorded yet: there is nothing to read of them.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops the unit of work.</param>
    /// <inheritdoc cref="RefreshAsync(AlignmentContext, IReadOnlyCollection{LeadId}, Instant, CancellationToken)"/>
    internal static async Task<IReadOnlyList<LeadMoved>> RefreshAsync(
        AlignmentContext context, IReadOnlyCollection<LeadId> leadIds, IReadOnlyList<Lead> captured, Instant now, CancellationToken cancel)
    {
        await context.SaveChangesAsync(cancel);
        if (leadIds.Count == 0 && captured.Count == 0) return [];
        var moved = new List<LeadMoved>();
        var agreement = await AgreementInForce.ReadAsync(context, cancel);
        foreach (var leads in captured.Chunk(Batch))
        {
            var judged = leads.Select(lead => StandingJudgement.Of(
                agreement, new LeadBrief(lead.Id, lead.Status, null, lead.RestsUntil), new LeadFacts(lead.CreatedAt, lead.PersonaKey, lead.Attributes), now)).ToList();
            moved.AddRange(await StoreAsync(context, agreement, judged, now, cancel));
        }

        foreach (var ids in leadIds.Distinct().Chunk(Batch))
        {
            var leads = await ReadAsync(context, agreement, ids, cancel);
            var judged = leads.Select(lead => StandingJudgement.Of(agreement, lead.Brief, lead.Facts, now)).ToList();

            // Nobody is in a queue before the second entry in their history.
            var mayLeave = leads.Where(lead => lead.Version > 1).Select(lead => lead.Brief.Id).ToHashSet();
            moved.AddRange(await StoreAsync(context, agreement, judged, now, cancel, mayLeave));
        }

        return moved;
    }

    /// <summary>
    /// Has every lead that was given some content looked at anew, by the reviewer and soon, as when the stages changed that the content is for.
    /// </summary>
    /// <param name="context">The context of the unit of work that changed the content.</param>
    /// <param name="contents">The content, by external id.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops the unit of work.</param>
    public static async Task LookAgainAtLeadsGivenAsync(
        AlignmentContext context, IReadOnlyCollection<string> contents, Instant now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(contents);
        if (contents.Count == 0) return;
        await AgreementLock.AwaitAllAsync(context, cancel);
        var standings = context.LeadStandings.Where(standing =>
            (standing.NextChangeAt == null || standing.NextChangeAt > now)
            && context.Engagements.Any(entry => entry.LeadId == standing.LeadId && entry.Content != null && contents.Contains(entry.Content)));
        if (context.Database.IsRelational())
        {
            await standings.ExecuteUpdateAsync(set => set.SetProperty(standing => standing.NextChangeAt, now), cancel);
            return;
        }

        foreach (var standing in await standings.AsTracking().ToListAsync(cancel)) standing.NextChangeAt = now;
        await context.SaveChangesAsync(cancel);
    }

    /// <summary>Lets leads follow the decision and stores how they stand.</summary>
    /// <param name="context">The context of the unit of work.</param>
    /// <param name="agreement">What they were judged by.</param>
    /// <param name="judgements">How they stand.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops the unit of work.</param>
    /// <param name="keepPlaces">Those whose places in work queues are kept for walks that have begun; none where the order changes as a whole.</param>
    /// <returns>The leads that moved between nurturing and qualified.</returns>
    internal static async Task<IReadOnlyList<LeadMoved>> StoreAsync(
        AlignmentContext context, AgreementInForce agreement, IReadOnlyList<StandingJudgement> judgements, Instant now, CancellationToken cancel, IReadOnlySet<LeadId>? keepPlaces = null)
    {
        var moved = await FollowAsync(context, agreement, judgements.Where(judgement => judgement.MayMove).ToDictionary(judgement => judgement.Standing.LeadId), now, cancel);
        if (keepPlaces is { Count: > 0 })
            await FormerPlaces.KeepAsync(context, [.. judgements.Select(judgement => judgement.Standing).Where(standing => keepPlaces.Contains(standing.LeadId))], now, cancel);
        await StandingsWriter.WriteAsync(context, [.. judgements.Select(judgement => judgement.Standing)], cancel);
        await ForwardMoveWriter.KeepAsync(context, [.. judgements.Select(judgement => (judgement.Standing.LeadId, judgement.MovedOn))], cancel);
        return moved;
    }

    private static async Task<IReadOnlyList<(LeadBrief Brief, LeadFacts Facts, int Version)>> ReadAsync(
        AlignmentContext context, AgreementInForce agreement, LeadId[] ids, CancellationToken cancel)
    {
        if (context.Database.IsRelational() && ids.Length > Few)
        {
            var scan = new LeadScan(FactsNeeded.By(agreement.Assessor?.Definition));
            return [.. (await scan.ReadAsync(context, LeadsToScan.Of(ids), cancel)).Select(lead => (lead.Brief, lead.Facts, lead.Version))];
        }

        var leads = await context.Leads.AsNoTracking().Where(lead => ids.Contains(lead.Id))
            .Select(lead => new { Brief = new LeadBrief(lead.Id, lead.Status, lead.HandOff!.RepKey, lead.RestsUntil), lead.Version }).ToListAsync(cancel);
        var facts = await LeadFactsReader.ReadAsync(context, ids, cancel);
        return [.. leads.Select(lead => (lead.Brief, facts[lead.Brief.Id], lead.Version))];
    }

    private static async Task<IReadOnlyList<LeadMoved>> FollowAsync(
        AlignmentContext context, AgreementInForce agreement, Dictionary<LeadId, StandingJudgement> judgements, Instant now, CancellationToken cancel)
    {
        if (judgements.Count == 0) return [];
        var moved = new List<LeadMoved>();
        foreach (var ids in judgements.Keys.Chunk(Batch))
        {
            foreach (var lead in await context.Leads.AsTracking().Where(lead => ids.Contains(lead.Id)).ToListAsync(cancel))
            {
                var (standing, assessment, _) = judgements[lead.Id];
                if (!lead.Follow(agreement.VerdictOf(assessment), now)) continue;
                standing.Status = lead.Status;
                var entries = lead.DrainHistory();
                context.AddRange(entries);
                moved.Add(new LeadMoved(lead, entries));
            }
        }

        await context.SaveChangesAsync(cancel);
        return moved;
    }
}
