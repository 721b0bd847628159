using Alignment.Api.Data;
using Alignment.Api.Stories;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads;

/// <summary>Reads all that an assessment looks at.</summary>
public static class LeadFactsReader
{
    /// <summary>Reads the facts of leads in at most four statements, whatever their number.</summary>
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
        var logs = await context.Engagements.AsNoTracking()
            .Where(entry => ids.Contains(entry.LeadId))
            .OrderBy(entry => entry.LeadId).ThenBy(entry => entry.At).ThenBy(entry => entry.Position)
            .ToListAsync(cancel);
        var stages = await ContentStagesReader.OfAsync(context, [.. logs.Select(entry => entry.Content).OfType<string>().Distinct(StringComparer.Ordinal)], cancel);
        var byLead = logs.ToLookup(entry => entry.LeadId);
        var pasts = (await context.LeadHistory.AsNoTracking()
            .Where(entry => ids.Contains(entry.LeadId) && LeadMilestone.HistoryKinds.Contains(entry.Kind))
            .Select(entry => new { entry.LeadId, entry.Kind, entry.At })
            .ToListAsync(cancel)).ToLookup(entry => entry.LeadId);
        return leads.ToDictionary(lead => lead.Id, lead => new LeadFacts(
            lead.CreatedAt,
            lead.PersonaKey,
            lead.Attributes,
            byLead[lead.Id].Select(entry => entry.ToEngagement(stages.At(entry.Content, entry.At))),
            pasts[lead.Id].SelectMany(entry => LeadMilestone.Of(entry.Kind, entry.At))));
    }
}
