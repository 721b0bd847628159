using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Definitions;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Benchmarks.Reassess;

/// <summary>A store of leads with twelve attributes and five engagements each, and a definition of twelve rules.</summary>
internal static class SyntheticStore
{
    private const int Batch = 20_000;
    private static readonly string[] Types = ["page_view", "pricing_view", "content_download", "webinar_attended", "email_open", "email_click", "demo_request"];
    private static readonly string[] Industries = ["software", "finance", "healthcare", "manufacturing", "retail", "education", "energy", "telecom", "media", "logistics"];
    private static readonly string[] Roles = ["cio", "cto", "it_director", "vp_engineering", "developer", "architect", "marketing_manager", "cfo", "analyst", "consultant", "student"];
    private static readonly string[] Countries = ["US", "CA", "GB", "DE", "FR", "NL", "SE", "NO", "DK", "FI", "ES", "IT", "PT", "PL", "JP", "BR"];
    private static readonly string?[] Personas = ["tech-exec", "builder", "buyer", null];
    private static readonly string?[] Stages = [null, null, "awareness", "consideration", "decision"];

    public static LeadDefinition Definition(int threshold) => LeadDefinition.Parse($$"""
        { "name": "Twelve rules", "handOff": { "total": {{threshold}}, "fit": 30 }, "criteria": [
          { "key": "industry", "kind": "attribute", "attribute": "industry", "operator": "oneOf", "values": ["software", "finance", "healthcare", "manufacturing"], "points": 15 },
          { "key": "size", "kind": "attribute", "attribute": "company_size", "operator": "between", "min": 200, "max": 5000, "points": 15 },
          { "key": "role", "kind": "attribute", "attribute": "job_role", "operator": "oneOf", "values": ["cio", "cto", "it_director", "vp_engineering"], "points": 20 },
          { "key": "seniority", "kind": "attribute", "attribute": "seniority", "operator": "atLeast", "value": 4, "points": 10 },
          { "key": "country", "kind": "attribute", "attribute": "country", "operator": "oneOf", "values": ["US", "CA", "GB", "DE", "FR", "NL"], "points": 5 },
          { "key": "budget", "kind": "attribute", "attribute": "budget", "operator": "atLeast", "value": 50000, "points": 15 },
          { "key": "pricing", "kind": "engagement", "types": ["pricing_view"], "points": 8, "halfLife": "P14D", "cap": 24 },
          { "key": "webinars", "kind": "engagement", "types": ["webinar_attended"], "points": 12, "cap": 24, "within": "P90D" },
          { "key": "downloads", "kind": "engagement", "types": ["content_download"], "points": 5, "halfLife": "P30D", "cap": 20 },
          { "key": "quiet", "kind": "inactivity", "for": "P60D", "points": -10 },
          { "key": "free", "kind": "attribute", "attribute": "domain_type", "operator": "equals", "value": "free", "points": -10 },
          { "key": "student", "kind": "attribute", "attribute": "job_role", "operator": "equals", "value": "student", "role": "exclude" } ] }
        """).Value;

    /// <returns>How many engagements the store holds.</returns>
    public static async Task<long> FillAsync(AlignmentStore store, int leads, Instant now, Action<int>? progress = null)
    {
        var dice = new Random(11);
        for (var done = 0; done < leads; done += Batch)
        {
            var first = done;
            await store.WriteAsync(async (context, cancel) =>
            {
                if (await context.Leads.AnyAsync(lead => lead.ExternalId == $"{first}", cancel)) return;
                var (batch, log) = (new List<Lead>(Batch), new List<LoggedEngagement>(5 * Batch));
                for (var number = first; number < Math.Min(first + Batch, leads); number++)
                {
                    var lead = Make(dice, number, now);
                    batch.Add(lead);
                    for (var i = 0; i < 5; i++)
                        log.Add(new LoggedEngagement(lead.Id, new Engagement(now - Duration.FromMinutes(dice.Next(1, 250_000)), Pick(dice, Types), lead.ExtendLog(1), stage: Pick(dice, Stages))));
                }

                await RowWriter.InsertAsync(context, batch, cancel);
                await RowWriter.InsertAsync(context, [.. batch.SelectMany(lead => lead.DrainHistory())], cancel);
                await RowWriter.InsertAsync(context, log, cancel);
            });
            progress?.Invoke(done + Batch);
        }

        await using var reading = store.CreateDbContext();
        if (reading.Database.IsNpgsql()) await store.WriteAsync((context, cancel) => context.Database.ExecuteSqlRawAsync("ANALYZE", cancel));
        return await reading.Engagements.LongCountAsync();
    }

    private static Lead Make(Random dice, int number, Instant now) => Lead.Capture(
        LeadId.New(now - Duration.FromHours(1) + Duration.FromMilliseconds(number)), "bench", $"{number}", new LeadContact($"Person {number}", $"p{number}@example.com", $"Company {number % 5000}"), Pick(dice, Personas),
        AttributeSet.Of(
            ("industry", AttributeValue.Text(Pick(dice, Industries))), ("company_size", AttributeValue.Number(dice.Next(1, 10_000))), ("job_role", AttributeValue.Text(Pick(dice, Roles))),
            ("country", AttributeValue.Text(Pick(dice, Countries))), ("seniority", AttributeValue.Number(dice.Next(1, 7))), ("budget", AttributeValue.Number(dice.Next(0, 100_000))),
            ("source", AttributeValue.Text("web")), ("domain_type", AttributeValue.Text(dice.Next(4) == 0 ? "free" : "business")), ("timeline", AttributeValue.Number(dice.Next(24))),
            ("consent", AttributeValue.Boolean(dice.Next(2) == 0)), ("technology", AttributeValue.Text("dotnet")), ("region", AttributeValue.Text("emea"))),
        now - Duration.FromDays(dice.Next(200)), Actor.Source("bench"), now).Value;

    private static T Pick<T>(Random dice, T[] from) => from[dice.Next(from.Length)];
}
