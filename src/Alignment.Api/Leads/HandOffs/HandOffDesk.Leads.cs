using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Api.Leads.HandOffs;

/// <content>Commands that name a lead.</content>
public sealed partial class HandOffDesk
{
    /// <summary>Takes an accepted or worked lead back to nurturing.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="reason">From the list of recycle reasons.</param>
    /// <param name="until">When it is worth another try, by the date where its rep is.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancel">Stops before it is done.</param>
    /// <returns>The hand-off that ended.</returns>
    public Task<Result<HandOffId>> RecycleAsync(LeadId leadId, string reason, LocalDate? until, Caller caller, CancellationToken cancel = default) =>
        DoAsync(
            caller,
            "recycleLead",
            new { leadId, reason, until },
            async (unit, refusals) =>
            {
                if (await unit.LeadAsync(leadId, refusals) is not { } lead)
                    return null;
                var choice = (await unit.ReasonsAsync(ReasonListKind.Recycle)).Choose(reason);
                return Decided.Of(lead, lead.Recycle(choice, await unit.TryAgainAsync(until, lead.HandOff?.RepKey), caller.By, unit.Now));
            },
            cancel);

    /// <summary>Takes a lead out until it is reactivated.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="reason">From the list of disqualification reasons.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancel">Stops before it is done.</param>
    public async Task<Result<LeadId>> DisqualifyAsync(LeadId leadId, string reason, Caller caller, CancellationToken cancel = default)
    {
        var done = await DoAsync(
            caller,
            "disqualifyLead",
            new { leadId, reason },
            async (unit, refusals) =>
            {
                if (await unit.LeadAsync(leadId, refusals) is not { } lead)
                    return null;
                var choice = (await unit.ReasonsAsync(ReasonListKind.Disqualification)).Choose(reason);
                return Decided.Of(lead, lead.Disqualify(choice, caller.By, unit.Now));
            },
            cancel);
        return done.Then(_ => leadId);
    }

    /// <summary>Lets an ended lead come again.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="why">In the caller's words; null if they say nothing.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancel">Stops before it is done.</param>
    public async Task<Result<LeadId>> ReactivateAsync(LeadId leadId, string? why, Caller caller, CancellationToken cancel = default)
    {
        var done = await DoAsync(
            caller,
            "reactivateLead",
            new { leadId, why },
            async (unit, refusals) => await unit.LeadAsync(leadId, refusals) is { } lead
                ? Decided.Of(lead, lead.Reactivate(why, caller.By, unit.Now))
                : null,
            cancel);
        return done.Then(_ => leadId);
    }
}
