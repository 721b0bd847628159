using Alignment.Api.Tests.Commands;
using Alignment.Testing;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Tests.Import;

public sealed class RealDataTests
{
    [SharedDataFact("data")]
    public async Task WhenOlistIsImportedTwice_ThenAllOfItIsThereAndTheSecondTimeChangesNothing()
    {
        var folder = await ImportFolder.NewAsync();
        var (leads, deals) = (Repository.PathToShared("data", "olist", "olist_marketing_qualified_leads_dataset.csv"), Repository.PathToShared("data", "olist", "olist_closed_deals_dataset.csv"));
        foreach (var what in new[] { "created", "unchanged" })
        {
            await ExpectAsync(folder, "leads", leads, "olist-leads.json", $"{what} 8000");
            await ExpectAsync(folder, "engagements", leads, "olist-engagements.json", $"{what} 8000");
            await ExpectAsync(folder, "outcomes", deals, "olist-outcomes.json", $"{what} 842");
        }

        var all = await folder.ReadAsync(context => context.Leads.ToListAsync());
        Assert.Equal(8000, all.Count);
        Assert.Equal(842, all.Count(lead => lead.Outcome is not null));
        Assert.Single(all, lead => lead.OutcomeBeforeFirstContact);
        Assert.Equal(60 + 1099, all.Count(lead => lead.Attributes["origin"].IsAbsent));
        Assert.All(all, lead => Assert.Equal(1, lead.LastEngagementPosition));
        Assert.Equal(8000 + 842, await folder.ReadAsync(context => context.LeadHistory.CountAsync()));
        var flagged = all.Single(lead => lead.OutcomeBeforeFirstContact).Id;
        Assert.Contains("before the lead's first contact", (await folder.ReadAsync(context => context.LeadHistory.SingleAsync(entry => entry.LeadId == flagged && entry.Sequence == 2))).Why, StringComparison.Ordinal);
    }

    [SharedDataFact("data")]
    public async Task WhenXEducationIsImported_ThenSelectAndBlanksAreMissingAndAttributesAreTyped()
    {
        var folder = await ImportFolder.NewAsync();
        var csv = Repository.PathToShared("data", "x_education", "Leads.csv");
        await ExpectAsync(folder, "leads", csv, "x-education-leads.json", "created 9240");
        await ExpectAsync(folder, "outcomes", csv, "x-education-outcomes.json", "created 9240");
        var all = await folder.ReadAsync(context => context.Leads.ToListAsync());
        Assert.Equal(9240, all.Count);
        Assert.Equal(3561, all.Count(lead => lead.Outcome!.Kind == Core.Leads.OutcomeKind.Won));
        Assert.DoesNotContain(all, lead => lead.Attributes.Any(attribute => attribute.Value.ToString() is "Select" or "google"));
        Assert.Equal(137, all.Count(lead => lead.Attributes["visits"].IsAbsent));
        Assert.All(all, lead => Assert.True(lead.Attributes["seconds_on_site"].AsNumber() >= 0));
    }

    private static async Task ExpectAsync(ImportFolder folder, string kind, string csv, string map, string counts)
    {
        var run = await CommandLineRun.Of(["import", kind, csv, "--map", Repository.PathTo("samples", "maps", map), .. CommandLineRun.On(folder.Storage)]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(counts, run.Output, StringComparison.Ordinal);
        Assert.Contains("rejected 0", run.Output, StringComparison.Ordinal);
    }
}
