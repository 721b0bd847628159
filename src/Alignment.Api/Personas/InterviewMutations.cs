using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Api.Idempotency;
using Alignment.Core;
using Alignment.Core.Personas;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Personas;

/// <summary>Somebody who was in the room.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Function">What they do for a living.</param>
public sealed record AttendeeInput(string Name, AttendeeFunction Function)
{
    internal Attendee ToAttendee() => new(Name, Function);
}

/// <summary>Verbatim words.</summary>
/// <param name="At">How far into the interview they were said.</param>
/// <param name="Words">The words.</param>
public sealed record QuoteInput(Duration At, string Words)
{
    internal QuotedWords ToQuotedWords() => new(At, Words);
}

[MutationType]
[Error<ValidationError>]
[Error<NotFoundError>]
[Error<ConflictError>]
[Error<WrongStateError>]
[Error<IdempotencyKeyReusedError>]
public static partial class InterviewMutations
{
    /// <summary>Puts an interview on record. One that broke a rule is kept, says why it is not candid, and cannot ground an insight.</summary>
    /// <param name="personaKey">The persona it is evidence about.</param>
    /// <param name="interviewee">Who was interviewed. Personal data.</param>
    /// <param name="heldAt">When it began.</param>
    /// <param name="interviewer">Who led it.</param>
    /// <param name="attendees">Who else was in the room.</param>
    /// <param name="record">What it was put on record with.</param>
    /// <param name="solutionRevealedAfter">How far into it the solution was named; left out if it never was.</param>
    /// <param name="quotes">What was said; at most 1,000.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static async Task<FieldResult<Interview>> RecordInterviewAsync(
        string personaKey, string interviewee, Instant heldAt, AttendeeInput interviewer, IReadOnlyList<AttendeeInput>? attendees, InterviewRecord record,
        Duration? solutionRevealedAfter, IReadOnlyList<QuoteInput> quotes, string? idempotencyKey,
        IdempotencyKeys keys, AlignmentStore store, IClock clock, CancellationToken cancellationToken)
    {
        var recorded = await keys.OnceAsync<Guid>(
            idempotencyKey,
            "recordInterview",
            new { personaKey, interviewee, heldAt, interviewer, attendees, record, revealed = Written(solutionRevealedAfter), quotes = Written(quotes) },
            async (context, cancel) =>
            {
                if (await context.Personas.SingleOrDefaultAsync(persona => persona.Key == personaKey, cancel) is not { } persona)
                    return new Refusal(RefusalCode.NotFound, $"There is no persona \"{personaKey}\".", "personaKey");
                var account = Account(interviewee, heldAt, interviewer, attendees, record, solutionRevealedAfter);
                var entered = Interview.Enter(persona, account, [.. quotes.Select(quote => quote.ToQuotedWords())], clock.Now());
                if (entered.Succeeded) context.Add(entered.Value);
                return entered.Then(interview => interview.Id.Value);
            },
            cancellationToken);
        return await ShowAsync(recorded, store, cancellationToken);
    }

    /// <summary>Puts right how an interview was held. Its candour follows, and so does the weight of everything cited from it.</summary>
    /// <param name="interviewId">The interview.</param>
    /// <param name="interviewee">Who was interviewed. Personal data.</param>
    /// <param name="heldAt">When it began.</param>
    /// <param name="interviewer">Who led it.</param>
    /// <param name="attendees">Who else was in the room.</param>
    /// <param name="record">What it was put on record with.</param>
    /// <param name="solutionRevealedAfter">How far into it the solution was named; left out if it never was.</param>
    /// <param name="because">Why it is corrected.</param>
    /// <param name="by">Who corrects it.</param>
    /// <param name="expectedVersion">The version this edit was made on.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static Task<FieldResult<Interview>> CorrectInterviewAsync(
        [ID<Interview>] InterviewId interviewId, string interviewee, Instant heldAt, AttendeeInput interviewer, IReadOnlyList<AttendeeInput>? attendees,
        InterviewRecord record, Duration? solutionRevealedAfter, string because, string by, int? expectedVersion, string? idempotencyKey,
        IdempotencyKeys keys, AlignmentStore store, IClock clock, CancellationToken cancellationToken) => ChangeAsync(
            new(keys, store, idempotencyKey, "correctInterview", new
            {
                interviewId, interviewee, heldAt, interviewer, attendees, record, revealed = Written(solutionRevealedAfter), because, by, expectedVersion,
            }),
            context => context.Interviews.Where(one => one.Id == interviewId), "interviewId", expectedVersion, interview => interview.Correct(Account(interviewee, heldAt, interviewer, attendees, record, solutionRevealedAfter), because, by, clock.Now()).Refusals, cancellationToken);

    /// <summary>Adds quotes to an interview, such as those picked from its transcript.</summary>
    /// <param name="interviewId">The interview.</param>
    /// <param name="quotes">What was said.</param>
    /// <param name="expectedVersion">The interview's version this edit was made on; refused if it is another by now.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static Task<FieldResult<Interview>> AddQuotesAsync(
        [ID<Interview>] InterviewId interviewId, IReadOnlyList<QuoteInput> quotes, int? expectedVersion, string? idempotencyKey,
        IdempotencyKeys keys, AlignmentStore store, IClock clock, CancellationToken cancellationToken) => ChangeAsync(
            new(keys, store, idempotencyKey, "addQuotes", new { interviewId, quotes = Written(quotes), expectedVersion }),
            context => context.Interviews.Where(one => one.Id == interviewId), "interviewId", expectedVersion, interview => interview.AddQuotes([.. quotes.Select(quote => quote.ToQuotedWords())], clock.Now()).Refusals, cancellationToken);

    /// <summary>Puts a quote's words or time right; what stood there before stays on record.</summary>
    /// <param name="quoteId">The quote.</param>
    /// <param name="at">How far into the interview it was said.</param>
    /// <param name="words">The words as they were.</param>
    /// <param name="because">Why it is corrected.</param>
    /// <param name="by">Who corrects it.</param>
    /// <param name="expectedVersion">The interview's version this edit was made on; refused if it is another by now.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static Task<FieldResult<Interview>> CorrectQuoteAsync(
        [ID<QuoteView>] QuoteId quoteId, Duration at, string words, string because, string by, int? expectedVersion, string? idempotencyKey,
        IdempotencyKeys keys, AlignmentStore store, IClock clock, CancellationToken cancellationToken) => ChangeAsync(
            new(keys, store, idempotencyKey, "correctQuote", new { quoteId, at = Written(at), words, because, by, expectedVersion }),
            Of(quoteId), "quoteId", expectedVersion, interview => interview.CorrectQuote(quoteId, new(at, words), because, by, clock.Now()).Refusals, cancellationToken);

    /// <summary>Takes a quote back: it stays on record and weighs nothing.</summary>
    /// <param name="quoteId">The quote.</param>
    /// <param name="because">Why it is withdrawn.</param>
    /// <param name="by">Who withdraws it.</param>
    /// <param name="expectedVersion">The interview's version this edit was made on; refused if it is another by now.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static Task<FieldResult<Interview>> WithdrawQuoteAsync(
        [ID<QuoteView>] QuoteId quoteId, string because, string by, int? expectedVersion, string? idempotencyKey,
        IdempotencyKeys keys, AlignmentStore store, IClock clock, CancellationToken cancellationToken) => ChangeAsync(
            new(keys, store, idempotencyKey, "withdrawQuote", new { quoteId, because, by, expectedVersion }),
            Of(quoteId), "quoteId", expectedVersion, interview => interview.WithdrawQuote(quoteId, because, by, clock.Now()).Refusals, cancellationToken);

    /// <summary>Puts a field visit on record. Its notes are evidence, observed rather than candid.</summary>
    /// <param name="kind">What was visited.</param>
    /// <param name="visitor">Who went; not from sales.</param>
    /// <param name="present">Who else was there; at least one person.</param>
    /// <param name="at">When it began.</param>
    /// <param name="notes">What was seen or heard, a note each.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static async Task<FieldResult<FieldVisit>> RecordFieldVisitAsync(
        FieldVisitKind kind, AttendeeInput visitor, IReadOnlyList<AttendeeInput> present, Instant at, IReadOnlyList<string> notes, string? idempotencyKey,
        IdempotencyKeys keys, AlignmentStore store, IClock clock, CancellationToken cancellationToken)
    {
        var recorded = await keys.OnceAsync<Guid>(
            idempotencyKey,
            "recordFieldVisit",
            new { kind, visitor, present, at, notes },
            (context, _) =>
            {
                var entered = FieldVisit.Enter(kind, visitor.ToAttendee(), [.. present.Select(one => one.ToAttendee())], at.ToMicroseconds(), notes, clock.Now());
                if (entered.Succeeded) context.Add(entered.Value);
                return Task.FromResult(entered.Then(visit => visit.Id.Value));
            },
            cancellationToken);
        if (!recorded.TryGetValue(out var id, out var refusals)) return refusals.ToFieldResult<FieldVisit>();
        await using var reading = store.CreateDbContext();
        return await reading.FieldVisits.SingleAsync(visit => visit.Id == new FieldVisitId(id), cancellationToken);
    }

    private static Func<AlignmentContext, IQueryable<Interview>> Of(QuoteId quote) =>
        context => context.Interviews.Where(interview => interview.Quotes.Any(one => one.Id == quote));

    private static InterviewAccount Account(
        string interviewee, Instant heldAt, AttendeeInput interviewer, IReadOnlyList<AttendeeInput>? attendees, InterviewRecord record, Duration? revealed) => new()
    {
        Interviewee = interviewee, HeldAt = heldAt.ToMicroseconds(), Interviewer = interviewer.ToAttendee(),
        Attendees = [.. (attendees ?? []).Select(attendee => attendee.ToAttendee())], Record = record, SolutionRevealedAfter = revealed,
    };

    private static async Task<FieldResult<Interview>> ChangeAsync(
        Request request, Func<AlignmentContext, IQueryable<Interview>> which, string path, int? expectedVersion,
        Func<Interview, IReadOnlyList<Refusal>> change, CancellationToken cancellationToken)
    {
        var changed = await request.Keys.OnceAsync<Guid>(
            request.IdempotencyKey,
            request.Operation,
            request.Input,
            async (context, cancel) =>
            {
                if (await which(context).SingleOrDefaultAsync(cancel) is not { } interview)
                    return new Refusal(RefusalCode.NotFound, "There is no such interview or quote.", path);
                if (Versions.Conflict(interview.Version, expectedVersion) is { } conflict) return conflict;
                var refusals = change(interview);
                return refusals.Count > 0 ? Result.Refused<Guid>(refusals) : interview.Id.Value;
            },
            cancellationToken);
        return await ShowAsync(changed, request.Store, cancellationToken);
    }

    private static async Task<FieldResult<Interview>> ShowAsync(Result<Guid> result, AlignmentStore store, CancellationToken cancellationToken)
    {
        if (!result.TryGetValue(out var id, out var refusals)) return refusals.ToFieldResult<Interview>();
        await using var reading = store.CreateDbContext();
        return await reading.Interviews.SingleAsync(interview => interview.Id == new InterviewId(id), cancellationToken);
    }

    private static string? Written(Duration? duration) => duration?.ToString();

    private static IEnumerable<object> Written(IReadOnlyList<QuoteInput> quotes) => quotes.Select(quote => new { at = Written(quote.At), quote.Words });

    private sealed record Request(IdempotencyKeys Keys, AlignmentStore Store, string? IdempotencyKey, string Operation, object Input);
}
