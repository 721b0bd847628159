using Alignment.Api.Data;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>What a definition would change for the leads of today, if it came into force now. Leads that are not open are left out.</summary>
/// <param name="AsOf">The instant of comparison.</param>
/// <param name="Leads">How many leads are open: nurturing, qualified, or with sales.</param>
/// <param name="MeetNow">How many of them meet the definition in force; 0 with none in force.</param>
/// <param name="WouldMeet">How many would meet the other.</param>
/// <param name="NewlyQualify">How many would meet it that do not meet the one in force.</param>
/// <param name="Drop">How many meet the one in force and would not meet it.</param>
/// <param name="NewlyExcluded">How many it would exclude that are not excluded now.</param>
/// <param name="WithSalesDropped">How many of those that drop are with sales already, and stay there.</param>
public sealed record DraftImpact(
    Instant AsOf, int Leads, int MeetNow, int WouldMeet, int NewlyQualify, int Drop, int NewlyExcluded, int WithSalesDropped)
{
    private const int Stretch = 2048;

    /// <summary>Counts over the whole store, reading it once in stretches.</summary>
    /// <param name="store">The leads.</param>
    /// <param name="draft">The definition that might come into force.</param>
    /// <param name="now">The instant of comparison.</param>
    /// <param name="progress">Told how many leads have been looked at.</param>
    /// <param name="cancel">Stops counting.</param>
    public static async Task<DraftImpact> OfAsync(
        AlignmentStore store, LeadDefinition draft, Instant now, Action<long>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(draft);
        await using var context = store.CreateDbContext();
        var agreement = await AgreementInForce.ReadAsync(context, cancel);
        var assessor = draft.Compile(agreement.Journeys);
        var scan = new LeadScan(FactsNeeded.By(agreement.Assessor?.Definition, draft));
        var impact = new DraftImpact(now, 0, 0, 0, 0, 0, 0, 0);
        var (seen, after) = (0L, (LeadId?)null);
        while (await scan.ReadAsync(context, after, Stretch, cancel) is { Count: > 0 } leads)
        {
            foreach (var lead in leads.Where(lead => IsOpen(lead.Brief.Status)))
                impact = impact.With(lead.Brief.Status, agreement.Assess(lead.Facts, now)?.Decision, assessor.Assess(lead.Facts, now).Decision);
            after = leads[^1].Brief.Id;
            progress?.Invoke(seen += leads.Count);
        }

        return impact;
    }

    private DraftImpact With(LeadStatus status, Decision? current, Decision then)
    {
        var (meets, would) = (current == Decision.HandOff, then == Decision.HandOff);
        var drops = meets && !would;
        return this with
        {
            Leads = Leads + 1,
            MeetNow = MeetNow + (meets ? 1 : 0),
            WouldMeet = WouldMeet + (would ? 1 : 0),
            NewlyQualify = NewlyQualify + (would && !meets ? 1 : 0),
            Drop = Drop + (drops ? 1 : 0),
            NewlyExcluded = NewlyExcluded + (then == Decision.Disqualify && current != Decision.Disqualify ? 1 : 0),
            WithSalesDropped = WithSalesDropped + (drops && status is LeadStatus.Offered or LeadStatus.Accepted or LeadStatus.Working ? 1 : 0),
        };
    }

    private static bool IsOpen(LeadStatus status) => status is not (LeadStatus.Won or LeadStatus.Lost or LeadStatus.Disqualified);
}
