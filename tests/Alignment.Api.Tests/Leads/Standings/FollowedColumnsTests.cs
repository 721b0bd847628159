using Alignment.Api.Data;
using Alignment.Api.Leads;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Tests.Data;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;
using static Alignment.Api.Tests.Leads.Standings.Agreed;

namespace Alignment.Api.Tests.Leads.Standings;

/// <summary>A re-assessment writes by name the columns of a lead that moves; none may be forgotten.</summary>
public sealed class FollowedColumnsTests
{
    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenALeadFollowsTheDecision_ThenItsRowIsWhatSavingItWouldHaveWritten(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var clock = new FakeClock(Now);
        await AgreeAsync(store, OneWebinar, Now);
        await ReassessmentTests.ReassessAsync(store, clock);
        var (falls, rises) = (await CaptureAsync(store, "falls", Now, 1), await CaptureAsync(store, "rises", Now, 40, 41));
        await store.WriteAsync(async (context, cancel) =>
        {
            // Every column that may be empty holds something, so that one that is emptied is seen.
            foreach (var lead in await context.Leads.AsTracking().ToListAsync(cancel))
                foreach (var property in Settable(context.Entry(lead))) property.CurrentValue = Sample(property.Metadata);
            await context.SaveChangesAsync(cancel);
        });
        clock.Now += Duration.FromHours(1);
        await AgreeAsync(store, TwoWebinars, clock.Now);

        var before = await RowsAsync(store, null);
        var saved = await RowsAsync(store, clock.Now);
        await ReassessmentTests.ReassessAsync(store, clock);
        var written = await RowsAsync(store, null);

        Assert.Equal(new HashSet<LeadId> { falls, rises }, saved.Keys.ToHashSet());
        Assert.All(saved.Keys, id => Assert.NotEqual(before[id], saved[id]));
        Assert.DoesNotContain($"{nameof(Lead.TryAgainOn)}=", before[rises]);
        Assert.Contains($"{nameof(Lead.TryAgainOn)}=", saved[rises]);
        Assert.All(saved.Keys, id => Assert.Equal(saved[id], written[id]));
    }

    // Every column of every lead by what EF maps; as they would be saved after following the decision, if an instant is given.
    private static async Task<Dictionary<LeadId, List<string>>> RowsAsync(AlignmentStore store, Instant? follow)
    {
        await using var context = store.CreateDbContext();
        var agreement = await AgreementInForce.ReadAsync(context);
        var rows = new Dictionary<LeadId, List<string>>();
        foreach (var lead in await context.Leads.AsTracking().ToListAsync())
        {
            if (follow is { } now)
            {
                var facts = (await LeadFactsReader.ReadAsync(context, [lead.Id], default))[lead.Id];
                Assert.True(lead.Follow(agreement.VerdictOf(agreement.Assess(facts, now)), now));
            }

            rows[lead.Id] = [.. Properties(context.Entry(lead)).Select(property => FormattableString.Invariant($"{property.Metadata.Name}={property.CurrentValue}")).Order(StringComparer.Ordinal)];
        }

        return rows;
    }

    private static IEnumerable<PropertyEntry> Properties(EntityEntry lead) =>
        lead.Properties.Concat(lead.ComplexProperties.Where(part => part.CurrentValue is not null).SelectMany(part => part.Properties));

    // A hand-off is another row, and with an outcome it would not be open.
    private static IEnumerable<PropertyEntry> Settable(EntityEntry lead) =>
        lead.Properties.Where(property => property.Metadata.IsNullable && property.CurrentValue is null && !property.Metadata.IsForeignKey());

    private static object Sample(IReadOnlyProperty property) => Type.GetTypeCode(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) switch
    {
        TypeCode.String => "before",
        TypeCode.Int32 => 7,
        TypeCode.Int64 => 7L,
        TypeCode.Boolean => true,
        TypeCode.Decimal => 7m,
        TypeCode.Double => 7d,
        _ when property.ClrType == typeof(Instant?) => Now - Duration.FromDays(1),
        _ when property.ClrType == typeof(LocalDate?) => new LocalDate(2026, 3, 1),
        _ => throw new NotSupportedException($"{property.Name} is new: give it a sample here, so that this test sees it written."),
    };
}
