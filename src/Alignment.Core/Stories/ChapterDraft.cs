using Alignment.Core.Personas;

namespace Alignment.Core.Stories;

/// <summary>A chapter while it is being written.</summary>
public sealed class ChapterDraft
{
    private readonly List<Telling> tellings = [];
    private readonly string? stageKey;
    private readonly string? message;
    private List<string> themes = [];
    private List<string> questions = [];

    internal ChapterDraft(string? stageKey, string? message) => (this.stageKey, this.message) = (stageKey, message);

    /// <summary>Names the themes it carries.</summary>
    /// <param name="about">The themes; equal ones, ignoring case, count once.</param>
    public ChapterDraft About(params IReadOnlyList<string> about)
    {
        themes = Wording.Distinct(about);
        return this;
    }

    /// <summary>Tells it to another audience.</summary>
    /// <param name="audience">Whom; each once.</param>
    /// <param name="text">In their words; 1 to 10,000 characters.</param>
    public ChapterDraft To(Audience audience, string text)
    {
        tellings.Add(new Telling(audience, text));
        return this;
    }

    /// <summary>Adds questions that this persona has here, beside the journey's own.</summary>
    /// <param name="asked">The questions; equal ones, ignoring case, count once.</param>
    public ChapterDraft Asks(params IReadOnlyList<string> asked)
    {
        questions = Wording.Distinct(asked);
        return this;
    }

    internal Chapter Check(List<Refusal> refusals, IReadOnlyList<string> path)
    {
        var key = Wording.Require(stageKey, Wording.LongestKey, "A stage's key", refusals, [.. path, "stageKey"]);
        var words = Wording.Require(message, Wording.LongestText, "A message", refusals, [.. path, "message"]);
        StoryDraft.CheckTexts(themes, "themes", refusals, [.. path, "themes"]);
        StoryDraft.CheckTexts(questions, "questions", refusals, [.. path, "questions"]);
        for (var index = 0; index < tellings.Count; index++)
        {
            IReadOnlyList<string> at = [.. path, "tellings", $"{index}"];
            var audience = tellings[index].Audience;
            if (tellings.FindIndex(telling => telling.Audience == audience) < index)
                StoryDraft.Fault(refusals, $"The {audience} audience has a telling of this chapter already.", [.. at, "audience"]);
            tellings[index] = new Telling(audience, Wording.Require(tellings[index].Text, Wording.LongestText, "A telling", refusals, [.. at, "text"]));
        }

        return new Chapter(key, words, themes, [.. tellings], questions);
    }
}
