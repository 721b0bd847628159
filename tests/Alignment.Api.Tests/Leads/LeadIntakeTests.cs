using Alignment.Api.Data;
using Alignment.Api.Leads;
using Alignment.Api.Tests.Data;
using Alignment.Core;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Tests.Leads;

public sealed class LeadIntakeTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 12, 0);

    [Theory, EveryStorage]
    public async Task WhenTheSameRowsComeTwice_ThenTheSecondTimeChangesNothing(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var intake = Intake(store);
        Assert.Equal([RowEffect.Created, RowEffect.Created], Effects(await intake.CaptureLeadsAsync("crm", [Row("a"), Row("b")])));
        var before = await StoredRows.ReadAsync(store);
        Assert.Equal([RowEffect.Unchanged, RowEffect.Unchanged], Effects(await intake.CaptureLeadsAsync("crm", [Row("a"), Row("b")])));
        Assert.Equal(before, await StoredRows.ReadAsync(store));
    }

    [Theory, EveryStorage]
    public async Task WhenARowSaysLess_ThenWhatItDoesNotMentionStays_AndEmptyTextClears(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var intake = Intake(store);
        await intake.CaptureLeadsAsync("crm", [Row("a")]);
        var changed = await intake.CaptureLeadsAsync("crm", [new LeadRow("a") { Name = "", Attributes = [new("size", default)] }]);
        Assert.Equal([RowEffect.Updated], Effects(changed));
        await using var reading = store.CreateDbContext();
        var lead = await reading.Leads.SingleAsync();
        Assert.Null(lead.Contact.Name);
        Assert.Equal("a@b.example", lead.Contact.Email);
        Assert.True(lead.Attributes["size"].IsAbsent);
        Assert.Equal("cat", lead.PersonaKey);
    }

    [Theory, EveryStorage]
    public async Task WhenARowIsBad_ThenItSaysEveryReasonAndTheOthersAreTaken(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var results = await Intake(store).CaptureLeadsAsync("crm",
        [
            Row("a"),
            Row("b") with { Name = new string('x', 201), Email = "half \ud800", PersonaKey = "nul \0" },
            Row(" "),
            Row("c") with { Attributes = [new("x", AttributeValue.Number(1)), new("x", AttributeValue.Number(2))] },
            Row("d"),
        ]);
        Assert.Equal([RowEffect.Created, RowEffect.Rejected, RowEffect.Rejected, RowEffect.Rejected, RowEffect.Created], Effects(results));
        Assert.Equal(["name", "email", "personaKey"], results[1].Refusals.Select(refusal => refusal.Path[0]));
        await using var reading = store.CreateDbContext();
        Assert.Equal(2, await reading.Leads.CountAsync());
    }

    [Theory, EveryStorage]
    public async Task WhenACallNamesALeadTwice_ThenTheLastSoundRowCountsAndAgainChangesNothing(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        LeadRow[] rows = [Row("a") with { Name = "First" }, Row("a") with { Name = "Second" }, Row("a") with { Name = new string('x', 201) }];
        Assert.Equal([RowEffect.Unchanged, RowEffect.Created, RowEffect.Rejected], Effects(await Intake(store).CaptureLeadsAsync("crm", rows)));
        Assert.Equal([RowEffect.Unchanged, RowEffect.Unchanged, RowEffect.Rejected], Effects(await Intake(store).CaptureLeadsAsync("crm", rows)));
        await using var reading = store.CreateDbContext();
        Assert.Equal("Second", (await reading.Leads.SingleAsync()).Contact.Name);
    }

    [Theory, EveryStorage]
    public async Task WhenEqualEngagementsComeAgain_ThenTheNthOfTheCallIsTheNthOfTheLog(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var intake = Intake(store);
        await intake.CaptureLeadsAsync("crm", [Row("a"), Row("b")]);
        EngagementRow[] twice = [Visit("a"), Visit("b"), Visit("a")];
        Assert.Equal([RowEffect.Created, RowEffect.Created, RowEffect.Created], Effects(await intake.RecordEngagementsAsync("crm", twice)));
        Assert.Equal([RowEffect.Unchanged, RowEffect.Unchanged, RowEffect.Unchanged], Effects(await intake.RecordEngagementsAsync("crm", twice)));
        Assert.Equal([RowEffect.Unchanged, RowEffect.Unchanged, RowEffect.Created], Effects(await intake.RecordEngagementsAsync("crm", [Visit("a"), Visit("a"), Visit("a")])));
        var changed = await intake.RecordEngagementsAsync("crm", [Visit("a"), Visit("a") with { StageKey = "decision" }]);
        Assert.Equal([RowEffect.Unchanged, RowEffect.Updated], Effects(changed));
        await using var reading = store.CreateDbContext();
        var log = await reading.Engagements.Where(logged => logged.LeadId == changed[0].LeadId).OrderBy(logged => logged.Position).ToListAsync();
        Assert.Equal([null, "decision", null], log.Select(logged => logged.StageKey));
        Assert.Equal([1L, 2L, 3L], log.Select(logged => logged.Position));
    }

    [Theory, EveryStorage]
    public async Task WhenAnEngagementHasAnExternalId_ThenItIsKnownByItAlone(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var intake = Intake(store);
        await intake.CaptureLeadsAsync("crm", [Row("a"), Row("b")]);
        Assert.Equal([RowEffect.Created, RowEffect.Created], Effects(await intake.RecordEngagementsAsync("crm", [Visit("a") with { ExternalId = "1" }, Visit("a") with { ExternalId = "2" }])));
        var again = await intake.RecordEngagementsAsync("crm",
            [Visit("a") with { ExternalId = "1", At = Now + Duration.FromHours(1) }, Visit("a") with { ExternalId = "2" }, Visit("b") with { ExternalId = "1x" }, Visit("b") with { ExternalId = "2" }, Visit("ghost")]);
        Assert.Equal([RowEffect.Updated, RowEffect.Unchanged, RowEffect.Created, RowEffect.Rejected, RowEffect.Rejected], Effects(again));
        Assert.Equal([RefusalCode.Conflict, RefusalCode.NotFound], again.Skip(3).Select(result => result.Refusals[0].Code));
    }

    [Theory, EveryStorage]
    public async Task WhenOutcomesComeTwice_ThenTheSecondTimeChangesNothing_AndACorrectionIsAnUpdate(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var intake = Intake(store);
        await intake.CaptureLeadsAsync("crm", [Row("a")]);
        OutcomeRow won = new("a", new(OutcomeKind.Won, Now - Duration.FromDays(400), 5, "EUR"));
        Assert.Equal([RowEffect.Created], Effects(await intake.RecordOutcomesAsync("crm", [won])));
        Assert.Equal([RowEffect.Unchanged], Effects(await intake.RecordOutcomesAsync("crm", [won])));
        Assert.Equal([RowEffect.Updated, RowEffect.Rejected], Effects(await intake.RecordOutcomesAsync("crm", [won with { Outcome = new(OutcomeKind.Lost) }, won with { LeadExternalId = "ghost" }])));
        Assert.Equal([RowEffect.Rejected], Effects(await intake.RecordOutcomesAsync("crm", [won with { Outcome = new(OutcomeKind.Lost, null, -1, "euro") }])));
    }

    [PostgresFact]
    public async Task WhenRowsAreWrittenByEverySortOfWriter_ThenTheyAreTheSameRows()
    {
        var texts = new List<string>();
        foreach (var (kind, batch) in new[] { (StorageKind.Memory, 90), (StorageKind.Sqlite, 90), (StorageKind.Postgres, 90), (StorageKind.Postgres, 7) })
        {
            await using var store = await TestStore.OpenAsync(kind);
            var intake = Intake(store);
            for (var pass = 0; pass < 2; pass++)
            {
                foreach (var part in Enumerable.Range(0, 90).Chunk(batch))
                {
                    await intake.CaptureLeadsAsync("crm", [.. part.Select(number => Various(number, pass))]);
                    await intake.RecordEngagementsAsync("crm", [.. part.SelectMany(number => new[] { Visit($"{number}"), Visit($"{number}"), Visit($"{number}") with { ExternalId = $"e{number}", Type = $"t{pass}" } })]);
                    await intake.RecordOutcomesAsync("crm", [.. part.Where(number => number % 3 == 0).Select(number => new OutcomeRow($"{number}", new(OutcomeKind.Won, Now, 0.1m * number * pass, "EUR", null, "\"a, b\"")))]);
                }
            }

            texts.Add(await StoredRows.ReadAsync(store));
        }

        Assert.Equal(90, texts[0].Split('\n').Length);
        Assert.All(texts, text => Assert.Equal(texts[0], text));
    }

    internal static LeadIntake Intake(AlignmentStore store) => new(store, new FixedClock(Now), LeadJournal.Unheard);

    private static RowEffect[] Effects(IReadOnlyList<RowResult> results) => [.. results.Select(result => result.Effect)];

    private static EngagementRow Visit(string lead) => new(lead, Now - Duration.FromDays(1), "page_view") { Content = "/pricing" };

    private static LeadRow Row(string externalId) => new(externalId)
    {
        CreatedAt = Now - Duration.FromDays(9),
        Name = "Ann",
        Email = "a@b.example",
        PersonaKey = "cat",
        Attributes = [new("size", AttributeValue.Number(5)), new("since", AttributeValue.Date(new LocalDate(2026, 1, 31)))],
    };

    private static LeadRow Various(int number, int pass) => new($"{number}")
    {
        CreatedAt = Now - Duration.FromMilliseconds(number),
        Name = number % 2 == 0 ? "Zo\u00eb, \"the\"\n\ud83d\ude00" : null,
        Attributes = [new("n", AttributeValue.Number(number / 3.0)), new("p", AttributeValue.Number(pass)), new("t", AttributeValue.Text(" x\ty ")), new("b", AttributeValue.Boolean(number % 2 == 0))],
    };

    private sealed class FixedClock(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
