using Alignment.Api.Data;
using Alignment.Core.Personas;
using Alignment.GraphQL;
using Alignment.GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Personas;

/// <summary>One claim about a persona and what it rests on now.</summary>
[ObjectType<InsightReview>]
public static partial class InsightNode
{
    internal static void Configure(IObjectTypeDescriptor<InsightReview> descriptor) => descriptor.Name("Insight").Ignore(review => review.Insight);

    [NodeResolver]
    public static async Task<InsightReview?> GetInsightAsync(
        InsightId id, IDbContextFactory<AlignmentContext> contexts, PersonaReviewDataLoader reviews, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var key = await context.Personas.Where(persona => persona.Insights.Any(insight => insight.Id == id)).Select(persona => persona.Key).SingleOrDefaultAsync(cancellationToken);
        return key is null ? null : (await reviews.LoadRequiredAsync(key, cancellationToken)).Insights.FirstOrDefault(insight => insight.Insight.Id == id);
    }

    [ID]
    public static InsightId GetId([Parent] InsightReview review) => review.Insight.Id;

    /// <summary>What the claim is about.</summary>
    public static InsightKind GetKind([Parent] InsightReview review) => review.Insight.Kind;

    /// <summary>The claim.</summary>
    public static string GetStatement([Parent] InsightReview review) => review.Insight.Statement;

    /// <summary>When it was claimed.</summary>
    public static Instant GetClaimedAt([Parent] InsightReview review) => review.Insight.ClaimedAt;
}

/// <summary>A piece of evidence as it weighs now.</summary>
[ObjectType<Evidence>]
public static partial class EvidenceNode
{
    internal static void Configure(IObjectTypeDescriptor<Evidence> descriptor) =>
        descriptor.Ignore(evidence => evidence.Citation).Ignore(evidence => evidence.Visit!).Ignore(evidence => evidence.Note!);

    /// <summary>The words that are cited; null for a field note.</summary>
    public static QuoteView? GetQuote([Parent] Evidence evidence) => evidence is { Quote: { } quote, Interview: { } interview } ? new QuoteView(interview, quote) : null;

    /// <summary>What was seen or heard on a field visit; null for a quote.</summary>
    public static string? GetFieldNote([Parent] Evidence evidence) => evidence.Note?.Words;

    /// <summary>The visit of a field note; null for a quote.</summary>
    public static FieldVisit? GetFieldVisit([Parent] Evidence evidence) => evidence.Visit;
}

/// <summary>Verbatim words of an interviewee and the time at which they were said.</summary>
/// <param name="Interview">The interview.</param>
/// <param name="Quote">The quote.</param>
[GraphQLName("Quote")]
public sealed record QuoteView([property: GraphQLIgnore] Interview Interview, [property: GraphQLIgnore] Quote Quote)
{
    [ID<QuoteView>]
    public QuoteId Id => Quote.Id;

    /// <summary>How far into the interview the words were said.</summary>
    public Duration At => Quote.At;

    /// <summary>The words.</summary>
    public string Words => Quote.Words;

    /// <summary>Whether they were said before the solution was revealed.</summary>
    public bool Unprompted => Interview.Unprompted(Quote);

    /// <summary>Whether they were taken back; they stay on record and weigh nothing.</summary>
    public bool Withdrawn => Quote.Withdrawn;
}

/// <summary>An interview: how it was held, and what was said.</summary>
[ObjectType<Interview>]
public static partial class InterviewNode
{
    [NodeResolver]
    public static async Task<Interview?> GetInterviewAsync(InterviewId id, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Interviews.SingleOrDefaultAsync(interview => interview.Id == id, cancellationToken);
    }

    /// <summary>Who led it.</summary>
    public static string GetInterviewer([Parent] Interview interview) => interview.Interviewer.Name;

    /// <summary>What whoever led it does for a living.</summary>
    public static AttendeeFunction GetInterviewerFunction([Parent] Interview interview) => interview.Interviewer.Function;

    /// <summary>What was said, by time.</summary>
    public static IReadOnlyList<QuoteView> GetQuotes([Parent] Interview interview) => [.. interview.Quotes.Select(quote => new QuoteView(interview, quote))];
}

/// <summary>A visit to where the selling happens.</summary>
[ObjectType<FieldVisit>]
public static partial class FieldVisitNode
{
    [NodeResolver]
    public static async Task<FieldVisit?> GetFieldVisitAsync(FieldVisitId id, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.FieldVisits.SingleOrDefaultAsync(visit => visit.Id == id, cancellationToken);
    }
}

/// <summary>What was seen or heard on a field visit.</summary>
[ObjectType<FieldNote>]
public static partial class FieldNoteNode
{
    [ID("FieldNote")]
    public static FieldNoteId GetId([Parent] FieldNote note) => note.Id;
}
