using Alignment.Api.Data;
using Alignment.Api.Import;
using Alignment.Api.Import.Kinds;
using Alignment.Api.Import.Maps;
using Alignment.Core;
using Alignment.Core.Journeys;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Samples;

/// <summary>
/// Coldwater, an invented company, brought into an empty store so that there is something to ask about. Its files take the same way in as
/// anybody's (<c>samples/company</c>); only its times are moved on by whole days, so that the last of them are fresh.
/// </summary>
internal sealed class SampleCompany(AlignmentStore store, IClock clock)
{
    /// <summary>The instant at which the files end.</summary>
    private static readonly Instant EndOfFiles = Instant.FromUtc(2026, 11, 1, 9, 0);

    /// <summary>Brings the company in, unless the store holds anything already.</summary>
    /// <returns>What was brought in, in a sentence; null if the store was not empty.</returns>
    public async Task<string?> LoadAsync(CancellationToken cancel)
    {
        if (!await IsEmptyAsync(cancel))
            return null;
        var moved = Duration.FromDays(Math.Floor((clock.GetCurrentInstant() - EndOfFiles).TotalDays));
        using var files = new SampleFiles(moved);
        await AgreeAsync(files, EndOfFiles + moved - Duration.FromDays(320), cancel);

        // Content first: the stages it is for are evidence of where the leads stand that engaged with it.
        var content = await ImportAsync(files, "content", map => new ContentRows(ContentMap.Read(map)), cancel);
        var leads = await ImportAsync(files, "leads", map => new LeadRows(LeadMap.Read(map)), cancel);
        var engagements = await ImportAsync(files, "engagements", map => new EngagementRows(EngagementMap.Read(map)), cancel);
        var outcomes = await ImportAsync(files, "outcomes", map => new OutcomeRows(OutcomeMap.Read(map)), cancel);
        var shared = await store.WriteAsync((context, token) => SampleStories.ShareAsync(context, files.MovedText("shares.json"), token), cancel);
        return $"Loaded Coldwater, the sample company: {leads} leads, {engagements} engagements, {outcomes} outcomes, {content} pieces of content, given {shared} times, "
            + "a story for each buyer, and a lead definition that both sides signed.";
    }

    private async Task<bool> IsEmptyAsync(CancellationToken cancel)
    {
        await using var context = store.CreateDbContext();
        return !await context.Set<Lead>().AnyAsync(cancel)
            && !await context.Set<LeadDefinitionVersion>().AnyAsync(cancel)
            && !await context.Set<SalesRep>().AnyAsync(cancel)
            && !await context.Set<Persona>().AnyAsync(cancel)
            && !await context.Set<ContentAsset>().AnyAsync(cancel);
    }

    private Task AgreeAsync(SampleFiles files, Instant at, CancellationToken cancel) => store.WriteAsync(
        async (context, token) =>
        {
            var journey = Journey.Parse(SampleFiles.Text("journey.json")).Value;
            if (await context.Set<StoredJourney>().SingleOrDefaultAsync(known => known.Key == journey.Key, token) is { } known)
                known.Take(journey);
            else
                context.Add(new StoredJourney(journey));
            var personas = SamplePeople.Personas(at);
            var interviews = SampleStories.Interviews(files.MovedText("interviews.json"), personas);
            context.AddRange(personas);
            context.AddRange(interviews);
            context.AddRange(SampleStories.Stories(SampleFiles.Text("stories.json"), personas, interviews, journey, at));
            context.AddRange(SamplePeople.Reps());
            var rules = LeadDefinition.Parse(SampleFiles.Text("definition.json"), journey).Value;
            var version = LeadDefinitionVersion.Draft("default", rules, null, at).Value;
            version = version.Sign(Function.Marketing, "Mara Lindqvist", null, at + Duration.FromHours(1)).Value;
            version = version.Sign(Function.Sales, "Anke Brandt", null, at + Duration.FromHours(5)).Value;
            context.Add(version);
            await context.SaveChangesAsync(token);
        },
        cancel);

    private async Task<long> ImportAsync<TRow>(
        SampleFiles files, string name, Func<FileInfo, ImportKind<TRow>> kind, CancellationToken cancel)
    {
        using var import = new CsvImport<TRow>(store, clock, kind(files[$"{name}.map.json"]), files[$"{name}.csv"], NoProgress.Instance);
        var summary = await import.RunAsync(strict: false, cancel);
        return summary[Leads.RowEffect.Created];
    }

    private sealed class NoProgress : IImportProgress
    {
        public static readonly NoProgress Instance = new();

        public void Report(string step, long line, long done, long total)
        {
        }

        public void Note(long line, string note)
        {
        }

        public void Say(string text)
        {
        }
    }
}
