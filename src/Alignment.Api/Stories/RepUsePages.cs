using Alignment.Api.Data;
using Alignment.Api.Paging;
using Alignment.Core.Leads;
using Alignment.Core.Stories;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Stories;

/// <summary>Which gifts of content are asked about.</summary>
/// <param name="RepKey">Only this rep's; everybody's if null.</param>
/// <param name="From">From this instant on.</param>
/// <param name="To">Up to this instant, exclusive.</param>
internal readonly record struct RepUseWanted(string? RepKey, Instant? From, Instant? To)
{
    public IQueryable<SharedContent> In(AlignmentContext context)
    {
        var (repKey, from, to) = this;
        var given = context.SharedContent.Where(shared => shared.RepKey != null);
        if (repKey is not null) given = given.Where(shared => shared.RepKey == repKey);
        if (from is not null) given = given.Where(shared => shared.At >= from);
        if (to is not null) given = given.Where(shared => shared.At < to);
        return given;
    }
}

/// <summary>
/// What reps gave to leads, a page at a time: the index by rep, asset and lead gives the page without looking at the rest, and only its own
/// rows are read.
/// </summary>
internal static class RepUsePages
{
    private static readonly Keyset<Gift, RepUse> Order = new Keyset<Gift, RepUse>()
        .By("rep", gift => gift.RepKey, use => use.RepKey)
        .By("asset", gift => gift.AssetId, use => use.Asset)
        .By("lead", gift => gift.LeadId, use => new LeadId(use.Lead));

    public static async Task<Connection<RepUse>> ReadAsync(
        IDbContextFactory<AlignmentContext> contexts, PagingArguments paging, RepUseWanted wanted, CancellationToken cancel)
    {
        await using var context = contexts.CreateDbContext();
        var window = Order.Window(paging);
        var gifts = await window.Cut(Gifts(context)).Take(window.Take).ToListAsync(cancel);
        var (reps, assets, leads) = (gifts.Select(gift => gift.RepKey).Distinct().ToList(), gifts.Select(gift => gift.AssetId).Distinct().ToList(), gifts.Select(gift => gift.LeadId).Distinct().ToList());
        var use = gifts.Count == 0 ? new ContentUse([], []) : await ReceiptsReader.OfSharesAsync(
            context, wanted.In(context).Where(shared => reps.Contains(shared.RepKey!) && assets.Contains(shared.AssetId) && leads.Contains(shared.LeadId)), cancel);
        var rows = use.ByRep().ToDictionary(row => (row.RepKey, row.Asset, row.Lead));
        return window.ToConnection([.. gifts.Select(gift => rows[(gift.RepKey, gift.AssetId, gift.LeadId.Value)])], contexts.Counting(Gifts));

        IQueryable<Gift> Gifts(AlignmentContext from) =>
            wanted.In(from).GroupBy(shared => new { shared.RepKey, shared.AssetId, shared.LeadId }).Select(gifts => new Gift { RepKey = gifts.Key.RepKey!, AssetId = gifts.Key.AssetId, LeadId = gifts.Key.LeadId });
    }

    /// <summary>That a rep gave an asset to a lead, however often.</summary>
    private sealed record Gift
    {
        public required string RepKey { get; init; }

        public required ContentAssetId AssetId { get; init; }

        public required LeadId LeadId { get; init; }
    }
}
