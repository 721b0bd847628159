using Alignment.Core.Personas;

namespace Alignment.Core.Stories;

/// <summary>The story in another audience's words.</summary>
/// <param name="Audience">Whose words.</param>
/// <param name="Text">What they are told; 1 to 10,000 characters.</param>
public sealed record Telling(Audience Audience, string Text);

/// <summary>What the story says at one buying stage. Immutable; equal when all of it is.</summary>
public sealed class Chapter : IEquatable<Chapter>
{
    /// <summary>A chapter as a draft wrote it or a store kept it.</summary>
    internal Chapter(
        string stageKey, string message, IReadOnlyList<string> themes, IReadOnlyList<Telling> tellings, IReadOnlyList<string> questions) =>
        (StageKey, Message, Themes, Tellings, Questions) = (stageKey, message, themes, tellings, questions);

    /// <summary>The key of the stage it is told at.</summary>
    public string StageKey { get; }

    /// <summary>What the persona is to take from it, in its own words; 1 to 10,000 characters.</summary>
    public string Message { get; }

    /// <summary>The themes it carries.</summary>
    public IReadOnlyList<string> Themes { get; }

    /// <summary>The same message for other audiences, one each.</summary>
    public IReadOnlyList<Telling> Tellings { get; }

    /// <summary>Questions that this persona has at this stage beside the journey's own.</summary>
    public IReadOnlyList<string> Questions { get; }

    /// <inheritdoc/>
    public bool Equals(Chapter? other) =>
        other is not null && StageKey == other.StageKey && Message == other.Message && Themes.SequenceEqual(other.Themes)
        && Tellings.SequenceEqual(other.Tellings) && Questions.SequenceEqual(other.Questions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Chapter);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(StageKey, Message, Themes.Count, Tellings.Count, Questions.Count);
}
