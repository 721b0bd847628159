using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Core.Journeys;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Samples;

/// <summary>What the sample company's buyers said, what they are told, and what its people gave them.</summary>
internal static class SampleStories
{
    private const string Source = "coldwater";

    /// <summary>Enters interviews, and cites their quotes for the claims of their personas.</summary>
    public static List<Interview> Interviews(string json, IReadOnlyList<Persona> personas)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(one => Interview(one, personas.Single(persona => persona.Key == Text(one, "persona"))))];
    }

    /// <summary>Writes the story of each buyer.</summary>
    public static List<ContentStory> Stories(string json, IReadOnlyList<Persona> personas, IReadOnlyList<Interview> interviews, Journey journey, Instant at)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(one =>
        {
            var draft = ContentStory.For(personas.Single(persona => persona.Key == Text(one, "persona")), journey).About(Texts(one, "themes"));
            if (one.TryGetProperty("premiseQuote", out var words))
            {
                var (interview, quote) = interviews.SelectMany(held => held.Quotes.Select(said => (held, said))).Single(said => said.said.Words == words.GetString());
                draft.Premise(Text(one, "premise"), interview, quote.Id);
            }
            else
            {
                draft.Premise(Text(one, "premise"));
            }

            foreach (var chapter in one.GetProperty("chapters").EnumerateArray())
                draft.Chapter(Text(chapter, "stage"), Text(chapter, "message"), writing => Tell(writing, chapter));
            return draft.Write(at).Value;
        })];
    }

    /// <summary>Records what reps and nurture steps gave to leads, which are stored already.</summary>
    /// <returns>How many times content was given.</returns>
    public static async Task<int> ShareAsync(AlignmentContext context, string json, CancellationToken cancel)
    {
        using var document = JsonDocument.Parse(json);
        var shares = document.RootElement.EnumerateArray().ToList();
        var names = shares.Select(share => Text(share, "lead")).Distinct().ToList();
        var leads = await context.Leads.AsNoTracking().Where(lead => lead.Source == Source && names.Contains(lead.ExternalId))
            .ToDictionaryAsync(lead => lead.ExternalId, lead => lead.Id, StringComparer.Ordinal, cancel);
        var assets = await context.ContentAssets.AsNoTracking().Where(asset => asset.Source == Source)
            .ToDictionaryAsync(asset => asset.ExternalId, asset => asset.Id, StringComparer.Ordinal, cancel);
        context.AddRange(shares.Select(share =>
        {
            var (at, rep) = (At(share, "at"), share.TryGetProperty("rep", out var key) ? key.GetString() : null);
            return new SharedContent
            {
                Id = SharedContentId.New(at), AssetId = assets[Text(share, "content")], LeadId = leads[Text(share, "lead")],
                At = at, By = ContentAsset.GiverOf(rep), RepKey = rep,
            };
        }));
        await context.SaveChangesAsync(cancel);
        return shares.Count;
    }

    private static Interview Interview(JsonElement one, Persona persona)
    {
        var held = At(one, "heldAt");
        var entered = held + Duration.FromHours(3);
        var quotes = one.GetProperty("quotes").EnumerateArray().ToList();
        var interview = Core.Personas.Interview.Enter(
            persona,
            new InterviewAccount
            {
                Interviewee = Text(one, "interviewee"),
                HeldAt = held,
                Interviewer = Attendee(one.GetProperty("interviewer")),
                Attendees = [.. one.GetProperty("attendees").EnumerateArray().Select(Attendee)],
                Record = SamplePeople.Word<InterviewRecord>(one, "record"),
                SolutionRevealedAfter = Into(one, "solutionRevealedAfter"),
            },
            [.. quotes.Select(quote => new QuotedWords(Into(quote, "at"), Text(quote, "words")))],
            entered).Value;
        foreach (var quote in quotes)
        {
            var said = interview.Quotes.Single(known => known.Words == Text(quote, "words"));
            foreach (var statement in Texts(quote, "cites"))
                _ = persona.Cite(persona.Claims.Single(claim => claim.Statement == statement).Id, interview, said.Id, entered).Value;
        }

        return interview;
    }

    private static void Tell(ChapterDraft writing, JsonElement chapter)
    {
        writing.About(Texts(chapter, "themes")).Asks(Texts(chapter, "questions"));
        foreach (var telling in chapter.GetProperty("tellings").EnumerateObject())
            writing.To(Enum.Parse<Audience>(telling.Name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true), telling.Value.GetString()!);
    }

    private static Attendee Attendee(JsonElement one) => new(Text(one, "name"), SamplePeople.Word<AttendeeFunction>(one, "function"));

    private static Instant At(JsonElement element, string name) => InstantPattern.General.Parse(Text(element, name)).Value;

    private static Duration Into(JsonElement element, string name) => PeriodPattern.NormalizingIso.Parse(Text(element, name)).Value.ToDuration();

    private static List<string> Texts(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
