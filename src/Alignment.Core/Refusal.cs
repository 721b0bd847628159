namespace Alignment.Core;

/// <summary>One reason why a request was refused: what is wrong, where, and how to mend it.</summary>
public sealed record Refusal
{
    /// <summary>Creates a refusal.</summary>
    /// <param name="code">What kind of refusal this is; callers branch on it.</param>
    /// <param name="message">A sentence for people: what is wrong and what would mend it. It never carries personal data.</param>
    /// <param name="path">Where in the caller's input, outermost first; empty when the refusal concerns all of it.</param>
    /// <exception cref="ArgumentException"><paramref name="message"/> is empty.</exception>
    public Refusal(RefusalCode code, string message, params IReadOnlyList<string> path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(message);
        ArgumentNullException.ThrowIfNull(path);
        Code = code;
        Message = message;
        Path = path;
    }

    /// <summary>What kind of refusal this is.</summary>
    public RefusalCode Code { get; }

    /// <summary>What is wrong and what would mend it, in a sentence for people.</summary>
    public string Message { get; }

    /// <summary>Where in the caller's input, outermost first; empty when the refusal concerns all of it.</summary>
    public IReadOnlyList<string> Path { get; }

    /// <summary>The same refusal, seen from one level further out.</summary>
    /// <param name="outer">The steps that lead to this refusal's own path.</param>
    public Refusal Under(params IReadOnlyList<string> outer) => new(Code, Message, [.. outer, .. Path]);

    /// <summary>Two refusals are equal when code, message and path are.</summary>
    public bool Equals(Refusal? other) =>
        other is not null && Code == other.Code && Message == other.Message && Path.SequenceEqual(other.Path);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Message, Path.Count);

    /// <inheritdoc/>
    public override string ToString() => Path.Count == 0 ? $"{Code}: {Message}" : $"{Code} at {string.Join('.', Path)}: {Message}";
}
