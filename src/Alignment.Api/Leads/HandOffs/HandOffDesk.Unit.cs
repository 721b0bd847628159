using Alignment.Api.Data;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Policies;
using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.HandOffs;

/// <content>What a command loads.</content>
public sealed partial class HandOffDesk
{
    /// <summary>One unit of work: what it asks for, or the refusal that says it is not there.</summary>
    private sealed class Unit(AlignmentContext context, Caller caller, Instant now, CancellationToken cancel)
    {
        private TeamPolicies? policies;

        public Instant Now => now;

        public AlignmentContext Context => context;

        public CancellationToken Cancel => cancel;

        /// <summary>The hand-off the lead had when it was loaded.</summary>
        public HandOff? Before { get; private set; }

        public async Task<Lead?> LeadAsync(LeadId id, List<Refusal> refusals)
        {
            // Who comes second waits, and then sees what the first has done, instead of both doing it and one starting over.
            if (context.Database.IsNpgsql())
                await context.Database.SqlQuery<Guid>($"SELECT id AS \"Value\" FROM leads WHERE id = {id.Value} FOR UPDATE").ToListAsync(cancel);
            if (await context.Leads.Include(lead => lead.HandOff).SingleOrDefaultAsync(lead => lead.Id == id, cancel) is not { } lead)
            {
                refusals.Add(new(RefusalCode.NotFound, "There is no such lead.", "leadId"));
                return null;
            }

            Before = lead.HandOff;
            if (caller.ExpectedVersion is not { } expected || expected == lead.Version)
                return lead;
            refusals.Add(new(RefusalCode.Conflict, $"The lead is at version {lead.Version} by now; you saw {expected}.", "expectedVersion"));
            return null;
        }

        public async Task<(Lead Lead, HandOff HandOff)?> HandOffAsync(HandOffId id, List<Refusal> refusals)
        {
            if (await context.HandOffs.SingleOrDefaultAsync(handOff => handOff.Id == id, cancel) is not { } handOff)
            {
                refusals.Add(new(RefusalCode.NotFound, "There is no such hand-off.", "handOffId"));
                return null;
            }

            if (await LeadAsync(handOff.LeadId, refusals) is not { } lead)
                return null;
            await context.Entry(handOff).ReloadAsync(cancel);
            return (lead, handOff);
        }

        public async Task<SalesRep?> RepAsync(string key, List<Refusal> refusals)
        {
            var trimmed = key?.Trim() ?? "";
            if (await context.SalesReps.AsNoTracking().SingleOrDefaultAsync(rep => rep.Key == trimmed, cancel) is { } rep)
                return rep;
            refusals.Add(new(RefusalCode.NotFound, $"There is no rep \"{(trimmed.Length <= 100 ? trimmed : trimmed[..100])}\".", "repKey"));
            return null;
        }

        public async Task<TeamPolicies> PoliciesAsync() => policies ??= await TeamPolicies.ReadAsync(context, cancel);

        public async Task<ReasonList> ReasonsAsync(ReasonListKind kind) =>
            await context.ReasonLists.AsNoTracking().SingleOrDefaultAsync(list => list.Kind == kind, cancel) ?? ReasonList.Usual(kind);

        /// <summary>The date where the rep is; where nobody has the lead, by UTC.</summary>
        public async Task<TryAgain?> TryAgainAsync(LocalDate? until, string? repKey)
        {
            if (until is not { } date)
                return null;
            var rep = repKey is null ? null : await context.SalesReps.AsNoTracking().SingleOrDefaultAsync(known => known.Key == repKey, cancel);
            return TryAgain.OnDate(date, rep?.TimeZone ?? DateTimeZone.Utc);
        }

        /// <summary>An offer to a rep, judged by the definition in force.</summary>
        public async Task<OfferTerms> TermsAsync(Lead lead, SalesRep rep)
        {
            var team = await PoliciesAsync();
            var agreement = await AgreementInForce.ReadAsync(context, cancel);
            var facts = await LeadFactsReader.ReadAsync(context, [lead.Id], cancel);
            var verdict = agreement.VerdictOf(agreement.Assess(facts[lead.Id], now));
            return new OfferTerms(rep, rep.CalendarWith(team.Calendar), verdict) { Clocks = team.Clocks };
        }
    }
}
