using Alignment.Core.Personas;

namespace Alignment.Core.Stories;

public sealed partial class ContentStory
{
    /// <summary>The breaks of the story itself: stages without a chapter, and a split at the hand-off. Empty for a whole story.</summary>
    public IReadOnlyList<StoryBreak> Breaks
    {
        get
        {
            var breaks = Journey.Stages.Where(stage => ChapterOf(stage.Key) is null)
                .Select(stage => new StoryBreak(StoryBreakKind.UntoldChapter, stage, $"The story has no chapter for {stage.Name}.") { Skipped = [stage.Key] })
                .ToList();
            if (Split() is { } split) breaks.Add(split);
            return breaks;
        }
    }

    /// <summary>The chapters that audiences are not told in their own words.</summary>
    /// <param name="audiences">Whom to tell it to; every audience if left out. The persona's own hears the message itself.</param>
    public IReadOnlyList<MissingTelling> MissingTellings(params IReadOnlyCollection<Audience> audiences)
    {
        ArgumentNullException.ThrowIfNull(audiences);
        var expected = (audiences.Count > 0 ? audiences : Enum.GetValues<Audience>()).Where(audience => audience != Audience).ToList();
        return
        [
            .. from chapter in chapters
               where Journey.IndexOf(chapter.StageKey) >= 0
               from audience in expected
               where chapter.Tellings.All(telling => telling.Audience != audience)
               select new MissingTelling(Journey.Stages[Journey.IndexOf(chapter.StageKey)], audience),
        ];
    }

    /// <summary>The story as a lead has heard it, in the order of receiving.</summary>
    /// <param name="received">What reached the lead, in any order.</param>
    public IReadOnlyList<StoryStep> StepsOf(IEnumerable<Received> received) => Hear(received).Steps;

    /// <summary>Where what a lead received breaks the story.</summary>
    /// <param name="received">What reached the lead, in any order; equal instants in the order given.</param>
    public IReadOnlyList<StoryBreak> BreaksFor(IEnumerable<Received> received) => Hear(received).Breaks;

    private Hearing Hear(IEnumerable<Received> received)
    {
        ArgumentNullException.ThrowIfNull(received);
        var hearing = new Hearing(this);
        foreach (var step in received.OrderBy(step => step.At)) hearing.Hear(step);
        return hearing;
    }

    private StoryBreak? Split()
    {
        if (Journey.SalesEngagesAfter is not { } engages) return null;
        var sides = chapters.Where(chapter => Journey.IndexOf(chapter.StageKey) >= 0).ToLookup(chapter => Journey.IndexOf(chapter.StageKey) > engages.Position);
        if (!sides[true].Any() || !sides[false].Any()) return null;
        var (before, after) = (ThemesOf(sides[false]), ThemesOf(sides[true]));
        if (before.Any(theme => after.Exists(other => Wording.Same(theme, other)))) return null;
        return new StoryBreak(StoryBreakKind.SplitAtHandOff, engages,
            $"Up to {engages.Name} the chapters are about {InWords(before)}, after it about {InWords(after)}: no theme runs through the hand-off.");
    }

    private static List<string> ThemesOf(IEnumerable<Chapter> side) => Wording.Distinct(side.SelectMany(chapter => chapter.Themes));

    private static string InWords(List<string> themes) => themes.Count == 0 ? "nothing named" : Wording.List(themes);
}
