using Alignment.Api.Data;
using Alignment.Core.Leads;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads;

/// <summary>Reads all that an assessment looks at.</summary>
public static class LeadFactsReader
{
    /// <summary>Reads the facts of leads in three statements, whatever their number.</summary>
    /// <param name="context">Any context; nothing is tracked. Changes that it has not saved are not seen.</param>
    /// <param name="ids">The leads.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>The facts by lead; a lead that is not stored is left out.</returns>
    public static async Task<IReadOnlyDictionary<LeadId, LeadFacts>> ReadAsync(
        AlignmentContext context, IReadOnlyList<LeadId> ids, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Count == 0) return new Dictionary<LeadId, LeadFacts>();
        var leads = await context.Leads.AsNoTracking()
            .Where(lead => ids.Contains(lead.Id))
            .Select(lead => new { lead.Id, lead.CreatedAt, lead.PersonaKey, lead.Attributes })
            .ToListAsync(cancel);
        var logs = (await context.Engagements.AsNoTracking()
            .Where(entry => ids.Contains(entry.LeadId))
            .OrderBy(entry => entry.LeadId).ThenBy(entry => entry.At).ThenBy(entry => entry.Position)
            .Select(entry => new
            {
                Entry = entry,
                Stages = context.ContentAssets.Where(asset => asset.ExternalId == entry.Content).SelectMany(asset => asset.Tags)
                    .Where(tag => tag.Dimension == TagDimension.Stage && tag.Origin != TagOrigin.Dismissed).Select(tag => tag.Value).ToList(),
            })
            .ToListAsync(cancel)).ToLookup(logged => logged.Entry.LeadId);
        var pasts = (await context.LeadHistory.AsNoTracking()
            .Where(entry => ids.Contains(entry.LeadId) && LeadMilestone.HistoryKinds.Contains(entry.Kind))
            .Select(entry => new { entry.LeadId, entry.Kind, entry.At })
            .ToListAsync(cancel)).ToLookup(entry => entry.LeadId);
        return leads.ToDictionary(lead => lead.Id, lead => new LeadFacts(
            lead.CreatedAt,
            lead.PersonaKey,
            lead.Attributes,
            logs[lead.Id].Select(logged => logged.Entry.ToEngagement(logged.Stages)),
            pasts[lead.Id].SelectMany(entry => LeadMilestone.Of(entry.Kind, entry.At))));
    }
}
