using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Alignment.Core;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads;

/// <summary>The leads of a source that rows name, loaded once for all of them and kept from other hosts until the unit of work ends.</summary>
internal static class KnownLeads
{
    public static async Task<Dictionary<string, Lead>> LoadAsync(AlignmentContext context, string source, IEnumerable<string> externalIds, CancellationToken cancel)
    {
        var ids = externalIds.Distinct(StringComparer.Ordinal).ToArray();
        if (ids.Length == 0) return [];
        if (context.Database.IsNpgsql()) await Held(context, source, ids).Select(lead => lead.Id).ToListAsync(cancel);
        var leads = context.Leads.Where(lead => lead.Source == source && ids.Contains(lead.ExternalId)).Include(lead => lead.HandOff);
        return await RowWriter.Loading(context, leads).ToDictionaryAsync(lead => lead.ExternalId, StringComparer.Ordinal, cancel);
    }

    /// <summary>No more of the leads than it takes to extend their logs.</summary>
    public static async Task<Dictionary<string, LogEnd>> LoadLogEndsAsync(AlignmentContext context, string source, IEnumerable<string> externalIds, CancellationToken cancel)
    {
        var ids = externalIds.Distinct(StringComparer.Ordinal).ToArray();
        if (ids.Length == 0) return [];
        return await Held(context, source, ids).AsNoTracking().Select(lead => new { lead.ExternalId, lead.Id, lead.LastEngagementPosition })
            .ToDictionaryAsync(lead => lead.ExternalId, lead => new LogEnd(lead.Id, lead.LastEngagementPosition), StringComparer.Ordinal, cancel);
    }

    // Held in one order everywhere, so that two units of work do not wait for each other.
    private static IQueryable<Lead> Held(AlignmentContext context, string source, string[] ids) => context.Database.IsNpgsql()
        ? context.Leads.FromSql($"SELECT * FROM leads WHERE source = {source} AND external_id = ANY ({ids}) ORDER BY id FOR UPDATE")
        : context.Leads.Where(lead => lead.Source == source && ids.Contains(lead.ExternalId));

    public static Refusal Missing(string source, string externalId) =>
        new(RefusalCode.NotFound, $"There is no lead \"{externalId}\" from \"{source}\"; record it first.", "leadExternalId");
}
