using NodaTime;

namespace Alignment.Core.Personas;

/// <summary>An interview with somebody a persona describes: how it was held, and what was said. One that broke a rule is kept, says why,
/// and cannot ground an insight.</summary>
public sealed partial class Interview
{
    /// <summary>How many quotes one interview can hold.</summary>
    public const int MostQuotes = 1_000;

    internal static readonly Duration Longest = Duration.FromDays(1);

    private List<Attendee> attendees = [];
    private readonly List<Quote> quotes = [];
    private readonly List<Correction> corrections = [];

    private Interview()
    {
    }

    /// <summary>The interview's identity.</summary>
    public InterviewId Id { get; private set; }

    /// <summary>The persona it is evidence about.</summary>
    public string PersonaKey { get; private set; } = "";

    /// <summary>The persona's audience when the interview was recorded; it decides which rules the interview is held to.</summary>
    public Audience Audience { get; private set; }

    /// <summary>Who was interviewed. Personal data.</summary>
    public string Interviewee { get; private set; } = "";

    /// <summary>When it began.</summary>
    public Instant HeldAt { get; private set; }

    /// <summary>Who led it.</summary>
    public Attendee Interviewer { get; private set; } = null!;

    /// <summary>Who else was in the room, as written down; the interviewee and the interviewer may be among them.</summary>
    public IReadOnlyList<Attendee> Attendees => attendees;

    /// <summary>What it was put on record with.</summary>
    public InterviewRecord Record { get; private set; }

    /// <summary>How far into the interview the solution was first named; null if it never was.</summary>
    public Duration? SolutionRevealedAfter { get; private set; }

    /// <summary>When it was entered.</summary>
    public Instant EnteredAt { get; private set; }

    /// <summary>Counts the changes, from 1; two writers with the same version conflict.</summary>
    public int Version { get; private set; }

    /// <summary>What was said, by time, withdrawn quotes included.</summary>
    public IReadOnlyList<Quote> Quotes => [.. quotes.OrderBy(quote => quote.At).ThenBy(quote => quote.Id.Value)];

    /// <summary>What was put right since it was entered, in that order.</summary>
    public IReadOnlyList<Correction> Corrections => corrections;

    /// <summary>Enters an interview.</summary>
    /// <param name="persona">The persona it is evidence about.</param>
    /// <param name="account">How it was held.</param>
    /// <param name="said">What was said; at most 1,000 quotes.</param>
    /// <param name="now">The present instant.</param>
    public static Result<Interview> Enter(Persona persona, InterviewAccount account, IReadOnlyList<QuotedWords> said, Instant now)
    {
        ArgumentNullException.ThrowIfNull(persona);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(said);
        var refusals = new List<Refusal>();
        account.Check(refusals);
        var interview = new Interview { Id = InterviewId.New(now), PersonaKey = persona.Key, Audience = persona.Audience, EnteredAt = now, Version = 1 };
        interview.Add(said, now, refusals);
        if (refusals.Count > 0) return refusals;
        interview.Take(account);
        return interview;
    }

    /// <summary>The quote by its id; null if the interview has none such.</summary>
    /// <param name="quote">The quote's id.</param>
    public Quote? Find(QuoteId quote) => quotes.Find(candidate => candidate.Id == quote);

    private void Take(InterviewAccount account)
    {
        Interviewee = account.Interviewee.Trim();
        HeldAt = account.HeldAt;
        Interviewer = account.Interviewer;
        attendees = [.. account.Attendees];
        Record = account.Record;
        SolutionRevealedAfter = account.SolutionRevealedAfter;
    }

    private void Add(IReadOnlyList<QuotedWords> said, Instant now, List<Refusal> refusals)
    {
        for (var index = 0; index < said.Count; index++)
        {
            var words = CheckWords(said[index], refusals, "quotes", $"{index}");
            quotes.Add(Quote.Say(said[index].At, words, now));
        }

        if (quotes.Count > MostQuotes)
            refusals.Add(new Refusal(RefusalCode.Validation, $"An interview holds at most {MostQuotes} quotes.", "quotes"));
    }

    private static string CheckWords(QuotedWords said, List<Refusal> refusals, params IReadOnlyList<string> path)
    {
        if (said.At < Duration.Zero)
            refusals.Add(new Refusal(RefusalCode.Validation, "A quote cannot be said before the interview begins.", [.. path, "at"]));
        if (said.At > Longest)
            refusals.Add(new Refusal(RefusalCode.Validation, "An interview lasts at most a day.", [.. path, "at"]));
        return Wording.Require(said.Words, Wording.LongestText, "A quote", refusals, [.. path, "words"]);
    }
}
