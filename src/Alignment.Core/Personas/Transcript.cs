using NodaTime;

namespace Alignment.Core.Personas;

/// <summary>Words of a transcript that somebody may pick as a quote.</summary>
/// <param name="At">How far into the recording they begin.</param>
/// <param name="Until">How far into it they end; null where the transcript does not say.</param>
/// <param name="Speaker">Who said them; null where the transcript does not say.</param>
/// <param name="Words">The words.</param>
/// <param name="Line">The line of the transcript they begin in, from 1.</param>
public sealed record CandidateQuote(Duration At, Duration? Until, string? Speaker, string Words, int Line)
{
    /// <summary>The words as they are put on record with an interview.</summary>
    public QuotedWords Quoted => new(At, Words);
}

/// <summary>A transcript that was brought back from an interview: words with times, from which a person picks quotes.</summary>
public sealed class Transcript
{
    private const int Longest = 5_000_000;

    internal Transcript(IReadOnlyList<CandidateQuote> candidates) => Candidates = candidates;

    /// <summary>Everything that was said, in the order of the transcript.</summary>
    public IReadOnlyList<CandidateQuote> Candidates { get; }

    /// <summary>Who spoke, in the order of first speaking.</summary>
    public IReadOnlyList<string> Speakers => Wording.Distinct(Candidates.Select(candidate => candidate.Speaker!));

    /// <summary>Reads a transcript: WebVTT if it begins with WEBVTT, otherwise plain text whose lines begin with a time
    /// (<c>[00:03:12] Bea: ...</c>, <c>3:12 ...</c>, or a line <c>Bea 0:03:12</c> before the words).</summary>
    /// <param name="text">The transcript.</param>
    /// <returns>The transcript, or every fault with its line number in the path.</returns>
    public static Result<Transcript> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > Longest)
            return new Refusal(RefusalCode.Validation, $"The transcript has {text.Length} characters; at most {Longest} are read.");
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var reader = new TranscriptReader();
        if (WebVtt.Is(lines)) WebVtt.Read(lines, reader);
        else PlainTranscript.Read(lines, reader);
        return reader.Finish();
    }

    /// <summary>What one speaker said.</summary>
    /// <param name="speaker">The speaker; case and white space do not matter.</param>
    public IEnumerable<CandidateQuote> By(string speaker) =>
        Candidates.Where(candidate => candidate.Speaker is { } name && Wording.Same(name, speaker));

    /// <summary>When one of the given names, of the solution or its seller, was first spoken: a proposal for when the solution was revealed.</summary>
    /// <param name="names">The names to listen for; case does not matter, and only whole words count.</param>
    /// <returns>How far into the recording; null if none was spoken.</returns>
    public Duration? FirstNamed(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var first = Candidates.FirstOrDefault(candidate => names.Any(name => Names(candidate.Words, name)));
        return first?.At;
    }

    private static bool Names(string words, string name)
    {
        if (string.IsNullOrWhiteSpace(name)) return false;
        for (var at = 0; (at = words.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(words[at - 1])) && (end == words.Length || !char.IsLetterOrDigit(words[end]))) return true;
        }

        return false;
    }
}
