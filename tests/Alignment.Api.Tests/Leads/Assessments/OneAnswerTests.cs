using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Leads;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Alignment.Api.Tests.Leads.Standings;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Stories;
using Alignment.Core.Tests.Leads.Assessments;
using Alignment.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Tests.Leads.Assessments;

/// <summary>Whichever way a lead is judged, the answer is the same: in Core, in a pass over the store, alone, as it stands, and in GraphQL.</summary>
/// <remarks>The seed is printed; ALIGNMENT_SEED repeats a run, ALIGNMENT_ROUNDS makes it longer.</remarks>
public sealed class OneAnswerTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Leads = 40;

    // After everything that was generated, but for what is recorded for later.
    private static readonly Instant Now = Generated.Start + Duration.FromSeconds(450);

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAnyLeadIsJudgedByAnyDefinition_ThenEveryWayGivesTheSameAnswer(StorageKind kind)
    {
        var seed = Trials.Seed;
        var rounds = Trials.Rounds(8);
        output.WriteLine($"ALIGNMENT_SEED={seed}");
        var facts = Generated.Leads().Sample(Leads, new Rnd(seed), 50).ToList();
        var definitions = Generated.Definitions().Sample(rounds, new Rnd(seed), 50).ToList();
        await using var host = await ApiHost.StartAsync(kind, Now, withBackground: false);
        var ids = await FillAsync(host.Store, facts);
        var decisions = new HashSet<Decision>();
        foreach (var definition in definitions)
        {
            await Agreed.AgreeAsync(host.Store, definition.ToJson(), Now);
            await ReassessmentTests.ReassessAsync(host.Store, host.Clock);
            await using var reading = host.Store.CreateDbContext();
            var agreement = await AgreementInForce.ReadAsync(reading);
            var scanned = (await new LeadScan(FactsNeeded.By(definition)).ReadAsync(reading, null, 2 * Leads, default)).ToDictionary(lead => lead.Brief.Id, lead => lead.Facts);
            var alone = await LeadFactsReader.ReadAsync(reading, ids, default);
            var told = (await host.AskAsync(
                $$"""{ leads(first: {{Leads}}) { nodes { externalId assessment { decision total fit interest nextChangeAt } } } }""")).GetProperty("leads").GetProperty("nodes")
                .EnumerateArray().ToDictionary(lead => lead.GetProperty("externalId").GetString()!, lead => lead.GetProperty("assessment"));
            for (var i = 0; i < Leads; i++)
            {
                var core = Answer.Of(definition.Compile().Assess(facts[i], Now));
                Assert.Equal(core, Answer.Of(agreement.Assess(alone[ids[i]], Now)!));
                Assert.Equal(core, Answer.Of(agreement.Assess(scanned[ids[i]], Now)!));
                Assert.Equal(core, Answer.Of(told[$"{i}"]));
                var standing = await Agreed.StandingAsync(host.Store, ids[i]);
                Assert.Equal((core.Decision, core.Total, core.Fit, core.Interest), (standing.Decision!.Value, standing.Total, standing.Fit, standing.Interest));
                Assert.True(standing.NextChangeAt is null ? core.NextChangeAt is null : !(core.NextChangeAt < standing.NextChangeAt), $"{i}: {standing.NextChangeAt}");
                decisions.Add(core.Decision);
            }
        }

        Assert.True(decisions.Count > 1, "Every lead was judged alike: the test proves nothing.");
    }

    private static async Task<IReadOnlyList<LeadId>> FillAsync(AlignmentStore store, List<LeadFacts> facts)
    {
        var ids = facts.Select((_, i) => LeadId.New(Now + Duration.FromMilliseconds(i))).ToList();
        await store.WriteAsync(async (context, cancel) =>
        {
            context.Add(ContentAsset.Publish("site", "guide", new ContentDescription { Title = "Guide", Format = "Guide", Stages = ["consideration"] }, Now).Value);
            for (var i = 0; i < facts.Count; i++)
            {
                var lead = Lead.Capture(ids[i], "crm", $"{i}", LeadContact.Unknown, facts[i].PersonaKey, facts[i].Attributes, facts[i].CreatedAt, Actor.Source("crm"), Now).Value;
                context.AddRange(lead.DrainHistory());
                foreach (var engagement in facts[i].Engagements) lead.ExtendLog(1);
                context.AddRange(facts[i].Engagements.Select(engagement => new LoggedEngagement(ids[i], engagement)));
                context.AddRange(facts[i].Milestones.Select((past, place) => new LeadHistoryEntry(
                    ids[i], 100 + place, past.At, Actor.Clock, past.Kind == LeadMilestoneKind.HandedOff ? LeadHistoryKind.Offered : LeadHistoryKind.Lapsed, null, null, [])));
                context.Add(lead);
            }

            await context.SaveChangesAsync(cancel);
        });
        return ids;
    }

    private sealed record Answer(Decision Decision, double Total, double Fit, double Interest, Instant? NextChangeAt)
    {
        public static Answer Of(Assessment assessment) => new(assessment.Decision, assessment.Total, assessment.Fit, assessment.Interest, assessment.NextChange());

        public static Answer Of(JsonElement told) => new(
            Enum.Parse<Decision>(told.GetProperty("decision").GetString()!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
            told.GetProperty("total").GetDouble(),
            told.GetProperty("fit").GetDouble(),
            told.GetProperty("interest").GetDouble(),
            told.GetProperty("nextChangeAt").GetString() is { } at ? InstantPattern.ExtendedIso.Parse(at).Value : null);
    }
}
