using Alignment.Api.Data;
using Alignment.Api.Idempotency;
using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>
/// The commands in the life of a lead, each a unit of work: it loads, calls one verb of the domain, and keeps the lead, its history and
/// the word to others together. Of many who try at once one wins, and the rest are told who did.
/// </summary>
public sealed partial class HandOffDesk(LeadJournal journal, IdempotencyKeys keys, IClock clock)
{
    /// <summary>Offers a lead to a rep.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="repKey">The rep.</param>
    /// <param name="offDefinitionReason">Why, if the definition in force is not met; kept and counted.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancel">Stops before it is done.</param>
    public Task<Result<HandOffId>> OfferAsync(
        LeadId leadId, string repKey, string? offDefinitionReason, Caller caller, CancellationToken cancel = default) => DoAsync(
        caller,
        "handOffLead",
        new { leadId, repKey, offDefinitionReason },
        async (unit, refusals) =>
        {
            var lead = await unit.LeadAsync(leadId, refusals);
            var rep = await unit.RepAsync(repKey, refusals);
            if (lead is null || rep is null)
                return null;
            var terms = await unit.TermsAsync(lead, rep) with { OffDefinitionReason = offDefinitionReason };
            return Decided.Of(lead, lead.Offer(terms, caller.By, unit.Now));
        },
        cancel);

    /// <summary>The rep accepts; again by the same rep, the first answer stands.</summary>
    /// <param name="handOffId">The hand-off.</param>
    /// <param name="repKey">Who accepts; null: the rep it was offered to.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancel">Stops before it is done.</param>
    public Task<Result<HandOffId>> AcceptAsync(HandOffId handOffId, string? repKey, Caller caller, CancellationToken cancel = default) => DoAsync(
        caller,
        "acceptHandOff",
        new { handOffId, repKey },
        async (unit, refusals) =>
        {
            if (await unit.HandOffAsync(handOffId, refusals) is not var (lead, handOff) || await unit.RepAsync(handOff.RepKey, refusals) is not { } rep)
                return null;
            var policies = await unit.PoliciesAsync();
            return Decided.Of(lead, lead.Accept(handOff, repKey, rep.CalendarWith(policies.Calendar), policies.Clocks, caller.By, unit.Now));
        },
        cancel);

    /// <summary>The rep was in touch with the buyer.</summary>
    /// <param name="handOffId">The hand-off.</param>
    /// <param name="at">When; null: now.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancel">Stops before it is done.</param>
    public Task<Result<HandOffId>> TouchAsync(HandOffId handOffId, Instant? at, Caller caller, CancellationToken cancel = default) => DoAsync(
        caller,
        "recordTouch",
        new { handOffId, at },
        async (unit, refusals) => await unit.HandOffAsync(handOffId, refusals) is var (lead, handOff)
            ? Decided.Of(lead, lead.RecordTouch(handOff, at, caller.By, unit.Now))
            : null,
        cancel);

    /// <summary>The rep gives the lead back.</summary>
    /// <param name="handOffId">The hand-off.</param>
    /// <param name="reason">From the list of return reasons.</param>
    /// <param name="until">When it is worth another try, by the date where the rep is.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancel">Stops before it is done.</param>
    public Task<Result<HandOffId>> ReturnAsync(
        HandOffId handOffId, string reason, LocalDate? until, Caller caller, CancellationToken cancel = default) => DoAsync(
        caller,
        "returnHandOff",
        new { handOffId, reason, until },
        async (unit, refusals) =>
        {
            if (await unit.HandOffAsync(handOffId, refusals) is not var (lead, handOff))
                return null;
            var choice = (await unit.ReasonsAsync(ReasonListKind.Return)).Choose(reason);
            return Decided.Of(lead, lead.Return(handOff, choice, await unit.TryAgainAsync(until, handOff.RepKey), caller.By, unit.Now));
        },
        cancel);

    private async Task<Result<HandOffId>> DoAsync(
        Caller caller, string operation, object input, Func<Unit, List<Refusal>, Task<Decided?>> decide, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return await keys.OnceAsync<HandOffId>(
            caller.IdempotencyKey,
            operation,
            new { input, caller.ExpectedVersion },
            async (context, token) =>
            {
                var unit = new Unit(context, caller, clock.GetCurrentInstant().ToMicroseconds(), token);
                var refusals = new List<Refusal>();
                if (await decide(unit, refusals) is not { } decided)
                    return refusals;
                if (!decided.Result.TryGetValue(out var id, out var unmet))
                    return Result.Refused<HandOffId>(unmet);
                await journal.KeepAsync(context, decided.Lead, unit.Before, unit.Now, token);
                context.Raise(StoreTopics.Deadlines);
                await context.SaveChangesAsync(token);
                return id;
            },
            cancel);
    }

    /// <summary>What a verb answered, and the lead it was asked of.</summary>
    private sealed record Decided(Lead Lead, Result<HandOffId> Result)
    {
        public static Decided Of(Lead lead, Result<HandOff> result) => new(lead, result.Then(handOff => handOff.Id));

        public static Decided Of(Lead lead, Result<Lead> result) => new(lead, result.Then(_ => default(HandOffId)));
    }
}
