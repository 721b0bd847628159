using System.Data.Common;
using Alignment.Api.Data;
using Alignment.Api.Leads;
using Alignment.Api.Tests.Data;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore.Diagnostics;
using NodaTime;

namespace Alignment.Api.Tests.Leads;

public sealed class LeadFactsReaderTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Theory, EveryStorage]
    public async Task WhenFactsAreRead_ThenTheyAreThoseOfTheLogAndTheHistory_InThreeStatements(StorageKind kind)
    {
        var statements = new Statements();
        await using var store = await TestStore.OpenAsync(kind, statements);
        var leads = Enumerable.Range(0, 20).Select(number => StorageTests.NewLead($"lead {number}")).ToList();
        await store.WriteAsync(async (context, cancel) =>
        {
            foreach (var lead in leads)
            {
                var first = lead.ExtendLog(2);
                context.Add(lead);
                context.Add(new LoggedEngagement(lead.Id, new Engagement(Now, "late", first)));
                context.Add(new LoggedEngagement(lead.Id, new Engagement(Now - Duration.FromDays(1), "early", first + 1)));
            }

            context.Add(History(leads[3], 2, LeadHistoryKind.Offered));
            context.Add(History(leads[3], 3, LeadHistoryKind.Returned));
            context.Add(History(leads[3], 4, LeadHistoryKind.Updated));
            await context.SaveChangesAsync(cancel);
        });

        await using var reading = store.CreateDbContext();
        statements.Count = 0;
        var facts = await LeadFactsReader.ReadAsync(reading, [.. leads.Select(lead => lead.Id), new LeadId(Guid.NewGuid())], default);

        if (kind != StorageKind.Memory) Assert.Equal(3, statements.Count);
        Assert.Equal(leads.Select(lead => lead.Id).Order(Comparer<LeadId>.Create((a, b) => a.Value.CompareTo(b.Value))), facts.Keys.Order(Comparer<LeadId>.Create((a, b) => a.Value.CompareTo(b.Value))));
        var one = facts[leads[3].Id];
        Assert.Equal(["early", "late"], one.Engagements.Select(engagement => engagement.Type));
        Assert.Equal([2L, 1L], one.Engagements.Select(engagement => engagement.Position));
        Assert.Equal((leads[3].CreatedAt, "cat", leads[3].Attributes), (one.CreatedAt, one.PersonaKey, one.Attributes));
        Assert.Equal(
            [LeadMilestoneKind.HandedOff, LeadMilestoneKind.Returned, LeadMilestoneKind.Recycled],
            one.Milestones.Select(milestone => milestone.Kind).Order());
        Assert.Empty(facts[leads[4].Id].Milestones);
    }

    private static LeadHistoryEntry History(Lead lead, int sequence, LeadHistoryKind kind) =>
        new(lead.Id, sequence, Now, Actor.Clock, kind, null, null, []);

    private sealed class Statements : DbCommandInterceptor
    {
        public int Count { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Count++;
            return new(result);
        }
    }
}
