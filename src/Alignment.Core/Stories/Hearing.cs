using Alignment.Core.Personas;

namespace Alignment.Core.Stories;

/// <summary>Follows one lead through what it received, and notes where that breaks the story.</summary>
internal sealed class Hearing(ContentStory story)
{
    private readonly Dictionary<ContentAssetId, Received> heard = [];
    private readonly List<string> themes = Wording.Distinct(story.Themes.Concat(story.Chapters.SelectMany(chapter => chapter.Themes)));
    private Received? last;
    private Received? furthestBy;
    private int furthest = -1;
    private int covered = -1;

    public List<StoryStep> Steps { get; } = [];

    public List<StoryBreak> Breaks { get; } = [];

    public void Hear(Received step)
    {
        var stages = step.Asset.Stages.Select(story.Journey.IndexOf).Where(position => position >= 0).Order().ToList();
        var place = Place(step, stages);
        Steps.Add(new StoryStep(step, story.Journey.Stages[place]));
        if (Again(step, place)) return;
        var aboutUs = step.Asset.IsAboutUs(story.Journey, stages.Count > 0 ? stages[^1] : place);
        var inStory = Belongs(step, place, aboutUs);
        if (aboutUs)
            Break(StoryBreakKind.AboutUs, step, place,
                $"{Named(step)} is about {(step.Asset.Orientation == Orientation.Company ? "our company" : "our product")}, not about the buyer.");
        if (!inStory || stages.Count == 0) return;
        if (!BuyerStoodThere(step, stages))
        {
            Restarts(step, stages, place);
            SkipsAhead(step, stages, place);
        }

        covered = Math.Max(covered, stages[^1]);
        if (place > furthest) (furthest, furthestBy) = (place, step);
    }

    /// <summary>The stage a step tells: of the asset's stages the one where the buyer stood, else the first that is not behind the story.</summary>
    private int Place(Received step, List<int> stages)
    {
        var stood = story.Journey.IndexOf(step.StoodAt);
        if (stages.Count == 0) return Math.Max(0, Math.Max(stood, furthest));
        if (stages.Contains(stood)) return stood;
        var ahead = stages.FindIndex(position => position >= furthest);
        return ahead >= 0 ? stages[ahead] : stages[^1];
    }

    private bool Again(Received step, int place)
    {
        var earlier = heard.GetValueOrDefault(step.Asset.Id);
        var readOn = last?.Asset.Id == step.Asset.Id && step.By is null && step.RepKey is null;
        heard[step.Asset.Id] = last = step;
        if (earlier is null || step.Asset.Revisions.Any(revision => revision.At > earlier.At && revision.At <= step.At)) return false;

        // The buyer who comes back to what came last, with nobody giving it, is still reading.
        if (!readOn)
            Break(StoryBreakKind.Repeats, step, place, $"{Named(step)} was received before, at {earlier.At}, and was not revised since.", earlier);
        return true;
    }

    private bool Belongs(Received step, int place, bool aboutUs)
    {
        var asset = step.Asset;
        if (asset.Personas.Count > 0 && !asset.IsFor(story.PersonaKey))
        {
            Break(StoryBreakKind.WrongPersona, step, place, $"{Named(step)} is for {Wording.List(asset.Personas)}, and this lead is {story.PersonaKey}.");
            return false;
        }

        var outside = asset.Personas.Count == 0 ? "it is for no persona"
            : !asset.Stages.Any(stage => story.ChapterOf(stage) is not null) ? "it is for no stage that the story has a chapter for"
            : asset.Themes.Count > 0 && themes.Count > 0 && !asset.Themes.Any(theme => themes.Exists(other => Wording.Same(theme, other)))
                ? $"it is about {Wording.List(asset.Themes)}, and the story about {Wording.List(themes)}"
            : null;
        if (outside is null) return true;
        if (!aboutUs) Break(StoryBreakKind.OffStory, step, place, $"{Named(step)} is not of the story for {story.PersonaKey}: {outside}.");
        return false;
    }

    private bool BuyerStoodThere(Received step, List<int> stages) => stages.Contains(story.Journey.IndexOf(step.StoodAt));

    private void Restarts(Received step, List<int> stages, int place)
    {
        if (step.WentBack && stages[^1] >= story.Journey.IndexOf(step.StoodAt)) return;
        if (stages[^1] < furthest)
            Break(StoryBreakKind.Restarts, step, place,
                $"{Named(step)} is for {Name(stages[^1])}, and the story had come to {Name(furthest)} with \"{furthestBy!.Asset.Title}\".", furthestBy);
    }

    private void SkipsAhead(Received step, List<int> stages, int place)
    {
        var from = Math.Max(0, Math.Max(covered, story.Journey.IndexOf(step.StoodAt)));
        var skipped = story.Chapters.Where(chapter => story.Journey.IndexOf(chapter.StageKey) is var position && position > from && position < stages[0])
            .Select(chapter => chapter.StageKey).ToList();
        if (skipped.Count > 0)
            Breaks.Add(new StoryBreak(StoryBreakKind.SkipsAhead, story.Journey.Stages[place],
                $"{Named(step)} is for {Name(stages[0])}, and the lead had heard nothing yet of {Wording.List([.. skipped.Select(NameOf)])}.")
            {
                Step = step,
                Earlier = furthestBy,
                Skipped = skipped,
            });
    }

    private void Break(StoryBreakKind kind, Received step, int place, string why, Received? earlier = null) =>
        Breaks.Add(new StoryBreak(kind, story.Journey.Stages[place], why) { Step = step, Earlier = earlier });

    private string Name(int position) => story.Journey.Stages[position].Name;

    private string NameOf(string stageKey) => Name(story.Journey.IndexOf(stageKey));

    private static string Named(Received step) =>
        step.RepKey is { } rep ? $"\"{step.Asset.Title}\", given by {rep}," : $"\"{step.Asset.Title}\"";
}
