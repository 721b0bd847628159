using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Core;
using Alignment.Core.Personas;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Personas;

/// <summary>What importing a persona document did.</summary>
/// <param name="Created">Personas that were not known.</param>
/// <param name="Updated">Personas of which something changed.</param>
/// <param name="Unchanged">Personas that were known just so.</param>
/// <param name="Personas">The personas that were taken in, in the order of the document.</param>
public sealed record ImportPersonasPayload(int Created, int Updated, int Unchanged, IReadOnlyList<Persona> Personas);

[MutationType]
[Error<ValidationError>]
[Error<NotFoundError>]
[Error<ConflictError>]
[Error<WrongStateError>]
public static partial class PersonaMutations
{
    /// <summary>Defines a persona, or describes a known one anew.</summary>
    /// <param name="key">What other systems call it. 1 to 100 characters.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="audience">Whom it describes.</param>
    /// <param name="summary">What to know first.</param>
    /// <param name="journeyKey">The journey it follows; the default one if left out.</param>
    /// <param name="expectedVersion">The version this edit was made on; refused if it is another by now.</param>
    public static Task<FieldResult<Persona>> DefinePersonaAsync(
        string key, string name, Audience audience, string? summary, string? journeyKey, int? expectedVersion,
        AlignmentStore store, IClock clock, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async (context, cancel) =>
            {
                if (journeyKey is not null && !(await Journeys.JourneyCatalog.ReadAsync(context, cancel)).ByKey.ContainsKey(journeyKey.Trim()))
                    return new FieldResult<Persona>(new NotFoundError($"There is no journey \"{journeyKey.Trim()}\".", ["journeyKey"]));
                var known = await context.Personas.SingleOrDefaultAsync(persona => persona.Key == key.Trim(), cancel);
                if (Versions.Conflict(known?.Version, expectedVersion) is { } conflict) return new FieldResult<Persona>(conflict);
                if (known is not null) return known.Redefine(name, audience, summary, journeyKey).Then(_ => known).ToFieldResult();
                var defined = Persona.Define(key, name, audience, clock.Now(), summary, journeyKey);
                if (defined.Succeeded) context.Add(defined.Value);
                return defined.ToFieldResult();
            },
            cancellationToken);

    /// <summary>Claims something about a persona. Until evidence is cited the claim is an assumption.</summary>
    /// <param name="personaKey">The persona.</param>
    /// <param name="kind">What the claim is about.</param>
    /// <param name="statement">The claim.</param>
    [UseMutationConvention(PayloadFieldName = "insight")]
    public static Task<FieldResult<InsightReview>> ClaimInsightAsync(
        string personaKey, InsightKind kind, string statement, AlignmentStore store, IClock clock, CancellationToken cancellationToken) =>
        ChangeInsightAsync(store, persona => persona.Key == personaKey, "personaKey", (persona, _, _) => Task.FromResult(persona.Claim(kind, statement, clock.Now())), cancellationToken);

    /// <summary>Cites a quote, or a note of a field visit, for a claim. Words of an interview that was not candid are kept as inadmissible.</summary>
    /// <param name="insightId">The claim.</param>
    /// <param name="quoteId">The quote; or leave it out and give a note.</param>
    /// <param name="fieldNoteId">The note; or leave it out and give a quote.</param>
    [UseMutationConvention(PayloadFieldName = "insight")]
    public static Task<FieldResult<InsightReview>> CiteEvidenceAsync(
        [ID<InsightReview>] InsightId insightId, [ID<QuoteView>] QuoteId? quoteId, [ID("FieldNote")] FieldNoteId? fieldNoteId,
        AlignmentStore store, IClock clock, CancellationToken cancellationToken) =>
        ChangeInsightAsync(store, Of(insightId), "insightId", (persona, context, cancel) => CiteAsync(persona, insightId, quoteId, fieldNoteId, context, clock.Now(), cancel), cancellationToken);

    /// <summary>Takes a citation back that was made by mistake.</summary>
    /// <param name="insightId">The claim.</param>
    /// <param name="quoteId">The quote no longer cited.</param>
    /// <param name="fieldNoteId">The note no longer cited.</param>
    [UseMutationConvention(PayloadFieldName = "insight")]
    public static Task<FieldResult<InsightReview>> UnciteEvidenceAsync(
        [ID<InsightReview>] InsightId insightId, [ID<QuoteView>] QuoteId? quoteId, [ID("FieldNote")] FieldNoteId? fieldNoteId,
        AlignmentStore store, CancellationToken cancellationToken) =>
        ChangeInsightAsync(store, Of(insightId), "insightId", (persona, _, _) => Task.FromResult(persona.Uncite(insightId, quoteId, fieldNoteId)), cancellationToken);

