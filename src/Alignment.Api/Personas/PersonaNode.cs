using Alignment.Api.Data;
using Alignment.Api.Paging;
using Alignment.Core.Personas;
using Alignment.GraphQL;
using Alignment.GraphQL.Types;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Personas;

/// <summary>Who the buyer, the salesperson or another audience is, and how we know.</summary>
[ObjectType<Persona>]
public static partial class PersonaNode
{
    internal static void Configure(IObjectTypeDescriptor<Persona> descriptor) => descriptor.Ignore(persona => persona.Claims);

    [NodeResolver]
    public static Task<Persona?> GetPersonaAsync(string id, PersonaByKeyDataLoader personas, CancellationToken cancellationToken) =>
        personas.LoadAsync(id, cancellationToken);

    [ID]
    public static string GetId([Parent] Persona persona) => persona.Key;

    /// <summary>The claims that stand, in the order of claiming.</summary>
    public static async Task<IReadOnlyList<InsightReview>> GetInsightsAsync(
        [Parent] Persona persona, PersonaReviewDataLoader reviews, CancellationToken cancellationToken) =>
        (await reviews.LoadRequiredAsync(persona.Key, cancellationToken)).Insights;

    /// <summary>The share of standing claims that rest on candid, unprompted words; 0 to 1.</summary>
    public static async Task<double> GetGroundingAsync([Parent] Persona persona, PersonaReviewDataLoader reviews, CancellationToken cancellationToken) =>
        (await reviews.LoadRequiredAsync(persona.Key, cancellationToken)).Grounding;

    /// <summary>Whether every ring has an insight that enough different interviewees confirm.</summary>
    public static async Task<bool> GetValidatedAsync([Parent] Persona persona, PersonaReviewDataLoader reviews, CancellationToken cancellationToken) =>
        (await reviews.LoadRequiredAsync(persona.Key, cancellationToken)).Validated;

    /// <summary>What still keeps it from being validated, ring by ring.</summary>
    public static async Task<IReadOnlyList<string>> GetMissingAsync(
        [Parent] Persona persona, PersonaReviewDataLoader reviews, CancellationToken cancellationToken) =>
        (await reviews.LoadRequiredAsync(persona.Key, cancellationToken)).Missing;

    /// <summary>The claims that were taken back, with the reasons.</summary>
    public static IReadOnlyList<RetractedInsight> GetRetracted([Parent] Persona persona) =>
        [.. persona.Insights.Where(insight => !insight.Stands).Select(RetractedInsight.Of)];

    /// <summary>The interviews, latest first.</summary>
    [UsePaging(ConnectionName = "Interviews", AllowBackwardPagination = false)]
    public static Task<Connection<Interview>?> GetInterviewsAsync(
        [Parent] Persona persona, PagingArguments paging, InterviewPageDataLoader interviews, CancellationToken cancellationToken) =>
        interviews.LoadAsync(new InterviewPart(persona.Key, paging), cancellationToken);

    /// <summary>A guide for the next interview, made from what is missing; Markdown.</summary>
    public static async Task<string> GetInterviewGuideAsync(
        [Parent] Persona persona, PersonaReviewDataLoader reviews, CancellationToken cancellationToken) =>
        InterviewGuide.Markdown(await reviews.LoadRequiredAsync(persona.Key, cancellationToken));

    /// <summary>A page to pin up: each claim with its words, assumptions marked; one self-contained HTML document.</summary>
    public static async Task<string> GetPageAsync([Parent] Persona persona, PersonaReviewDataLoader reviews, CancellationToken cancellationToken) =>
        PersonaPage.Html(await reviews.LoadRequiredAsync(persona.Key, cancellationToken));

    /// <summary>The persona document, as JSON; `importPersonas` takes it back.</summary>
    public static async Task<string> GetDocumentAsync([Parent] Persona persona, PersonaReviewDataLoader reviews, CancellationToken cancellationToken) =>
        PersonaDocument.Export([await reviews.LoadRequiredAsync(persona.Key, cancellationToken)]);
}

/// <summary>A claim that was taken back.</summary>
/// <param name="Kind">What it was about.</param>
/// <param name="Statement">The claim.</param>
/// <param name="At">When it was taken back.</param>
/// <param name="Because">Why.</param>
/// <param name="By">Who took it back.</param>
public sealed record RetractedInsight(InsightKind Kind, string Statement, NodaTime.Instant At, string Because, string By)
{
    internal static RetractedInsight Of(Insight insight) =>
        new(insight.Kind, insight.Statement, insight.RetractedAt!.Value, insight.RetractedBecause!, insight.RetractedBy!);
}

/// <summary>Part of a persona's interviews.</summary>
/// <param name="PersonaKey">The persona.</param>
/// <param name="Paging">Which part.</param>
public readonly record struct InterviewPart(string PersonaKey, PagingArguments Paging);

/// <summary>Parts of the interviews of many personas, in one statement a kind of part.</summary>
public sealed class InterviewPageDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<InterviewPart, Connection<Interview>>(scheduler)
{
    private static readonly Keyset<Interview, Interview> Order = new Keyset<Interview, Interview>()
        .By("heldAt", interview => interview.HeldAt, interview => interview.HeldAt, descending: true)
        .By("id", interview => interview.Id, interview => interview.Id);

    protected override async Task<IReadOnlyDictionary<InterviewPart, Connection<Interview>>> LoadBatchAsync(
        IReadOnlyList<InterviewPart> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var pages = new Dictionary<InterviewPart, Connection<Interview>>();
        foreach (var alike in keys.GroupBy(key => key.Paging))
        {
            var window = Order.Window(alike.Key);
            var personas = alike.Select(key => key.PersonaKey).ToList();
            var (all, take) = (window.Cut(context.Interviews), window.Take);
            var places = await context.Personas.Where(persona => personas.Contains(persona.Key))
                .SelectMany(persona => all.Where(interview => interview.PersonaKey == persona.Key).Take(take).Select(interview => interview.Id))
                .ToListAsync(cancellationToken);
            var read = await context.Interviews.Where(interview => places.Contains(interview.Id)).ToListAsync(cancellationToken);
            var byPersona = read.OrderByDescending(interview => interview.HeldAt).ThenBy(interview => interview.Id.Value).ToLookup(interview => interview.PersonaKey);
            foreach (var key in alike)
                pages[key] = window.ToConnection([.. byPersona[key.PersonaKey]], contexts.Counting(from => from.Interviews.Where(interview => interview.PersonaKey == key.PersonaKey)));
        }

        return pages;
    }
}
