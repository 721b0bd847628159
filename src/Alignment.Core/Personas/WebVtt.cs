using System.Text;
using NodaTime;

namespace Alignment.Core.Personas;

/// <summary>Web Video Text Tracks (https://www.w3.org/TR/webvtt1/): cues with times; notes, styles and regions are passed over.</summary>
internal static class WebVtt
{
    public static bool Is(IReadOnlyList<string> lines) =>
        lines[0].StartsWith("WEBVTT", StringComparison.Ordinal) && (lines[0].Length == 6 || lines[0][6] is ' ' or '\t');

    public static void Read(IReadOnlyList<string> lines, TranscriptReader reader)
    {
        var index = 1;
        while (index < lines.Count && lines[index].Length > 0 && !lines[index].Contains("-->", StringComparison.Ordinal)) index++;
        while (index < lines.Count)
        {
            if (lines[index].Length == 0)
            {
                index++;
                continue;
            }

            var end = index;
            while (end < lines.Count && lines[end].Length > 0) end++;
            Block(lines, index, end, reader);
            index = end;
        }
    }

    private static void Block(IReadOnlyList<string> lines, int start, int end, TranscriptReader reader)
    {
        var head = lines[start];
        if (IsWord(head, "NOTE") || IsWord(head, "STYLE") || IsWord(head, "REGION")) return;
        var timing = start;
        if (!head.Contains("-->", StringComparison.Ordinal) && ++timing == end)
        {
            reader.Fault(start + 1, "this is no cue: a line with its times, as 00:01.000 --> 00:04.000, is missing.");
            return;
        }

        if (!TryTiming(lines[timing], timing + 1, reader, out var from, out var until)) return;
        var (speaker, words) = Text(string.Join(' ', Enumerable.Range(timing + 1, end - timing - 1).Select(line => lines[line].Trim())));
        if (words.Length == 0) reader.Fault(timing + 1, "the cue has no words.");
        else reader.Say(new CandidateQuote(from, until, speaker, words, timing + 1));
    }

    private static bool TryTiming(string line, int number, TranscriptReader reader, out Duration from, out Duration until)
    {
        (from, until) = (default, default);
        var arrow = line.IndexOf("-->", StringComparison.Ordinal);
        if (arrow < 0)
        {
            reader.Fault(number, "the times of a cue are written as 00:01.000 --> 00:04.000.");
            return false;
        }

        var start = line.AsSpan(0, arrow).Trim();
        var rest = line.AsSpan(arrow + 3).Trim();
        var space = rest.IndexOfAny(' ', '\t');
        var stop = space < 0 ? rest : rest[..space];
        if (!TranscriptReader.TryTime(start, out var begun) || begun is null || !TranscriptReader.TryTime(stop, out var ended) || ended is null)
        {
            reader.Fault(number, $"\"{line.Trim()}\" holds no two times, as 00:01.000 --> 00:04.000.");
            return false;
        }

        (from, until) = (begun.Value, ended.Value);
        if (until > from) return true;
        reader.Fault(number, "the cue ends before it begins.");
        return false;
    }

    /// <summary>The words without tags, and the speaker that a voice tag names.</summary>
    private static (string? Speaker, string Words) Text(string cue)
    {
        var words = new StringBuilder(cue.Length);
        var speaker = default(string);
        for (var at = 0; at < cue.Length; at++)
        {
            if (cue[at] == '<' && cue.IndexOf('>', at) is > 0 and var close)
            {
                var tag = cue[(at + 1)..close];
                if (speaker is null && tag.Length > 1 && tag[0] == 'v' && tag[1] is ' ' or '.')
                    speaker = tag.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var space ? Unescape(tag[(space + 1)..].Trim()) : null;
                at = close;
            }
            else
            {
                words.Append(cue[at]);
            }
        }

        return (speaker is { Length: > 0 } ? speaker : null, Unescape(words.ToString()).Trim());
    }

    /// <summary>Resolves the escapes of the format; marks of direction are dropped.</summary>
    private static string Unescape(string text) => text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&nbsp;", " ", StringComparison.Ordinal).Replace("&lrm;", "", StringComparison.Ordinal).Replace("&rlm;", "", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal);

    private static bool IsWord(string line, string word) =>
        line.StartsWith(word, StringComparison.Ordinal) && (line.Length == word.Length || line[word.Length] is ' ' or '\t');
}
