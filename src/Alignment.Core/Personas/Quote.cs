using NodaTime;

namespace Alignment.Core.Personas;

/// <summary>Verbatim words of an interviewee and the time at which they were said.</summary>
public sealed class Quote
{
    private Quote()
    {
    }

    /// <summary>The quote's identity.</summary>
    public QuoteId Id { get; private set; }

    /// <summary>How far into the interview the words were said; zero or later.</summary>
    public Duration At { get; private set; }

    /// <summary>The words, 1 to 10,000 characters.</summary>
    public string Words { get; private set; } = "";

    /// <summary>Whether the words were taken back; they stay on record and weigh nothing.</summary>
    public bool Withdrawn { get; private set; }

    internal static Quote Say(Duration at, string words, Instant now) => new() { Id = QuoteId.New(now), At = at, Words = words };

    internal void Correct(Duration at, string words) => (At, Words) = (at, words);

    internal void Withdraw() => Withdrawn = true;
}

/// <summary>Words to be put on record as a quote.</summary>
/// <param name="At">How far into the interview they were said; zero or later.</param>
/// <param name="Words">The words, verbatim.</param>
public readonly record struct QuotedWords(Duration At, string Words);
