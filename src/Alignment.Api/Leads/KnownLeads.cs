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
        if (context.Database.IsNpgsql())
            await context.Database.ExecuteSqlAsync($"SELECT FROM leads WHERE source = {source} AND external_id = ANY ({ids}) ORDER BY id FOR UPDATE", cancel);
        var query = context.Leads.Include(lead => lead.HandOff).Where(lead => lead.Source == source && ids.Contains(lead.ExternalId));
        return await RowWriter.Loading(context, query).ToDictionaryAsync(lead => lead.ExternalId, StringComparer.Ordinal, cancel);
    }

    public static Refusal Missing(string source, string externalId) =>
        new(RefusalCode.NotFound, $"There is no lead \"{externalId}\" from \"{source}\"; record it first.", "leadExternalId");
}
