using Alignment.Api.Data;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>Keeps how leads stand in step with what is known of them.</summary>
public static class StandingsUpdate
{
    private const int Batch = 1000;

    /// <summary>
    /// Looks at leads that something was recorded of, in the unit of work that recorded it: saves what is pending, lets nurturing and
    /// qualified follow the decision (with a history entry), and stores how each lead stands now. Call it last, whatever was written: leads,
    /// engagements, outcomes or hand-offs.
    /// </summary>
    /// <param name="context">The context of the unit of work.</param>
    /// <param name="leadIds">The leads; those that are not stored are left out.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops the unit of work.</param>
    public static async Task RefreshAsync(
        AlignmentContext context, IReadOnlyCollection<LeadId> leadIds, Instant now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(leadIds);
        await context.SaveChangesAsync(cancel);
        if (leadIds.Count == 0) return;
        var agreement = await AgreementInForce.ReadAsync(context, cancel);
        foreach (var ids in leadIds.Distinct().Chunk(Batch))
        {
            var leads = await context.Leads.AsNoTracking().Where(lead => ids.Contains(lead.Id))
                .Select(lead => new LeadBrief(lead.Id, lead.Status, lead.HandOff!.RepKey, lead.RestsUntil)).ToListAsync(cancel);
            var facts = await LeadFactsReader.ReadAsync(context, ids, cancel);
            await StoreAsync(context, agreement, [.. leads.Select(lead => StandingJudgement.Of(agreement, lead, facts[lead.Id], now))], now, cancel);
        }
    }

    /// <summary>Lets leads follow the decision and stores how they stand.</summary>
    /// <returns>How many leads moved between nurturing and qualified.</returns>
    internal static async Task<int> StoreAsync(
        AlignmentContext context, AgreementInForce agreement, IReadOnlyList<StandingJudgement> judgements, Instant now, CancellationToken cancel)
    {
        var moved = await FollowAsync(context, agreement, judgements.Where(judgement => judgement.MayMove).ToDictionary(judgement => judgement.Standing.LeadId), now, cancel);
        await StandingsWriter.WriteAsync(context, [.. judgements.Select(judgement => judgement.Standing)], cancel);
        return moved;
    }

    private static async Task<int> FollowAsync(
        AlignmentContext context, AgreementInForce agreement, Dictionary<LeadId, StandingJudgement> judgements, Instant now, CancellationToken cancel)
    {
        if (judgements.Count == 0) return 0;
        var moved = 0;
        foreach (var ids in judgements.Keys.Chunk(Batch))
        {
            foreach (var lead in await context.Leads.AsTracking().Where(lead => ids.Contains(lead.Id)).ToListAsync(cancel))
            {
                var (standing, assessment) = judgements[lead.Id];
                if (!lead.Follow(agreement.VerdictOf(assessment), now)) continue;
                standing.Status = lead.Status;
                context.AddRange(lead.DrainHistory());
                moved++;
            }
        }

        await context.SaveChangesAsync(cancel);
        return moved;
    }
}
