using Alignment.Core.Journeys;
using NodaTime;

namespace Alignment.Core.Stories;

/// <summary>The ways in which a buyer is told two stories, or none.</summary>
public enum StoryBreakKind
{
    /// <summary>Content from outside the persona's story.</summary>
    OffStory,

    /// <summary>Content for an earlier stage than the one the story had come to.</summary>
    Restarts,

    /// <summary>Content that the lead had received before, not revised since.</summary>
    Repeats,

    /// <summary>Content that leaves out chapters in between.</summary>
    SkipsAhead,

    /// <summary>Content for other personas.</summary>
    WrongPersona,

    /// <summary>Content about us; see <see cref="Stories.AboutUs"/>.</summary>
    AboutUs,

    /// <summary>The chapters on both sides of the hand-off share no theme.</summary>
    SplitAtHandOff,

    /// <summary>A stage without a chapter.</summary>
    UntoldChapter,
}

/// <summary>One break of a story, with the data by which it can be checked.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Stage">The stage at which it breaks.</param>
/// <param name="Why">Why it is one, in a sentence.</param>
public sealed record StoryBreak(StoryBreakKind Kind, BuyingStage Stage, string Why)
{
    /// <summary>What was received that breaks the story; null for a break of the story itself.</summary>
    public Received? Step { get; init; }

    /// <summary>What was received earlier and shows the break: the first time of a repeat, the step after which the story restarts.</summary>
    public Received? Earlier { get; init; }

    /// <summary>The chapters that were left out, or never written; by stage key.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>The asset; null for a break of the story itself.</summary>
    public ContentAsset? Asset => Step?.Asset;

    /// <summary>The rep who gave it; null if none did.</summary>
    public string? RepKey => Step?.RepKey;
}

/// <summary>Content that reached a lead.</summary>
/// <param name="At">When.</param>
/// <param name="Asset">What.</param>
/// <param name="By">Which function gave it; null where nobody is known to have.</param>
/// <param name="RepKey">The rep who gave it; null if none did.</param>
/// <param name="StoodAt">The stage the lead stood at when it came, by its key; null if that is not known. Content for this stage neither restarts
/// nor skips: the buyer was there.</param>
public sealed record Received(Instant At, ContentAsset Asset, Function? By = null, string? RepKey = null, string? StoodAt = null)
{
    /// <summary>Whether the lead had stood further before it came to stand at <see cref="StoodAt"/>: after a long silence a story may begin again
    /// where the buyer is.</summary>
    /// <value>False by default.</value>
    public bool WentBack { get; init; }
}

/// <summary>A step of the story as one lead has heard it.</summary>
/// <param name="Received">What was received, when and from whom.</param>
/// <param name="Stage">The stage it told; where the asset has none in this journey, the stage the story had come to.</param>
public sealed record StoryStep(Received Received, BuyingStage Stage);

/// <summary>A chapter that an audience is not told in its own words.</summary>
/// <param name="Stage">The chapter's stage.</param>
/// <param name="Audience">The audience.</param>
public sealed record MissingTelling(BuyingStage Stage, Personas.Audience Audience);
