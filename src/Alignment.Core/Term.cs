using System.Collections.Concurrent;

namespace Alignment.Core;

/// <summary>
/// A word that recurs in many records (an engagement's type, an attribute's name), numbered once in the process so that
/// compiled definitions find it by index instead of by hash. The table is bounded: input with ever new words
/// cannot grow it, it only loses the shortcut.
/// </summary>
internal sealed class Term
{
    private const int Capacity = 1 << 16;
    private const int LongestNumbered = 128;
    private static readonly ConcurrentDictionary<string, Term> Numbered = new(StringComparer.Ordinal);
    private static readonly Lock Gate = new();

    private Term(string text, int id) => (Text, Id) = (text, id);

    public string Text { get; }

    /// <summary>From 0 up, dense; -1 for a word that was not numbered.</summary>
    public int Id { get; }

    public static Term Of(string text)
    {
        if (Numbered.TryGetValue(text, out var known)) return known;
        if (text.Length > LongestNumbered) return new(text, -1);
        lock (Gate)
        {
            if (Numbered.TryGetValue(text, out known)) return known;
            if (Numbered.Count >= Capacity) return new(text, -1);
            var term = new Term(text, Numbered.Count);
            Numbered[text] = term;
            return term;
        }
    }
}
