using Alignment.Core.Journeys;
using Alignment.Core.Personas;
using NodaTime;

namespace Alignment.Core.Stories;

/// <summary>The one story told to a persona: a premise in the buyer's words, themes, and a chapter for each buying stage.</summary>
public sealed partial class ContentStory
{
    private List<string> themes = [];
    private List<Chapter> chapters = [];
    private Journey? journey;

    private ContentStory()
    {
    }

    /// <summary>The persona it is told to; a persona has one story, which this key names.</summary>
    public string PersonaKey { get; private set; } = "";

    /// <summary>The persona's audience; its chapters' messages are in this audience's own words.</summary>
    public Audience Audience { get; private set; }

    /// <summary>The journey over whose stages it is mapped.</summary>
    public string JourneyKey { get; private set; } = "";

    /// <summary>The problem, in the buyer's words; 1 to 2,000 characters.</summary>
    public string Premise { get; private set; } = "";

    /// <summary>The quote that the premise is taken from; null while it rests on nobody's words.</summary>
    public QuoteId? PremiseQuote { get; private set; }

    /// <summary>The interview of that quote.</summary>
    public InterviewId? PremiseInterview { get; private set; }

    /// <summary>What it is about from the first chapter to the last.</summary>
    public IReadOnlyList<string> Themes => themes;

    /// <summary>Its chapters, earliest stage first.</summary>
    public IReadOnlyList<Chapter> Chapters => chapters;

    /// <summary>When it was first written.</summary>
    public Instant WrittenAt { get; private set; }

    /// <summary>Counts the changes, from 1; two writers with the same version conflict.</summary>
    public int Version { get; private set; }

    /// <summary>The journey over whose stages it is mapped.</summary>
    /// <exception cref="InvalidOperationException">The story comes from a store and <see cref="Along"/> was not called.</exception>
    public Journey Journey => journey ?? throw new InvalidOperationException($"Read the story along its journey {JourneyKey} first.");

    /// <summary>Begins a story.</summary>
    /// <param name="persona">The persona it is told to.</param>
    /// <param name="journey">The journey over whose stages it is mapped; the default one if left out.</param>
    public static StoryDraft For(Persona persona, Journey? journey = null) => new(persona, journey ?? Journey.Default);

    /// <summary>Reads a stored story along its journey, as that journey is now defined.</summary>
    /// <param name="along">The journey with this story's <see cref="JourneyKey"/>.</param>
    /// <exception cref="ArgumentException">It is another journey.</exception>
    public ContentStory Along(Journey along)
    {
        ArgumentNullException.ThrowIfNull(along);
        if (along.Key != JourneyKey) throw new ArgumentException($"The story follows journey {JourneyKey}, not {along.Key}.", nameof(along));
        journey = along;
        return this;
    }

    /// <summary>Writes the story anew.</summary>
    /// <param name="draft">The whole story; what it leaves out is dropped.</param>
    /// <returns>Whether anything changed.</returns>
    public Result<bool> Rewrite(StoryDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Persona.Key != PersonaKey)
            throw new ArgumentException($"The draft is for persona {draft.Persona.Key}, the story for {PersonaKey}.", nameof(draft));
        if (!draft.Write(WrittenAt).TryGetValue(out var revised, out var refusals)) return Result.Refused<bool>(refusals);
        var same = (revised.Audience, revised.JourneyKey, revised.Premise, revised.PremiseQuote) == (Audience, JourneyKey, Premise, PremiseQuote)
            && revised.themes.SequenceEqual(themes) && revised.chapters.SequenceEqual(chapters);
        Take(revised);
        if (!same) Version++;
        return !same;
    }

    /// <summary>The chapter of a stage; null if that stage has none.</summary>
    /// <param name="stageKey">The stage's key.</param>
    public Chapter? ChapterOf(string stageKey) => chapters.Find(chapter => chapter.StageKey == stageKey);

    /// <summary>What the buyer must have answered at a stage: the journey's questions, then the chapter's own.</summary>
    /// <param name="stage">A stage of the journey.</param>
    public IReadOnlyList<string> QuestionsAt(BuyingStage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return Wording.Distinct(stage.Questions.Concat(ChapterOf(stage.Key)?.Questions ?? []));
    }

    /// <summary>Whether an asset tells this chapter: it is in use, for the persona and for the stage.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="stageKey">The stage's key.</param>
    public bool IsToldBy(ContentAsset asset, string stageKey)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return asset.InUse && asset.IsFor(PersonaKey) && asset.IsForStage(stageKey);
    }

    internal static ContentStory Of(StoryDraft draft, Instant now)
    {
        var story = new ContentStory { PersonaKey = draft.Persona.Key, WrittenAt = now, Version = 1 };
        story.Audience = draft.Persona.Audience;
        story.JourneyKey = draft.Journey.Key;
        story.journey = draft.Journey;
        story.Premise = draft.Words;
        story.PremiseQuote = draft.Quote;
        story.PremiseInterview = draft.Interview;
        story.themes = [.. draft.Themes];
        story.chapters = [.. draft.Chapters.OrderBy(chapter => draft.Journey.IndexOf(chapter.StageKey))];
        return story;
    }

    private void Take(ContentStory revised)
    {
        (Audience, JourneyKey, journey, Premise) = (revised.Audience, revised.JourneyKey, revised.journey, revised.Premise);
        (PremiseQuote, PremiseInterview, themes, chapters) = (revised.PremiseQuote, revised.PremiseInterview, revised.themes, revised.chapters);
    }
}
