using Alignment.Core.Journeys;
using Alignment.Core.Personas;
using NodaTime;

namespace Alignment.Core.Stories;

/// <summary>A story while it is being written. Nothing is checked until <see cref="Write"/>, which names every fault.</summary>
public sealed class StoryDraft
{
    /// <summary>How many themes, questions or tellings one story or chapter can hold of each.</summary>
    public const int Most = 200;

    private readonly List<ChapterDraft> drafts = [];
    private (Interview Interview, QuoteId Quote)? said;
    private string? premise;

    internal StoryDraft(Persona persona, Journey journey)
    {
        ArgumentNullException.ThrowIfNull(persona);
        (Persona, Journey) = (persona, journey);
    }

    internal Persona Persona { get; }

    internal Journey Journey { get; }

    internal string Words { get; private set; } = "";

    internal InterviewId? Interview => said?.Interview.Id;

    internal QuoteId? Quote => said?.Quote;

    internal IReadOnlyList<string> Themes { get; private set; } = [];

    internal IReadOnlyList<Chapter> Chapters { get; private set; } = [];

    /// <summary>Says what the problem is, in the buyer's words.</summary>
    /// <param name="words">1 to 2,000 characters.</param>
    public StoryDraft Premise(string words)
    {
        premise = words;
        return this;
    }

    /// <summary>Says what the problem is, in the buyer's words, and whose words they are.</summary>
    /// <param name="words">1 to 2,000 characters.</param>
    /// <param name="interview">An interview with the persona.</param>
    /// <param name="quote">One of its quotes.</param>
    public StoryDraft Premise(string words, Interview interview, QuoteId quote)
    {
        ArgumentNullException.ThrowIfNull(interview);
        said = (interview, quote);
        return Premise(words);
    }

    /// <summary>Says what the story is about from the first chapter to the last.</summary>
    /// <param name="themes">The themes; equal ones, ignoring case, count once.</param>
    public StoryDraft About(params IReadOnlyList<string> themes)
    {
        Themes = Wording.Distinct(themes);
        return this;
    }

    /// <summary>Adds a chapter.</summary>
    /// <param name="stageKey">The stage it is told at.</param>
    /// <param name="message">What the persona is to take from it; 1 to 10,000 characters.</param>
    /// <param name="more">Its themes, tellings and questions, if any.</param>
    public StoryDraft Chapter(string stageKey, string message, Action<ChapterDraft>? more = null)
    {
        var chapter = new ChapterDraft(stageKey, message);
        more?.Invoke(chapter);
        drafts.Add(chapter);
        return this;
    }

    /// <summary>Writes the story.</summary>
    /// <param name="now">The present instant.</param>
    /// <returns>The story, or every fault: no premise, words that nobody said, a stage the journey lacks or that has two chapters, ...</returns>
    public Result<ContentStory> Write(Instant now)
    {
        var refusals = new List<Refusal>();
        Words = Wording.Require(premise, Wording.LongestStatement, "A premise", refusals, "premise");
        CheckQuote(refusals);
        CheckTexts(Themes, "themes", refusals, "themes");
        var told = new HashSet<string>(StringComparer.Ordinal);
        var chapters = new List<Chapter>();
        for (var index = 0; index < drafts.Count; index++)
        {
            IReadOnlyList<string> path = ["chapters", $"{index}"];
            var chapter = drafts[index].Check(refusals, path);
            if (Journey.IndexOf(chapter.StageKey) < 0)
                Fault(refusals, $"Journey {Journey.Key} has no stage \"{chapter.StageKey}\".", [.. path, "stageKey"]);
            else if (!told.Add(chapter.StageKey))
                Fault(refusals, $"Stage {chapter.StageKey} has a chapter already.", [.. path, "stageKey"]);
            chapters.Add(chapter);
        }

        if (refusals.Count > 0) return refusals;
        Chapters = chapters;
        return ContentStory.Of(this, now);
    }

    internal static void CheckTexts(IReadOnlyList<string> texts, string what, List<Refusal> refusals, params IReadOnlyList<string> path)
    {
        if (texts.Count > Most) Fault(refusals, $"At most {Most} {what} are kept.", path);
        for (var index = 0; index < texts.Count; index++)
            Wording.Optional(texts[index], ContentAsset.LongestTag, "It", refusals, [.. path, $"{index}"]);
    }

    internal static void Fault(List<Refusal> refusals, string message, IReadOnlyList<string> path) =>
        refusals.Add(new Refusal(RefusalCode.Validation, message, path));

    private void CheckQuote(List<Refusal> refusals)
    {
        if (said is not var (interview, id)) return;
        if (interview.PersonaKey != Persona.Key)
            Fault(refusals, $"The premise is said by persona {interview.PersonaKey}, and the story is for {Persona.Key}.", ["premiseQuoteId"]);
        if (interview.Find(id) is not { Withdrawn: false })
            Fault(refusals, "The interview has no such quote.", ["premiseQuoteId"]);
    }
}
