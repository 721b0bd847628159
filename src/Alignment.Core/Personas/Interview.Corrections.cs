using NodaTime;

namespace Alignment.Core.Personas;

/// <summary>A mistake put right on the record.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who put it right.</param>
/// <param name="Because">Why.</param>
/// <param name="What">What was changed, with what stood there before.</param>
public sealed record Correction(Instant At, string By, string Because, string What);

public sealed partial class Interview
{
    /// <summary>Puts right how the interview was held. Its candour follows, and so does the weight of everything cited from it.</summary>
    /// <param name="account">How it was held.</param>
    /// <param name="because">Why it is corrected.</param>
    /// <param name="by">Who corrects it.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>Whether anything changed.</returns>
    public Result<bool> Correct(InterviewAccount account, string because, string by, Instant now)
    {
        ArgumentNullException.ThrowIfNull(account);
        var refusals = new List<Refusal>();
        account.Check(refusals);
        CheckReason(because, by, refusals);
        if (refusals.Count > 0) return refusals;
        var before = Describe();
        Take(account);
        var after = Describe();
        if (before == after) return false;
        Note($"Held: {before}; now: {after}", because, by, now);
        return true;
    }

    /// <summary>Adds quotes to an interview already entered.</summary>
    /// <param name="said">What was said.</param>
    /// <param name="now">The present instant.</param>
    public Result<IReadOnlyList<Quote>> AddQuotes(IReadOnlyList<QuotedWords> said, Instant now)
    {
        ArgumentNullException.ThrowIfNull(said);
        var refusals = new List<Refusal>();
        var count = quotes.Count;
        Add(said, now, refusals);
        if (refusals.Count > 0)
        {
            quotes.RemoveRange(count, quotes.Count - count);
            return refusals;
        }

        Version++;
        return quotes.GetRange(count, quotes.Count - count);
    }

    /// <summary>Puts a quote's words or time right; what stood there before stays on record.</summary>
    /// <param name="quote">The quote.</param>
    /// <param name="said">The words and time as they were.</param>
    /// <param name="because">Why it is corrected.</param>
    /// <param name="by">Who corrects it.</param>
    /// <param name="now">The present instant.</param>
    public Result<Quote> CorrectQuote(QuoteId quote, QuotedWords said, string because, string by, Instant now) =>
        Change(quote, because, by, now, refusals => CheckWords(said, refusals), found =>
        {
            var before = $"{found.At}: {found.Words}";
            found.Correct(said.At, said.Words.Trim());
            return $"Quote {quote}: {before}; now: {found.At}: {found.Words}";
        });

    /// <summary>Takes a quote back: it stays on record and weighs nothing.</summary>
    /// <param name="quote">The quote.</param>
    /// <param name="because">Why it is withdrawn.</param>
    /// <param name="by">Who withdraws it.</param>
    /// <param name="now">The present instant.</param>
    public Result<Quote> WithdrawQuote(QuoteId quote, string because, string by, Instant now) =>
        Change(quote, because, by, now, _ => { }, found =>
        {
            found.Withdraw();
            return $"Quote {quote} withdrawn";
        });

    /// <summary>Forgets who was interviewed. A pseudonym takes the name's place, so that different interviewees still count as different;
    /// the record of corrections, which may hold the name, is emptied.</summary>
    public void EraseInterviewee()
    {
        var pseudonym = $"interviewee {Id.Value:N}";
        attendees = [.. attendees.Select(attendee => IsInterviewee(attendee) ? new Attendee(pseudonym, attendee.Function) : attendee)];
        Interviewee = pseudonym;
        corrections.Clear();
        Version++;
    }

    private Result<Quote> Change(
        QuoteId id, string because, string by, Instant now, Action<List<Refusal>> check, Func<Quote, string> change)
    {
        var refusals = new List<Refusal>();
        var found = Find(id);
        if (found is null) refusals.Add(new Refusal(RefusalCode.NotFound, "The interview has no such quote.", "quoteId"));
        else if (found.Withdrawn) refusals.Add(new Refusal(RefusalCode.WrongState, "The quote was withdrawn.", "quoteId"));
        CheckReason(because, by, refusals);
        check(refusals);
        if (refusals.Count > 0) return refusals;
        Note(change(found!), because, by, now);
        return found!;
    }

    private void Note(string what, string because, string by, Instant now)
    {
        corrections.Add(new Correction(now, by.Trim(), because.Trim(), what));
        Version++;
    }

    private static void CheckReason(string because, string by, List<Refusal> refusals)
    {
        Wording.Require(because, Wording.LongestStatement, "The reason for a correction", refusals, "because");
        Wording.Require(by, Wording.LongestName, "Who corrects it", refusals, "by");
    }

    private string Describe() =>
        $"with {Interviewee} at {HeldAt}, led by {Interviewer}, present {Wording.List([.. attendees.Select(attendee => attendee.ToString())])}, " +
        $"{Record}, solution named {(SolutionRevealedAfter is { } revealed ? $"after {revealed}" : "never")}";
}
