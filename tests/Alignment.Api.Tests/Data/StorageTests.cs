using System.Data.Common;
using Alignment.Api.Data;
using Alignment.Core;
using Alignment.Core.Journeys;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.HandOffs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Tests.Data;

public sealed class StorageTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 12, 0).PlusTicks(1230);

    [Theory, EveryStorage]
    public async Task WhenALeadIsStoredAndLoaded_ThenItIsTheSame(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var lead = NewLead("a");
        await SaveAsync(store, lead);
        await store.WriteAsync(async (context, cancel) =>
        {
            var loaded = await context.Leads.SingleAsync(known => known.Source == "crm" && known.ExternalId == "a", cancel);
            Assert.Equal(lead.Snapshot(), loaded.Snapshot());
            Assert.True(loaded.RecordOutcome(new(OutcomeKind.Won, Now, 12.50m, "EUR", "ana", "price"), Actor.Person("ana"), Now).Value);
            await StoreAsync(context, loaded, cancel);
        });
        await store.WriteAsync(async (context, cancel) =>
        {
            var loaded = await context.Leads.SingleAsync(known => known.Id == lead.Id, cancel);
            Assert.Equal(new LeadOutcome(OutcomeKind.Won, Now, 12.50m, "EUR", "ana", "price"), loaded.Outcome);
            loaded.Reactivate("came again", Actor.Person("ana"), Now);
            await StoreAsync(context, loaded, cancel);
        });

        await using var reading = store.CreateDbContext();
        var last = await reading.Leads.SingleAsync(known => known.Contact.Email == "a@b.example" && known.Outcome == null);
        Assert.Equal(12.50m, Assert.Single(last.PriorOutcomes).Amount);
        var history = await reading.LeadHistory.Where(entry => entry.LeadId == lead.Id).OrderBy(entry => entry.Sequence).ToListAsync();
        Assert.Equal([LeadHistoryKind.Captured, LeadHistoryKind.Won, LeadHistoryKind.Reactivated], history.Select(entry => entry.Kind));
        Assert.Contains(history[1].Changes, change => change.Field == LeadField.OutcomeAmount);
    }

    [Theory, EveryStorage]
    public async Task WhenTwoChangeTheSameLead_ThenTheSecondIsToldAndNothingIsLost(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await SaveAsync(store, NewLead("a"));
        await using var stale = store.CreateDbContext();
        var seen = await stale.Leads.AsNoTracking().SingleAsync();
        await store.WriteAsync(async (context, cancel) =>
        {
            var lead = await context.Leads.SingleAsync(cancel);
            lead.Update(new LeadUpdate { Name = "Bea" }, Actor.Source("crm"), Now);
            await StoreAsync(context, lead, cancel);
        });

        var failure = await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => store.WriteAsync(async (context, cancel) =>
        {
            var attached = context.Attach(seen);
            if (seen.Version == 1) seen.Update(new LeadUpdate { Name = "Cleo" }, Actor.Source("crm"), Now);
            attached.Property(lead => lead.Version).OriginalValue = 1;
            attached.State = EntityState.Modified;
            await context.SaveChangesAsync(cancel);
        }));
        Assert.NotNull(failure);
        await using var reading = store.CreateDbContext();
        Assert.Equal("Bea", (await reading.Leads.SingleAsync()).Contact.Name);
    }

    [Theory, EveryStorage]
    public async Task WhenRepsJourneysAndDefinitionsAreStored_ThenTheyComeBackAsTheyWere(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var rep = SalesRep.Define(
            "ana", "Ana", "Europe/Lisbon", WorkingHours.On(new LocalTime(22, 0), new LocalTime(2, 30), IsoDayOfWeek.Friday), [new LocalDate(2026, 12, 25)],
            AdopterCategory.EarlyAdopter, [new DateInterval(new LocalDate(2026, 8, 1), new LocalDate(2026, 8, 14))], new LocalDate(2027, 1, 1)).Value;
        var definition = LeadDefinition.Parse("""{"name":"Ideal","handOff":{"total":1e2},"criteria":[{"key":"a","kind":"attribute","attribute":"x","operator":"present","points":0.1}]}""").Value;
        var version = LeadDefinitionVersion.Draft("ideal", definition, null, Now).Value;
        version.Sign(Function.Marketing, "Mo", null, Now);
        version.Sign(Function.Sales, "Sam", null, Now);
        await store.WriteAsync(async (context, cancel) =>
        {
            context.AddRange(rep, version, new StoredJourney(Journey.Default));
            await context.SaveChangesAsync(cancel);
        });

        await using var reading = store.CreateDbContext();
        var back = await reading.SalesReps.SingleAsync(known => known.Key == "ana");
        Assert.False(back.Redefine("Ana", "Europe/Lisbon", rep.WorkingHours, rep.Holidays, rep.Adopter, rep.Absences, rep.LeftOn).Value);
        var agreed = await reading.LeadDefinitions.SingleAsync(known => known.Key == "ideal" && known.State == LeadDefinitionState.Agreed);
        Assert.Equal(definition, agreed.Definition);
        Assert.Equal(version.Signatures, agreed.Signatures);
        Assert.Equal(Journey.Default.ToString(), (await reading.Journeys.SingleAsync()).ToJourney().ToString());
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenANewerVersionIsAgreed_ThenExactlyOneIsInForceAndTheDatabaseSaysSoToo(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var definition = LeadDefinition.Parse("""{"name":"Ideal","handOff":{"total":1},"criteria":[{"key":"a","kind":"attribute","attribute":"x","operator":"present","points":1}]}""").Value;
        LeadDefinitionVersion? inForce = null;
        for (var number = 1; number <= 3; number++)
        {
            await store.WriteAsync(async (context, cancel) =>
            {
                var latest = await context.LeadDefinitions.OrderByDescending(known => known.Version).FirstOrDefaultAsync(cancel);
                var next = LeadDefinitionVersion.Draft("ideal", definition, latest, Now).Value;
                context.Add(next);
                next.Sign(Function.Marketing, "Mo", latest, Now);
                await context.SaveChangesAsync(cancel);
                Assert.True(next.Sign(Function.Sales, "Sam", latest, Now).Succeeded);
                await context.SaveChangesAsync(cancel);
                inForce = next;
            });
        }

        await using var reading = store.CreateDbContext();
        Assert.Equal(inForce!.Id, (await reading.LeadDefinitions.SingleAsync(known => known.State == LeadDefinitionState.Agreed)).Id);
        Assert.Equal(2, await reading.LeadDefinitions.CountAsync(known => known.State == LeadDefinitionState.Superseded));

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => store.WriteAsync(
            (context, cancel) => context.Database.ExecuteSqlAsync($"UPDATE lead_definitions SET state = 'Agreed' WHERE version = 1", cancel)));
        Assert.Contains("unique", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, EveryStorage]
    public async Task WhenAContextForReadingIsSaved_ThenItRefuses(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await using var reading = store.CreateDbContext();
        reading.Add(NewLead("a"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => reading.SaveChangesAsync());
    }

    [Fact]
    public async Task WhenAProcessHasTheSqliteFile_ThenASecondIsRefusedWithAClearMessage()
    {
        var settings = await TestStore.NewDatabaseAsync(StorageKind.Sqlite);
        await using (await AlignmentStore.ConnectAsync(settings))
        {
            var refused = await Assert.ThrowsAsync<WrongInputException>(() => AlignmentStore.ConnectAsync(settings));
            Assert.Contains("in use by another alignment process", refused.Message, StringComparison.Ordinal);
        }

        await using var free = await AlignmentStore.ConnectAsync(settings);
        Assert.NotNull(free);
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAUnitOfWorkFails_ThenNothingOfItStays(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => store.WriteAsync(async (context, cancel) =>
        {
            await StoreAsync(context, NewLead("a"), cancel);
            throw new InvalidTimeZoneException();
        }));
        await using var reading = store.CreateDbContext();
        Assert.Equal(0, await reading.Leads.CountAsync());
    }

    [Theory, EveryStorage]
    public async Task WhenManyWriteAtOnce_ThenEveryChangeIsKept(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await SaveAsync(store, NewLead("a"));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => store.WriteAsync(async (context, cancel) =>
        {
            var lead = await context.Leads.SingleAsync(cancel);
            lead.Update(new LeadUpdate { Attributes = [new($"w{writer}", AttributeValue.Number(writer))] }, Actor.Source("crm"), Now);
            await StoreAsync(context, lead, cancel);
        }))));
        await using var reading = store.CreateDbContext();
        Assert.Equal(8 + 3, (await reading.Leads.SingleAsync()).Attributes.Count);
        Assert.Equal(9, await reading.LeadHistory.CountAsync());
    }

    [Theory, EveryStorage]
    public async Task WhenAPageGoesOnAfterALead_ThenEqualInstantsAreToldApartById(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var leads = new[] { NewLead("a"), NewLead("b"), NewLead("c") }.OrderBy(lead => lead.Id.Value).ToList();
        foreach (var lead in leads) await SaveAsync(store, lead);
        await using var reading = store.CreateDbContext();
        var (at, after) = (leads[0].CreatedAt, leads[0].Id);
        var page = await reading.Leads
            .Where(lead => lead.CreatedAt > at || (lead.CreatedAt == at && lead.Id > after))
            .OrderBy(lead => lead.CreatedAt).ThenBy(lead => lead.Id).Select(lead => lead.ExternalId).ToListAsync();
        Assert.Equal(leads.Skip(1).Select(lead => lead.ExternalId), page);
    }

    internal static Lead NewLead(string externalId) => Lead.Capture(
        LeadId.New(Now), "crm", externalId, new LeadContact("Ann", "a@b.example", null), "cat",
        AttributeSet.Of(("size", AttributeValue.Number(5.25)), ("seen", AttributeValue.Date(new LocalDate(2026, 2, 28))), ("big \"x\"", AttributeValue.Boolean(true))),
        Now - Duration.FromDays(3), Actor.Source("crm"), Now).Value;

    private static Task SaveAsync(AlignmentStore store, Lead lead) => store.WriteAsync((context, cancel) => StoreAsync(context, lead, cancel));

    private static async Task StoreAsync(AlignmentContext context, Lead lead, CancellationToken cancel)
    {
        if (context.Entry(lead).State == EntityState.Detached) context.Add(lead);
        context.AddRange(lead.DrainHistory());
        await context.SaveChangesAsync(cancel);
    }
}
