using Alignment.Api.Data;
using Alignment.Api.Journeys;
using Alignment.Api.Leads;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Stories;

/// <summary>Reads who gave what to whom, and how leads moved after it.</summary>
internal static class ContentUseReader
{
    /// <summary>The most receipts that are looked at, the latest first: enough for a share to mean something, whatever the store holds.</summary>
    public const int MostReceipts = 5_000;

    /// <summary>The use of assets, in six statements whatever their number. Content that an engagement was with was received too.</summary>
    /// <param name="context">Any context; nothing is tracked.</param>
    /// <param name="assets">The assets.</param>
    /// <param name="from">From this instant on; from the beginning if null.</param>
    /// <param name="to">Up to this instant, exclusive; up to now if null.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async Task<ContentUse> ReadAsync(
        AlignmentContext context, IReadOnlyCollection<ContentAsset> assets, Instant? from, Instant? to, Instant now, CancellationToken cancel)
    {
        var ids = assets.Select(asset => asset.Id).ToList();
        var byExternalId = assets.ToLookup(asset => asset.ExternalId, StringComparer.Ordinal);
        var externalIds = byExternalId.Select(asset => asset.Key).ToList();
        var given = await context.SharedContent.AsNoTracking()
            .Where(shared => ids.Contains(shared.AssetId) && (from == null || shared.At >= from) && (to == null || shared.At < to))
            .OrderByDescending(shared => shared.At).Take(MostReceipts).ToListAsync(cancel);
        var met = await context.Engagements.AsNoTracking()
            .Where(entry => entry.Content != null && externalIds.Contains(entry.Content) && (from == null || entry.At >= from) && (to == null || entry.At < to))
            .OrderByDescending(entry => entry.At).Take(MostReceipts).Select(entry => new { entry.At, entry.Content, entry.LeadId }).ToListAsync(cancel);
        var shares = given.Select(shared => new Share(shared.At, shared.AssetId, shared.LeadId.Value, shared.RepKey))
            .Concat(met.SelectMany(entry => byExternalId[entry.Content!].Select(asset => new Share(entry.At, asset.Id, entry.LeadId.Value))))
            .ToList();
        return new ContentUse(shares, await MovesAsync(context, [.. shares.Select(share => share.Lead).Distinct()], now, cancel));
    }

    private static async Task<List<StageMove>> MovesAsync(AlignmentContext context, List<Guid> leads, Instant now, CancellationToken cancel)
    {
        if (leads.Count == 0) return [];
        var catalog = await JourneyCatalog.ReadAsync(context, cancel);
        var facts = await LeadFactsReader.ReadAsync(context, [.. leads.Select(lead => new LeadId(lead))], cancel);
        return
        [
            .. from lead in facts
               let spells = new StageReader(catalog.ByPersona.For(lead.Value.PersonaKey)).Spells(lead.Value, now)
               from pair in spells.Zip(spells.Skip(1))
               select new StageMove(pair.Second.From, lead.Key.Value, pair.First.Stage.Position, pair.Second.Stage.Position),
        ];
    }
}
