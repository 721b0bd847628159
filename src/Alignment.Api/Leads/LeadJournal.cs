using Alignment.Api.Data;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Webhooks;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>Keeps what happened to a lead: the lead, its history, word for other systems, and how it stands now.</summary>
/// <param name="feed">Those who listen on this host; null where nobody can.</param>
public sealed class LeadJournal(LeadChangeFeed? feed = null)
{
    /// <summary>For a process that nobody listens to: webhooks are told all the same, and so are other hosts of a shared database.</summary>
    public static LeadJournal Unheard { get; } = new();

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
        await TellAsync(context, [new(lead, entries, before)], now, cancel);
        await StandingsUpdate.RefreshAsync(context, [lead.Id], now, cancel);

        // Taken back, it may have followed the definition at once.
        var followed = context.LeadHistory.Local.Where(entry => entry.LeadId == lead.Id && entry.Sequence > entries[^1].Sequence).ToList();
        await TellAsync(context, followed.Count == 0 ? [] : [new(lead, followed, before)], now, cancel);
    }

    /// <summary>Tells others what was added to the histories of leads, in the unit of work that stores it. With nobody to tell it costs one read.</summary>
    internal async Task TellAsync(AlignmentContext context, IReadOnlyList<LeadMoved> changed, Instant now, CancellationToken cancel)
    {
        if (changed.Count == 0)
            return;
        await Outbox.AddAsync(context, () => changed.SelectMany(lead => LeadEvents.Of(lead.Lead, lead.Entries, lead.Before)), now, cancel);
        await context.SaveChangesAsync(cancel);
        context.Raise(StoreTopics.LeadHistory);
        if (feed is { WantsWord: true })
            context.AfterCommit(() => feed.Publish([.. changed.SelectMany(lead => lead.Entries).Select(LeadChange.Of)]));
    }
}
