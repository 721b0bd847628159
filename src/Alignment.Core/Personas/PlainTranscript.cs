using NodaTime;

namespace Alignment.Core.Personas;

/// <summary>Plain text whose lines begin with a time, or whose paragraphs are headed by a speaker and a time. Lines without a time go on with
/// what was being said.</summary>
internal static class PlainTranscript
{
    private const int LongestSpeaker = 60;

    public static void Read(IReadOnlyList<string> lines, TranscriptReader reader)
    {
        var said = default(Said?);
        for (var index = 0; index < lines.Count; index++)
        {
            var line = lines[index].Trim();
            if (line.Length == 0) continue;
            if (Begins(line, index == 0 || string.IsNullOrWhiteSpace(lines[index - 1])) is { } begun)
            {
                said?.Finish(reader);
                if (begun.At is null) reader.Fault(index + 1, "minutes and seconds go from 00 to 59.");
                said = begun with { Line = index + 1 };
            }
            else if (said is null)
            {
                reader.Fault(index + 1, "these words come before the first time.");
            }
            else
            {
                said = said with { Words = $"{said.Words} {line}".TrimStart() };
            }
        }

        said?.Finish(reader);
    }

    private static Said? Begins(string line, bool opensParagraph)
    {
        var first = line.AsSpan();
        var space = first.IndexOfAny(' ', '\t');
        var head = space < 0 ? first : first[..space];
        if (TranscriptReader.TryTime(Bare(head), out var at))
        {
            var (speaker, words) = Speaker(space < 0 ? "" : line[(space + 1)..].TrimStart(' ', '\t', '-').Trim());
            return new Said(at, speaker, words, 0);
        }

        if (!opensParagraph || char.IsLower(line[0])) return null;
        var last = first.LastIndexOfAny(' ', '\t');
        return last is > 0 and <= LongestSpeaker && TranscriptReader.TryTime(Bare(first[(last + 1)..]), out at) && IsName(first[..last])
            ? new Said(at, line[..last].Trim().TrimEnd(':', '-', ',').TrimEnd(), "", 0)
            : null;
    }

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> time) => time.Trim("[](),-:");

    private static (string? Speaker, string Words) Speaker(string words)
    {
        var colon = words.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon <= LongestSpeaker && IsName(words.AsSpan(0, colon))
            ? (words[..colon].Trim(), words[(colon + 1)..].Trim())
            : (null, words);
    }

    /// <summary>One to four words, none of which ends a sentence.</summary>
    private static bool IsName(ReadOnlySpan<char> text)
    {
        var words = 0;
        foreach (var part in text.Trim().Split(' '))
            if (!text.Trim()[part].IsEmpty)
                words++;
        return words is >= 1 and <= 4 && text.IndexOfAny("?!;\"") < 0;
    }

    private sealed record Said(Duration? At, string? Speaker, string Words, int Line)
    {
        public void Finish(TranscriptReader reader)
        {
            if (Words.Length == 0) reader.Fault(Line, "no words follow this time.");
            else if (At is { } at) reader.Say(new CandidateQuote(at, null, Speaker, Words, Line));
        }
    }
}
