using Alignment.Api.Leads.Standings;
using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Leads.Routing;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.HandOffs;

/// <content>Commands that find the rep by the team's rules.</content>
public sealed partial class HandOffDesk
{
    /// <summary>Offers a lead to the rep whom the team's rules name, and keeps how they were found.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="offDefinitionReason">Why, if the definition in force is not met; kept and counted.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancel">Stops before it is done.</param>
    public Task<Result<HandOffId>> RouteAsync(LeadId leadId, string? offDefinitionReason, Caller caller, CancellationToken cancel = default) => DoAsync(
        caller,
        "routeLead",
        new { leadId, offDefinitionReason },
        async (unit, refusals) =>
        {
            if (await unit.LeadAsync(leadId, refusals) is not { } lead || await RouteAsync(unit, lead, refusals) is not var (rep, decision))
                return null;
            var terms = await unit.TermsAsync(lead, rep) with { OffDefinitionReason = offDefinitionReason, Routing = decision.ToJson() };
            return Decided.Of(lead, lead.Offer(terms, decision.By, unit.Now));
        },
        cancel);

    /// <summary>Offers a lead to another rep instead: a new owner, a new clock.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="repKey">The other rep; null: whom the team's rules name.</param>
    /// <param name="why">Such as "ana left".</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancel">Stops before it is done.</param>
    public Task<Result<HandOffId>> MoveOnAsync(LeadId leadId, string? repKey, string why, Caller caller, CancellationToken cancel = default) => DoAsync(
        caller,
        "moveLeadOn",
        new { leadId, repKey, why },
        async (unit, refusals) =>
        {
            if (string.IsNullOrWhiteSpace(why))
                refusals.Add(new(RefusalCode.Validation, "Say why the lead moves on.", "why"));
            if (await unit.LeadAsync(leadId, refusals) is not { } lead)
                return null;
            if (repKey is not null)
            {
                return await unit.RepAsync(repKey, refusals) is { } chosen && refusals.Count == 0
                    ? Decided.Of(lead, lead.MoveOn(await unit.TermsAsync(lead, chosen), why, caller.By, unit.Now))
                    : null;
            }

            if (await RouteAsync(unit, lead, refusals) is not var (rep, decision) || refusals.Count > 0)
                return null;
            var terms = await unit.TermsAsync(lead, rep) with { Routing = decision.ToJson() };
            return Decided.Of(lead, lead.MoveOn(terms, why, decision.By, unit.Now));
        },
        cancel);

    /// <summary>Whom the team's rules name; the refusal says why nobody.</summary>
    private static async Task<(SalesRep Rep, RoutingDecision Decision)?> RouteAsync(Unit unit, Lead lead, List<Refusal> refusals)
    {
        var (context, now, cancel) = (unit.Context, unit.Now, unit.Cancel);
        if ((await unit.PoliciesAsync()).Routing is not { } routing)
        {
            refusals.Add(new(RefusalCode.NotFound, "Nobody has written rules yet that say who gets which lead.", "repKey"));
            return null;
        }

        var since = now - routing.Rules.Max(rule => rule.Recent);
        var open = await context.HandOffs.Where(handOff => handOff.EndedAt == null)
            .GroupBy(handOff => handOff.RepKey).Select(rep => new { rep.Key, Count = rep.Count() })
            .ToDictionaryAsync(rep => rep.Key, rep => rep.Count, cancel);
        var offers = (await context.HandOffs.Where(handOff => handOff.OfferedAt > since)
            .Select(handOff => new { handOff.RepKey, handOff.OfferedAt }).ToListAsync(cancel)).ToLookup(offer => offer.RepKey, offer => offer.OfferedAt);
        var reps = await context.SalesReps.AsNoTracking().ToListAsync(cancel);
        var hadIt = await context.HandOffs.Where(handOff => handOff.LeadId == lead.Id
                && (handOff.EndedAt == null || handOff.State == HandOffState.Returned || handOff.State == HandOffState.Lapsed))
            .Select(handOff => handOff.RepKey).ToListAsync(cancel);
        var agreement = await AgreementInForce.ReadAsync(context, cancel);
        var facts = await LeadFactsReader.ReadAsync(context, [lead.Id], cancel);
        var request = new RoutingRequest(
            lead.Attributes,
            lead.PersonaKey,
            agreement.StagesFor(lead.PersonaKey).Locate(facts[lead.Id], now).Stage.Key,
            [.. reps.Select(rep => new RepLoad(rep, open.GetValueOrDefault(rep.Key), [.. offers[rep.Key]]))])
        {
            HadIt = hadIt.ToHashSet(StringComparer.Ordinal),
        };
        var decision = routing.Route(request, now);
        if (decision.RepKey is { } key)
            return (reps.Single(rep => rep.Key == key), decision);
        refusals.Add(new(RefusalCode.WrongState, decision.Why, "repKey"));
        return null;
    }
}
