using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Alignment.Core;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>One call of <see cref="LeadIntake"/> with engagements.</summary>
internal sealed class EngagementCapture(AlignmentContext context, string source)
{
    private readonly List<LoggedEngagement> created = [];
    private readonly HashSet<LoggedEngagement> updated = [];
    private readonly HashSet<LogEnd> extended = [];
    private readonly Dictionary<Likeness, int> seen = [];
    private Dictionary<string, LoggedEngagement> byExternalId = [];
    private Dictionary<Likeness, List<LoggedEngagement>> byLikeness = [];

    public async Task<IReadOnlyList<RowResult>> TakeAsync(IReadOnlyList<EngagementRow> rows, CancellationToken cancel)
    {
        var faults = rows.Select(RowChecks.Faults).ToArray();
        var sound = rows.Where((_, place) => faults[place] is null).ToList();
        var last = LastRows.Of(rows, row => row.ExternalId, place => faults[place] is null);
        var leads = await KnownLeads.LoadLogEndsAsync(context, source, sound.Select(row => row.LeadExternalId.Trim()), cancel);
        await LoadLogAsync(sound, leads, cancel);
        var results = new RowResult[rows.Count];
        for (var place = 0; place < rows.Count; place++)
        {
            var row = rows[place];
            results[place] = faults[place] is { } refusals ? RowResult.Rejected(refusals)
                : !leads.TryGetValue(row.LeadExternalId.Trim(), out var lead) ? RowResult.Rejected(KnownLeads.Missing(source, row.LeadExternalId.Trim()))
                : row.ExternalId is { } id && last[id] != place ? new RowResult(RowEffect.Unchanged, lead.Id, [])
                : Take(row, lead);
        }

        await RowWriter.UpdateAsync(context, [.. updated.Except(created)], cancel);
        await LogEnd.StoreAsync(context, extended, cancel);
        await RowWriter.InsertAsync(context, created, cancel);
        return results;
    }

    private async Task LoadLogAsync(List<EngagementRow> rows, Dictionary<string, LogEnd> leads, CancellationToken cancel)
    {
        var externalIds = rows.Select(row => row.ExternalId).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        if (externalIds.Length > 0)
        {
            var query = context.Engagements.Where(logged => logged.ExternalId != null && externalIds.Contains(logged.ExternalId) && context.Leads.Any(lead => lead.Id == logged.LeadId && lead.Source == source));
            byExternalId = await RowWriter.Loading(context, query).ToDictionaryAsync(logged => logged.ExternalId!, StringComparer.Ordinal, cancel);
        }

        var unnamed = rows.Where(row => row.ExternalId is null && leads.TryGetValue(row.LeadExternalId.Trim(), out var lead) && lead.Last > 0).ToList();
        if (unnamed.Count == 0) return;
        var moments = unnamed.Select(row => (leads[row.LeadExternalId.Trim()].Id, row.At.ToMicroseconds())).ToHashSet();
        byLikeness = (await LogAt.Moments(context, moments).Where(logged => logged.ExternalId == null).OrderBy(logged => logged.Position).ToListAsync(cancel))
            .GroupBy(Likeness.Of).ToDictionary(group => group.Key, group => group.ToList());
    }

    private RowResult Take(EngagementRow row, LogEnd lead)
    {
        if (row.ExternalId is { } id)
        {
            if (!byExternalId.TryGetValue(id, out var named)) return Create(row, lead);
            return named.LeadId == lead.Id ? Update(row, named) : RowResult.Rejected(
                new Refusal(RefusalCode.Conflict, $"The engagement \"{id}\" is another lead's already.", "externalId"));
        }

        var likeness = new Likeness(lead.Id, row.At.ToMicroseconds(), row.Type, row.Content);
        var occurrence = row.Occurrence ?? (seen[likeness] = seen.GetValueOrDefault(likeness) + 1);
        var equals = byLikeness.TryGetValue(likeness, out var log) ? log : [];
        return equals.Count >= occurrence ? Update(row, equals[occurrence - 1]) : Create(row, lead);
    }

    private RowResult Create(EngagementRow row, LogEnd lead)
    {
        var logged = new LoggedEngagement(lead.Id, ToEngagement(row, lead.Extend()));
        created.Add(logged);
        extended.Add(lead);
        if (row.ExternalId is { } id) byExternalId[id] = logged;
        else if (byLikeness.TryGetValue(Likeness.Of(logged), out var log)) log.Add(logged);
        else byLikeness[Likeness.Of(logged)] = [logged];
        return new RowResult(RowEffect.Created, lead.Id, [], logged.Position);
    }

    private RowResult Update(EngagementRow row, LoggedEngagement logged)
    {
        var changed = logged.Take(ToEngagement(row, logged.Position));
        if (changed) updated.Add(logged);
        return new RowResult(changed ? RowEffect.Updated : RowEffect.Unchanged, logged.LeadId, [], logged.Position);
    }

    private static Engagement ToEngagement(EngagementRow row, long position) =>
        new(row.At, row.Type, position, row.Content, row.StageKey, null, row.By, row.ExternalId, row.Properties);

    /// <summary>What engagements without an external id are known by, beside their position among equals.</summary>
    private readonly record struct Likeness(LeadId Lead, Instant At, string Type, string? Content)
    {
        public static Likeness Of(LoggedEngagement logged) => new(logged.LeadId, logged.At, logged.Type, logged.Content);
    }
}
