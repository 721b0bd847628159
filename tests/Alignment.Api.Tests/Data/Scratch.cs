using Alignment.Api.Data;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;
namespace Alignment.Api.Tests.Data;
public class Scratch(Xunit.Abstractions.ITestOutputHelper output)
{
    [Theory]
    [InlineData(StorageKind.Memory)]
    [InlineData(StorageKind.Sqlite)]
    public async Task Try(StorageKind kind)
    {
        var file = Path.GetTempFileName(); File.Delete(file);
        await using var store = await AlignmentStore.ConnectAsync(new(kind, file));
        await store.WriteAsync(async (c, ct) => { if (kind == StorageKind.Sqlite) { var s = c.Database.GenerateCreateScript(); output.WriteLine(s); await c.Database.ExecuteSqlRawAsync(s.Replace("{", "{{"), ct); } });
        var now = Instant.FromUtc(2026, 1, 1, 0, 0);
        var id = LeadId.New(now);
        await store.WriteAsync(async (c, ct) => { 
            var lead = Lead.Capture(id, "olist", "a", new LeadContact("n", "e", null), "cat", AttributeSet.Of(("x", AttributeValue.Number(5)), ("d", AttributeValue.Date(new LocalDate(2026,1,1)))), null, Actor.Source("x"), now).Value;
            c.Add(lead); c.AddRange(lead.DrainHistory());
            await c.SaveChangesAsync(ct);
        });
        await store.WriteAsync(async (c, ct) => { 
            var lead = await c.Leads.Include(l => l.HandOff).SingleAsync(l => l.Source == "olist" && l.ExternalId == "a", ct);
            Assert.True(lead.RecordOutcome(new LeadOutcome(OutcomeKind.Won, now, 5m, "EUR"), Actor.Source("x"), now).Value);
            c.AddRange(lead.DrainHistory());
            await c.SaveChangesAsync(ct);
        });
        await store.WriteAsync(async (c, ct) => { 
            var lead = await c.Leads.SingleAsync(l => l.Id == id, ct);
            Assert.Equal(LeadStatus.Won, lead.Status);
            Assert.Equal(5m, lead.Outcome!.Amount);
            lead.Reactivate("again", Actor.Clock, now);
            c.AddRange(lead.DrainHistory());
            await c.SaveChangesAsync(ct);
        });
        await using var read = store.CreateDbContext();
        var back = await read.Leads.SingleAsync(l => l.Contact.Email == "e" && l.Outcome == null);
        Assert.Null(back.Outcome);
        Assert.Single(back.PriorOutcomes);
        Assert.Equal(5, back.Attributes["x"].AsNumber());
        Assert.Equal(3, await read.LeadHistory.CountAsync(h => h.LeadId == id));
        Assert.Equal(kind == StorageKind.Memory ? 0 : 0, await read.Leads.CountAsync(l => l.Outcome!.Kind == OutcomeKind.Won && l.Outcome.At < now));
    }
}
