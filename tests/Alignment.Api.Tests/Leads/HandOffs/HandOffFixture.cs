using Alignment.Api.Data;
using Alignment.Api.Idempotency;
using Alignment.Api.Leads;
using Alignment.Api.Leads.HandOffs;
using Alignment.Api.Policies;
using Alignment.Api.Tests.Data;
using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.HandOffs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Alignment.Api.Tests.Leads.HandOffs;

/// <summary>A team with an agreement ("ready" must be true), two reps who work round the clock, and a desk; the clock stands still until it is moved.</summary>
internal sealed class HandOffFixture : IAsyncDisposable
{
    private HandOffFixture(AlignmentStore store, SetClock clock)
    {
        (Store, Clock) = (store, clock);
        Feed = new LeadChangeFeed(store);
        Journal = new LeadJournal(Feed);
        Keys = new IdempotencyKeys(store, clock);
        Desk = new HandOffDesk(Journal, Keys, clock);
        Deadlines = new Deadlines(store, Journal);
        Leavers = new Leavers(store, Desk, NullLogger<Leavers>.Instance);
    }

    public static Caller Mia { get; } = new(Actor.Person("mia"));

    public AlignmentStore Store { get; }

    public SetClock Clock { get; }

    public LeadChangeFeed Feed { get; }

    public LeadJournal Journal { get; }

    public IdempotencyKeys Keys { get; }

    public HandOffDesk Desk { get; }

    public Deadlines Deadlines { get; }

    public Leavers Leavers { get; }

    public static async Task<HandOffFixture> OpenAsync(StorageKind kind)
    {
        var fixture = new HandOffFixture(await TestStore.OpenAsync(kind), new SetClock());
        await fixture.Store.WriteAsync(async (context, cancel) =>
        {
            var always = Enumerable.Range(1, 7).Select(day => new WorkingHours((IsoDayOfWeek)day, LocalTime.Midnight, LocalTime.Midnight)).ToList();
            await TeamPolicies.SetAsync(context, new TeamCalendar(always, []), cancel);
            foreach (var key in new[] { "ana", "bob", "cem" })
                context.Add(SalesRep.Define(key, key, "UTC").Value);
            var definition = LeadDefinition.Parse(
                """{"name":"Ready","handOff":{},"criteria":[{"key":"ready","kind":"attribute","role":"require","attribute":"ready","operator":"equals","value":true}]}""").Value;
            var version = LeadDefinitionVersion.Draft("ideal", definition, null, fixture.Now).Value;
            version.Sign(Function.Marketing, "Mo", null, fixture.Now);
            version.Sign(Function.Sales, "Sam", null, fixture.Now);
            context.Add(version);
            await context.SaveChangesAsync(cancel);
        });
        return fixture;
    }

    public Instant Now => Clock.GetCurrentInstant();

    /// <summary>Another host on the same database.</summary>
    public async Task<HandOffFixture> AnotherHostAsync() => new(await AlignmentStore.ConnectAsync(Store.Settings), Clock);

    public Task<LeadId> CaptureAsync(bool ready = true) => Store.WriteAsync(async (context, cancel) =>
    {
        var lead = Lead.Capture(
            LeadId.New(Now), "crm", Guid.CreateVersion7().ToString(), LeadContact.Unknown, null,
            AttributeSet.Of(("ready", AttributeValue.Boolean(ready))), null, Actor.Source("crm"), Now).Value;
        context.Add(lead);
        await Journal.KeepAsync(context, lead, null, Now, cancel);
        return lead.Id;
    });

    public Task UpdateAsync(LeadId id, string attribute, AttributeValue value) => Store.WriteAsync(async (context, cancel) =>
    {
        var lead = await context.Leads.Include(lead => lead.HandOff).SingleAsync(lead => lead.Id == id, cancel);
        _ = lead.Update(new LeadUpdate { Attributes = [new(attribute, value)] }, Actor.Source("crm"), Now).Value;
        await Journal.KeepAsync(context, lead, lead.HandOff, Now, cancel);
    });

    public async Task<Lead> LeadAsync(LeadId id)
    {
        await using var context = Store.CreateDbContext();
        return await context.Leads.Include(lead => lead.HandOff).SingleAsync(lead => lead.Id == id);
    }

    public async Task<HandOff> HandOffAsync(HandOffId id)
    {
        await using var context = Store.CreateDbContext();
        return await context.HandOffs.SingleAsync(handOff => handOff.Id == id);
    }

    public async Task<IReadOnlyList<LeadHistoryEntry>> HistoryAsync(LeadId id)
    {
        await using var context = Store.CreateDbContext();
        return await context.LeadHistory.Where(entry => entry.LeadId == id).OrderBy(entry => entry.Sequence).ToListAsync();
    }

    public DeadlineTimer Timer() => new(Store, Deadlines, Leavers, Keys, Clock, NullLogger<DeadlineTimer>.Instance);

    public async ValueTask DisposeAsync()
    {
        Feed.Dispose();
        await Store.DisposeAsync();
    }
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class SetClock : IClock
{
    private long ticks = Instant.FromUtc(2026, 3, 23, 9, 0).ToUnixTimeTicks();

    public Instant GetCurrentInstant() => Instant.FromUnixTimeTicks(Interlocked.Read(ref ticks));

    public void Move(Duration time) => Interlocked.Add(ref ticks, (long)time.TotalTicks);
}
