using System.Globalization;
using NodaTime;

namespace Alignment.Core.Personas;

/// <summary>Gathers what a transcript says, and every fault with its line.</summary>
internal sealed class TranscriptReader
{
    private const int MostFaults = 1_000;

    private readonly List<CandidateQuote> candidates = [];
    private readonly List<Refusal> faults = [];

    public void Fault(int line, string message)
    {
        if (faults.Count < MostFaults)
            faults.Add(new Refusal(RefusalCode.Validation, $"Line {line}: {message}", $"{line}"));
    }

    public void Say(CandidateQuote candidate)
    {
        if (candidates.Count > 0 && candidate.At < candidates[^1].At)
            Fault(candidate.Line, $"the time {Clock(candidate.At)} comes before {Clock(candidates[^1].At)}, the one before it.");
        candidates.Add(candidate);
    }

    public Result<Transcript> Finish()
    {
        if (candidates.Count == 0 && faults.Count == 0) Fault(1, "nothing was said; a line of a transcript begins with a time.");
        return faults.Count > 0 ? faults : new Transcript(candidates);
    }

    /// <summary>A time such as 3:12, 00:03:12 or 01:03:12.500.</summary>
    /// <returns>Whether it has the shape of a time; <paramref name="time"/> is null when it has and yet is none, as 0:75.</returns>
    public static bool TryTime(ReadOnlySpan<char> text, out Duration? time)
    {
        time = null;
        var fraction = text.IndexOfAny('.', ',');
        var whole = fraction < 0 ? text : text[..fraction];
        Span<Range> parts = stackalloc Range[4];
        var count = whole.Split(parts, ':');
        if (count is not (2 or 3)) return false;
        long seconds = 0;
        var valid = true;
        for (var part = 0; part < count; part++)
        {
            var digits = whole[parts[part]];
            if (digits.Length is 0 or > 4 || digits.ContainsAnyExceptInRange('0', '9')) return false;
            var number = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
            var leading = part == 0;
            if (!leading && digits.Length != 2) return false;
            valid &= leading || number < 60;
            seconds = (seconds * 60) + number;
        }

        var milliseconds = 0;
        if (fraction >= 0)
        {
            var digits = text[(fraction + 1)..];
            if (digits.Length is 0 or > 3 || digits.ContainsAnyExceptInRange('0', '9')) return false;
            milliseconds = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
            for (var length = digits.Length; length < 3; length++) milliseconds *= 10;
        }

        if (valid) time = Duration.FromSeconds(seconds) + Duration.FromMilliseconds(milliseconds);
        return true;
    }

    public static string Clock(Duration time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}");
}
