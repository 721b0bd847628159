using Alignment.Api.Data;
using Alignment.Api.Leads.Standings;
using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Definitions;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Tests.Leads.Standings;

/// <summary>Stores with an agreement in force and leads that meet it or not.</summary>
internal static class Agreed
{
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    /// <summary>Hands off whoever was at a webinar within thirty days, or at several.</summary>
    public const string OneWebinar = """
        { "name": "One webinar", "handOff": { "total": 20 },
          "criteria": [ { "key": "webinar", "kind": "engagement", "types": ["webinar"], "points": 20, "within": "P30D" } ] }
        """;

    public const string TwoWebinars = """
        { "name": "Two webinars", "handOff": { "total": 40 },
          "criteria": [ { "key": "webinar", "kind": "engagement", "types": ["webinar"], "points": 20, "within": "P60D" } ] }
        """;

    /// <summary>Drafts the next version of "ideal" and has both functions sign it.</summary>
    public static Task<LeadDefinitionVersionId> AgreeAsync(AlignmentStore store, string definition, Instant now) => store.WriteAsync(async (context, cancel) =>
    {
        var latest = await context.LeadDefinitions.AsTracking().OrderByDescending(version => version.Version).FirstOrDefaultAsync(cancel);
        var next = LeadDefinitionVersion.Draft("ideal", LeadDefinition.Parse(definition).Value, latest, now).Value;
        context.Add(next);
        next.Sign(Function.Marketing, "Mo", latest, now);
        await context.SaveChangesAsync(cancel);
        Assert.True(next.Sign(Function.Sales, "Sam", latest, now).Succeeded);
        await context.SaveChangesAsync(cancel);
        return next.Id;
    });

    /// <summary>Captures a lead with one engagement for each age in days, and stores how it stands.</summary>
    public static async Task<LeadId> CaptureAsync(AlignmentStore store, string externalId, Instant now, params int[] webinarsDaysAgo)
    {
        var lead = Capture(externalId, now);
        var log = Webinars(lead, now, webinarsDaysAgo);
        await store.WriteAsync(async (context, cancel) =>
        {
            if (context.Entry(lead).State == EntityState.Detached) context.Add(lead);
            context.AddRange(lead.DrainHistory());
            context.AddRange(log);
            await StandingsUpdate.RefreshAsync(context, [lead.Id], now, cancel);
        });
        return lead.Id;
    }

    public static Lead Capture(string externalId, Instant now) => Lead.Capture(
        LeadId.New(now), "crm", externalId, LeadContact.Unknown, null, AttributeSet.Empty, now - Duration.FromDays(365), Actor.Source("crm"), now).Value;

    public static List<LoggedEngagement> Webinars(Lead lead, Instant now, params int[] daysAgo) => [.. daysAgo.Select(days =>
        new LoggedEngagement(lead.Id, new Engagement(now - Duration.FromDays(days), "webinar", lead.ExtendLog(1))))];

    public static async Task<LeadStanding> StandingAsync(AlignmentStore store, LeadId lead)
    {
        await using var reading = store.CreateDbContext();
        return await reading.LeadStandings.SingleAsync(standing => standing.LeadId == lead);
    }

    public static async Task<Lead> LeadAsync(AlignmentStore store, LeadId id)
    {
        await using var reading = store.CreateDbContext();
        return await reading.Leads.SingleAsync(lead => lead.Id == id);
    }

    public static async Task<IReadOnlyList<LeadHistoryKind>> HistoryAsync(AlignmentStore store, LeadId id)
    {
        await using var reading = store.CreateDbContext();
        return await reading.LeadHistory.Where(entry => entry.LeadId == id).OrderBy(entry => entry.Sequence).Select(entry => entry.Kind).ToListAsync();
    }
}
