using Alignment.Api.Data;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>What a standing copies of a lead, and what else decides when to look at it again.</summary>
/// <param name="Id">The lead.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="RepKey">Who has it.</param>
/// <param name="RestsUntil">Until when it stays nurturing whatever its score.</param>
internal readonly record struct LeadBrief(LeadId Id, LeadStatus Status, string? RepKey, Instant? RestsUntil);

/// <summary>A lead looked at: how it stands, and why.</summary>
/// <param name="Standing">What is kept.</param>
/// <param name="Assessment">What the agreement says; null with none in force.</param>
/// <param name="MovedOn">Every instant at which the reading moved on to a later stage.</param>
internal readonly record struct StandingJudgement(LeadStanding Standing, Assessment? Assessment, IReadOnlyList<Instant> MovedOn)
{
    /// <summary>Whether nurturing or qualified may be about to follow the decision; the lead itself says whether it does.</summary>
    public bool MayMove => Standing.Status switch
    {
        LeadStatus.Nurturing => Standing.Decision == Decision.HandOff,
        LeadStatus.Qualified => Standing.Decision != Decision.HandOff,
        _ => false,
    };

    /// <summary>Looks at a lead.</summary>
    public static StandingJudgement Of(AgreementInForce agreement, LeadBrief lead, LeadFacts facts, Instant now)
    {
        var assessment = agreement.Assess(facts, now);
        var stages = agreement.StagesFor(facts.PersonaKey);
        var stage = stages.Locate(facts, now);
        return new(
            new LeadStanding
            {
                LeadId = lead.Id,
                DefinitionId = agreement.Id,
                Decision = assessment?.Decision,
                Total = assessment?.Total ?? 0,
                Fit = assessment?.Fit ?? 0,
                Interest = assessment?.Interest ?? 0,
                StageKey = stage.Stage.Key,
                AssessedAt = now,
                NextChangeAt = First(First(assessment?.NextChange(), stage.GoneBy), First(Recorded(facts, now), Awakening(lead, now))),
                PersonaKey = facts.PersonaKey,
                Status = lead.Status,
                RepKey = lead.RepKey,
            },
            assessment,
            stages.Spells(facts, now) is { Count: > 1 } spells ? [.. spells.Moves(lead.Id.Value).Where(move => move.Forward).Select(move => move.At)] : []);
    }

    private static Instant? Awakening(LeadBrief lead, Instant now) => lead.RestsUntil > now ? lead.RestsUntil : null;

    // What is recorded for later is news when its instant comes.
    private static Instant? Recorded(LeadFacts facts, Instant now)
    {
        Instant? first = null;
        for (var i = facts.Engagements.Count - 1; i >= 0 && facts.Engagements[i].At > now; i--) first = facts.Engagements[i].At;
        for (var i = facts.Milestones.Count - 1; i >= 0 && facts.Milestones[i].At > now; i--) first = First(first, facts.Milestones[i].At);
        return first;
    }

    private static Instant? First(Instant? one, Instant? other) => one is null || other < one ? other ?? one : one;
}