    /// <summary>Takes a claim back. It stays on record with the reason and no longer counts.</summary>
    /// <param name="insightId">The claim.</param>
    /// <param name="because">Why it no longer holds.</param>
    /// <param name="by">Who takes it back.</param>
    public static Task<FieldResult<Persona>> RetractInsightAsync(
        [ID<InsightReview>] InsightId insightId, string because, string by, AlignmentStore store, IClock clock, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async (context, cancel) => await context.Personas.SingleOrDefaultAsync(Of(insightId), cancel) is { } persona
                ? persona.Retract(insightId, because, by, clock.Now()).Then(_ => persona).ToFieldResult()
                : new FieldResult<Persona>(new NotFoundError("There is no such insight.", ["insightId"])),
            cancellationToken);

    /// <summary>Takes in a persona document. Every claim it makes is an assumption; a record that cannot be read is reported and stops no other.</summary>
    /// <param name="document">A list of personas.</param>
    /// <param name="map">What its fields mean, as `alignment import personas --map` takes it; our own form if left out.</param>
    public static async Task<FieldResult<ImportPersonasPayload>> ImportPersonasAsync(
        JsonElement document, JsonElement? map, AlignmentStore store, IClock clock, CancellationToken cancellationToken)
    {
        var read = PersonaImport.Read(document.GetRawText(), map?.GetRawText());
        if (!read.TryGetValue(out var personas, out var faults)) return faults.ToFieldResult<ImportPersonasPayload>();
        var taken = await store.WriteAsync((context, cancel) => PersonaImport.TakeAsync(context, personas, clock.Now(), cancel), cancellationToken);
        return new FieldResult<ImportPersonasPayload>(
            new ImportPersonasPayload(taken.Created, taken.Updated, taken.Unchanged, taken.Personas), taken.Refusals.Select(UserError.Of).ToArray<object>());
    }

    /// <summary>Decides when a persona counts as validated.</summary>
    /// <param name="interviewees">How many different interviewees confirm one insight of every ring; at least 1.</param>
    /// <param name="unpromptedOnly">Whether only words from before the solution was revealed confirm.</param>
    public static async Task<FieldResult<ValidationPolicy>> SetPersonaValidationAsync(
        int interviewees, bool? unpromptedOnly, AlignmentStore store, CancellationToken cancellationToken)
    {
        if (interviewees is < 1 or > 1000)
            return new FieldResult<ValidationPolicy>(new ValidationError("Between 1 and 1000 interviewees confirm an insight.", ["interviewees"]));
        var policy = new ValidationPolicy(interviewees, unpromptedOnly ?? false);
        await store.WriteAsync((context, cancel) => StoryPolicies.SetAsync(context, policy, cancel), cancellationToken);
        return policy;
    }

    private static System.Linq.Expressions.Expression<Func<Persona, bool>> Of(InsightId id) => persona => persona.Insights.Any(insight => insight.Id == id);

    private static async Task<Result<Insight>> CiteAsync(
        Persona persona, InsightId insight, QuoteId? quote, FieldNoteId? note, AlignmentContext context, Instant now, CancellationToken cancel)
    {
        if (quote is null == note is null)
            return new Refusal(RefusalCode.Validation, "Cite either a quote or a field note.", "quoteId");
        if (quote is { } words)
            return await context.Interviews.SingleOrDefaultAsync(interview => interview.Quotes.Any(said => said.Id == words), cancel) is { } interview
                ? persona.Cite(insight, interview, words, now)
                : new Refusal(RefusalCode.NotFound, "There is no such quote.", "quoteId");
        return await context.FieldVisits.SingleOrDefaultAsync(visit => visit.Notes.Any(written => written.Id == note!.Value), cancel) is { } visit
            ? persona.Cite(insight, visit, note!.Value, now)
            : new Refusal(RefusalCode.NotFound, "There is no such field note.", "fieldNoteId");
    }

    private static Task<FieldResult<InsightReview>> ChangeInsightAsync(
        AlignmentStore store, System.Linq.Expressions.Expression<Func<Persona, bool>> which, string path,
        Func<Persona, AlignmentContext, CancellationToken, Task<Result<Insight>>> change, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async (context, cancel) =>
            {
                if (await context.Personas.SingleOrDefaultAsync(which, cancel) is not { } persona)
                    return new FieldResult<InsightReview>(new NotFoundError(path == "personaKey" ? "There is no such persona." : "There is no such insight.", [path]));
                if (!(await change(persona, context, cancel)).TryGetValue(out var insight, out var refusals)) return refusals.ToFieldResult<InsightReview>();
                await context.SaveChangesAsync(cancel);
                var reviews = await PersonaReviewDataLoader.ReadAsync(context, known => known.Key == persona.Key, cancel);
                return reviews[persona.Key].Insights.Single(review => review.Insight.Id == insight.Id);
            },
            cancellationToken);
}
