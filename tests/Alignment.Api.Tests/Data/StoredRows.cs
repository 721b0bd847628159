using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Data.Values;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Tests.Data;

/// <summary>All that a store holds about leads, as text without ids, for comparing stores row by row.</summary>
internal static class StoredRows
{
    public static async Task<string> ReadAsync(AlignmentStore store)
    {
        await using var context = store.CreateDbContext();
        var leads = (await context.Leads.ToListAsync()).OrderBy(lead => lead.Source, StringComparer.Ordinal).ThenBy(lead => lead.ExternalId, StringComparer.Ordinal).ToList();
        var log = (await context.Engagements.ToListAsync()).ToLookup(logged => logged.LeadId);
        var history = (await context.LeadHistory.ToListAsync()).ToLookup(entry => entry.LeadId);
        return string.Join('\n', leads.Select(lead => JsonSerializer.Serialize(
            new
            {
                lead.Source,
                lead.ExternalId,
                lead.Contact,
                lead.PersonaKey,
                lead.Attributes,
                lead.CreatedAt,
                lead.Status,
                lead.Version,
                lead.Outcome,
                lead.PriorOutcomes,
                lead.LastEngagementPosition,
                Log = log[lead.Id].OrderBy(logged => logged.Position).Select(logged => new
                {
                    logged.Position, logged.At, logged.Type, logged.Content, logged.StageKey, logged.By, logged.ExternalId, logged.Properties,
                }),
                History = history[lead.Id].OrderBy(entry => entry.Sequence).Select(entry => new
                {
                    entry.Sequence, By = entry.By.ToString(), entry.Kind, entry.Why, entry.Changes,
                }),
            },
            StoredJson.Options)));
    }
}
