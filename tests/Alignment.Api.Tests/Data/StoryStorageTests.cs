using Alignment.Api.Data;
using Alignment.Core.Journeys;
using Alignment.Core.Leads;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Tests.Data;

public sealed class StoryStorageTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly Attendee Ana = new("Ana", AttendeeFunction.Marketing);

    [Theory, EveryStorage]
    public async Task WhenAPersonaAndItsEvidenceAreStored_ThenTheyComeBackAndGoOn(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var buyer = Persona.Define("ops", "Head of operations", Audience.Prospect, Now, "On call", "default").Value;
        for (var claim = 1; claim <= 30; claim++) buyer.Claim(InsightKind.Goal, $"Goal {claim}", Now);
        var interview = Interview.Enter(buyer, Account(), [new(Duration.FromMinutes(3), "Nobody knew."), new(Duration.FromMinutes(20), "Nice.")], Now).Value;
        var visit = FieldVisit.Enter(FieldVisitKind.RideAlong, Ana, [new("Sam", AttendeeFunction.Sales)], Now, ["They wince.", "They sigh."], Now).Value;
        buyer.Cite(buyer.Insights[0].Id, interview, interview.Quotes[0].Id, Now);
        buyer.Cite(buyer.Insights[1].Id, visit, visit.Notes[1].Id, Now);
        await store.WriteAsync(async (context, cancel) =>
        {
            context.AddRange(buyer, interview, visit);
            await context.SaveChangesAsync(cancel);
        });
        await store.WriteAsync(async (context, cancel) =>
        {
            var known = await context.Personas.SingleAsync(persona => persona.Insights.Any(insight => insight.Id == buyer.Insights[0].Id), cancel);
            Assert.Equal(buyer.Insights.Select(insight => insight.Statement), known.Insights.Select(insight => insight.Statement));
            known.Claim(InsightKind.Challenge, "Nights", Now);
            known.Retract(known.Insights[2].Id, "nobody said so", "Ana", Now);
            var held = await context.Interviews.SingleAsync(one => one.Quotes.Any(quote => quote.Id == interview.Quotes[0].Id), cancel);
            known.Cite(known.Insights[30].Id, held, held.Quotes[1].Id, Now);
            held.Correct(Account() with { Attendees = [new("Nik", AttendeeFunction.Research)] }, "left out", "Ana", Now);
            held.CorrectQuote(held.Quotes[1].Id, new(Duration.FromMinutes(21), "Nicer."), "heard again", "Ana", Now);
            held.AddQuotes([new(Duration.FromMinutes(30), "Bye.")], Now);
            await context.SaveChangesAsync(cancel);
        });

        await using var reading = store.CreateDbContext();
        var back = await reading.Personas.SingleAsync();
        var interviews = await reading.Interviews.ToListAsync();
        var review = back.Review(new EvidenceBase(interviews, await reading.FieldVisits.ToListAsync()));
        Assert.Equal(["Nobody knew.", "Nicer.", "Bye."], interviews[0].Quotes.Select(quote => quote.Words));
        Assert.Equal(Duration.FromMinutes(12), interviews[0].OpenPhase);
        Assert.Equal(2, interviews[0].Corrections.Count);
        Assert.Equal("Nik", Assert.Single(interviews[0].Attendees).Name);
        Assert.Equal([EvidenceStrength.Unprompted, EvidenceStrength.Observed, EvidenceStrength.Prompted], review.Insights.SelectMany(insight => insight.Evidence).Select(piece => piece.Strength));
        Assert.Equal("They sigh.", review.Insights[1].Evidence[0].Note!.Words);
        Assert.Equal(("Nights", "nobody said so"), (back.Insights[30].Statement, back.Insights[2].RetractedBecause));
    }

    [Theory, EveryStorage]
    public async Task WhenAStoryAndContentAreStored_ThenTheyComeBackAsTheyWere(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var buyer = Persona.Define("ops", "Head of operations", Audience.Prospect, Now).Value;
        var story = ContentStory.For(buyer).Premise("P").About("sleep")
            .Chapter("awareness", "A", chapter => chapter.About("sleep").To(Audience.Sales, "S").Asks("Why?"))
            .Chapter("decision", "D").Write(Now).Value;
        var asset = ContentAsset.Publish("web", "/guide", new ContentDescription
        {
            Title = "Guide", Format = "eBook", Stages = ["awareness"], Personas = ["ops"], Themes = ["Sleep"], Answers = ["Why?"], Orientation = Orientation.Product,
        }, Now).Value;
        await store.WriteAsync(async (context, cancel) =>
        {
            context.AddRange(buyer, story, asset);
            await context.SaveChangesAsync(cancel);
        });
        await store.WriteAsync(async (context, cancel) =>
        {
            var known = await context.ContentAssets.SingleAsync(one => one.Tags.Any(tag => tag.Dimension == TagDimension.Persona && tag.Value == "ops"), cancel);
            known.Dismiss(TagDimension.Theme, "sleep");
            known.Tag(TagDimension.Stage, "decision");
            known.Revise("new figures", "Ana", Now);
            known.Describe(new ContentDescription { Title = "Guide", Format = "eBook", Answers = [] });
            await context.SaveChangesAsync(cancel);
        });

        await using var reading = store.CreateDbContext();
        var told = (await reading.Stories.SingleAsync()).Along(Journey.Default);
        Assert.Equal(story.Chapters, told.Chapters);
        Assert.Equal(["status-quo", "consideration", "customer"], told.Breaks.Where(one => one.Kind == StoryBreakKind.UntoldChapter).Select(one => one.Stage.Key));
        var back = await reading.ContentAssets.SingleAsync();
        Assert.Equal(["awareness", "decision"], back.Stages.Order());
        Assert.Empty(back.Themes);
        Assert.Empty(back.Answers);
        Assert.Equal("new figures", Assert.Single(back.Revisions).What);
        Assert.False(back.Describe(new ContentDescription { Title = "Guide", Format = "eBook", Themes = ["Sleep"], Stages = ["awareness"] }).Value);
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenStandingsChangeInAnyWay_ThenTheCountsEqualARecount(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var random = new Random(7);
        string?[] personas = ["ops", "cfo", null];
        string[] stages = ["awareness", "decision", "customer"];
        LeadStatus[] statuses = [LeadStatus.Nurturing, LeadStatus.Won, LeadStatus.Disqualified];
        var leads = Enumerable.Range(0, 40).Select(n => Lead.Capture(LeadId.New(Now), "crm", $"{n}", LeadContact.Unknown, null, AttributeSet.Empty, Now, Actor.Source("crm"), Now).Value).ToList();
        await store.WriteAsync(async (context, cancel) =>
        {
            context.AddRange(leads);
            await context.SaveChangesAsync(cancel);
        });
        for (var round = 0; round < 12; round++)
        {
            await store.WriteAsync(async (context, cancel) =>
            {
                var known = await context.LeadStandings.ToDictionaryAsync(standing => standing.LeadId, cancel);
                foreach (var lead in leads.Where(_ => random.Next(3) > 0))
                {
                    if (!known.TryGetValue(lead.Id, out var standing))
                        context.Add(standing = new LeadStanding { LeadId = lead.Id, StageKey = "awareness", AssessedAt = Now });
                    else if (random.Next(6) == 0)
                    {
                        context.Remove(standing);
                        continue;
                    }

                    (standing.PersonaKey, standing.StageKey, standing.Status) = (personas[random.Next(3)], stages[random.Next(3)], statuses[random.Next(3)]);
                }

                await context.SaveChangesAsync(cancel);
            });
            await using var reading = store.CreateDbContext();
            var recount = (await reading.LeadStandings.ToListAsync()).Where(standing => standing.PersonaKey is not null && standing.Status != LeadStatus.Disqualified)
                .GroupBy(standing => (standing.PersonaKey!, standing.StageKey), (place, all) => (place.Item1, place.StageKey, all.Count()));
            Assert.Equal(recount.Order(), (await reading.StandingCounts.Where(count => count.Leads != 0).ToListAsync()).Select(count => (count.PersonaKey, count.StageKey, count.Leads)).Order());
        }
    }

    private static InterviewAccount Account() => new()
    {
        Interviewee = "Bea", HeldAt = Now, Interviewer = Ana, Record = InterviewRecord.Recorded, SolutionRevealedAfter = Duration.FromMinutes(12),
    };
}
