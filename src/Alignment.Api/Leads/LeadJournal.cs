using Alignment.Api.Data;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Webhooks;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>Keeps what happened to a lead: the lead, its history, word for other systems, and how it stands now.</summary>
public sealed class LeadJournal(Outbox outbox, LeadChangeFeed feed)
{
    /// <summary>Saves a lead that a verb has changed, in its unit of work. A lead that did not change costs nothing.</summary>
    /// <param name="context">The context that tracks the lead.</param>
    /// <param name="lead">The lead.</param>
    /// <param name="before">The hand-off it had before the verb.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops the unit of work.</param>
    public async Task KeepAsync(AlignmentContext context, Lead lead, HandOff? before, Instant now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(lead);
        if (lead.PendingHistory.Count == 0)
            return;
        var entries = lead.DrainHistory();
        if (lead.HandOff is { } handOff && handOff != before)
            context.Add(handOff);
        context.AddRange(entries);
        await TellAsync(context, lead, entries, before, now, cancel);
        await StandingsUpdate.RefreshAsync(context, [lead.Id], now, cancel);

        // Taken back, it may have followed the definition at once.
        var followed = context.LeadHistory.Local.Where(entry => entry.LeadId == lead.Id && entry.Sequence > entries[^1].Sequence).ToList();
        if (followed.Count == 0)
            return;
        await TellAsync(context, lead, followed, before, now, cancel);
        await context.SaveChangesAsync(cancel);
    }

    /// <summary>Tells others of leads that followed the definition by themselves, in the unit of work in which they did.</summary>
    internal async Task TellAsync(AlignmentContext context, IReadOnlyList<LeadMoved> moved, Instant now, CancellationToken cancel)
    {
        if (moved.Count == 0)
            return;
        await outbox.AddAsync(context, [.. moved.SelectMany(lead => LeadEvents.Of(lead.Lead, lead.Entries, null))], now, cancel);
        await context.SaveChangesAsync(cancel);
        context.AfterCommit(() => feed.Publish([.. moved.SelectMany(lead => lead.Entries).Select(LeadChange.Of)]));
    }

    private async Task TellAsync(
        AlignmentContext context, Lead lead, IReadOnlyList<LeadHistoryEntry> entries, HandOff? before, Instant now, CancellationToken cancel)
    {
        await outbox.AddAsync(context, LeadEvents.Of(lead, entries, before), now, cancel);
        context.AfterCommit(() => feed.Publish([.. entries.Select(LeadChange.Of)]));
    }
}
