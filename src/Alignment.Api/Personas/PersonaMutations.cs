using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Api.Idempotency;
using Alignment.Core;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Personas;

/// <summary>What importing a persona document did.</summary>
/// <param name="Created">Personas that were not known.</param>
/// <param name="Updated">Personas of which something changed.</param>
/// <param name="Unchanged">Personas that were known just so.</param>
/// <param name="Personas">The personas that were taken in, in the order of the document.</param>
/// <param name="RecommendedTaggingRules">Tagging rules that follow from the content that the document recommends: a format recommended at a stage proposes
/// that stage and that persona. `setTaggingRules` takes them as they are. They are kept nowhere else; null where the document recommends nothing.</param>
public sealed record ImportPersonasPayload(int Created, int Updated, int Unchanged, IReadOnlyList<Persona> Personas, JsonElement? RecommendedTaggingRules);

[MutationType]
[Error<ValidationError>]
[Error<NotFoundError>]
[Error<ConflictError>]
[Error<WrongStateError>]
[Error<IdempotencyKeyReusedError>]
public static partial class PersonaMutations
{
    /// <summary>Defines a persona, or describes a known one anew.</summary>
    /// <param name="key">What other systems call it. 1 to 100 characters.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="audience">Whom it describes.</param>
    /// <param name="summary">What to know first.</param>
    /// <param name="journeyKey">The journey it follows; the default one if left out.</param>
    /// <param name="expectedVersion">The version this edit was made on; refused if it is another by now.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static async Task<FieldResult<Persona>> DefinePersonaAsync(
        string key, string name, Audience audience, string? summary, string? journeyKey, int? expectedVersion, string? idempotencyKey,
        IdempotencyKeys keys, PersonaByKeyDataLoader personas, IClock clock, CancellationToken cancellationToken)
    {
        var defined = await keys.OnceAsync<string>(
            idempotencyKey,
            "definePersona",
            new { key, name, audience, summary, journeyKey, expectedVersion },
            async (context, cancel) =>
            {
                if (journeyKey is not null && !(await Journeys.JourneyCatalog.ReadAsync(context, cancel)).ByKey.ContainsKey(journeyKey.Trim()))
                    return new Refusal(RefusalCode.NotFound, $"There is no journey \"{journeyKey.Trim()}\".", "journeyKey");
                var known = await context.Personas.SingleOrDefaultAsync(persona => persona.Key == key.Trim(), cancel);
                if (Versions.Conflict(known?.Version, expectedVersion) is { } conflict) return conflict;
                if (known is not null) return known.Redefine(name, audience, summary, journeyKey).Then(_ => known.Key);
                var fresh = Persona.Define(key, name, audience, clock.Now(), summary, journeyKey);
                if (fresh.Succeeded) context.Add(fresh.Value);
                return fresh.Then(persona => persona.Key);
            },
            cancellationToken);
        return await ShowAsync(defined, personas, cancellationToken);
    }

    /// <summary>Claims something about a persona. Until evidence is cited the claim is an assumption.</summary>
    /// <param name="personaKey">The persona.</param>
    /// <param name="kind">What the claim is about.</param>
    /// <param name="statement">The claim.</param>
    /// <param name="expectedVersion">The persona's version this edit was made on; refused if it is another by now.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [UseMutationConvention(PayloadFieldName = "insight")]
    public static Task<FieldResult<InsightReview>> ClaimInsightAsync(
        string personaKey, InsightKind kind, string statement, int? expectedVersion, string? idempotencyKey,
        IdempotencyKeys keys, PersonaReviewDataLoader reviews, IClock clock, CancellationToken cancellationToken) =>
        ChangeInsightAsync(
            new(keys, reviews, expectedVersion, idempotencyKey, "claimInsight", new { personaKey, kind, statement, expectedVersion }), persona => persona.Key == personaKey, "personaKey",
            (persona, _, _) => Task.FromResult(persona.Claim(kind, statement, clock.Now())), cancellationToken);

    /// <summary>Cites a quote, or a note of a field visit, for a claim. Words of an interview that was not candid are kept as inadmissible.</summary>
    /// <param name="insightId">The claim.</param>
    /// <param name="quoteId">The quote; or leave it out and give a note.</param>
    /// <param name="fieldNoteId">The note; or leave it out and give a quote.</param>
    /// <param name="expectedVersion">The persona's version this edit was made on; refused if it is another by now.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [UseMutationConvention(PayloadFieldName = "insight")]
    public static Task<FieldResult<InsightReview>> CiteEvidenceAsync(
        [ID<InsightReview>] InsightId insightId, [ID<QuoteView>] QuoteId? quoteId, [ID("FieldNote")] FieldNoteId? fieldNoteId, int? expectedVersion, string? idempotencyKey,
        IdempotencyKeys keys, PersonaReviewDataLoader reviews, IClock clock, CancellationToken cancellationToken) =>
        ChangeInsightAsync(
            new(keys, reviews, expectedVersion, idempotencyKey, "citeEvidence", new { insightId, quoteId, fieldNoteId, expectedVersion }), Of(insightId), "insightId",
            (persona, context, cancel) => CiteAsync(persona, insightId, quoteId, fieldNoteId, context, clock.Now(), cancel), cancellationToken);

    /// <summary>Takes a citation back that was made by mistake.</summary>
    /// <param name="insightId">The claim.</param>
    /// <param name="quoteId">The quote no longer cited.</param>
    /// <param name="fieldNoteId">The note no longer cited.</param>
    /// <param name="expectedVersion">The persona's version this edit was made on; refused if it is another by now.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [UseMutationConvention(PayloadFieldName = "insight")]
    public static Task<FieldResult<InsightReview>> UnciteEvidenceAsync(
        [ID<InsightReview>] InsightId insightId, [ID<QuoteView>] QuoteId? quoteId, [ID("FieldNote")] FieldNoteId? fieldNoteId, int? expectedVersion, string? idempotencyKey,
        IdempotencyKeys keys, PersonaReviewDataLoader reviews, CancellationToken cancellationToken) =>
        ChangeInsightAsync(
            new(keys, reviews, expectedVersion, idempotencyKey, "unciteEvidence", new { insightId, quoteId, fieldNoteId, expectedVersion }), Of(insightId), "insightId",
            (persona, _, _) => Task.FromResult(persona.Uncite(insightId, quoteId, fieldNoteId)), cancellationToken);

    /// <summary>Takes a claim back. It stays on record with the reason and no longer counts.</summary>
    /// <param name="insightId">The claim.</param>
    /// <param name="because">Why it no longer holds.</param>
    /// <param name="by">Who takes it back.</param>
    /// <param name="expectedVersion">The persona's version this edit was made on; refused if it is another by now.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static async Task<FieldResult<Persona>> RetractInsightAsync(
        [ID<InsightReview>] InsightId insightId, string because, string by, int? expectedVersion, string? idempotencyKey,
        IdempotencyKeys keys, PersonaByKeyDataLoader personas, IClock clock, CancellationToken cancellationToken)
    {
        var retracted = await keys.OnceAsync<string>(
            idempotencyKey,
            "retractInsight",
            new { insightId, because, by, expectedVersion },
            async (context, cancel) =>
                await context.Personas.SingleOrDefaultAsync(Of(insightId), cancel) is not { } persona ? new Refusal(RefusalCode.NotFound, "There is no such insight.", "insightId")
                : Versions.Conflict(persona.Version, expectedVersion) is { } conflict ? conflict
                : persona.Retract(insightId, because, by, clock.Now()).Then(_ => persona.Key),
            cancellationToken);
        return await ShowAsync(retracted, personas, cancellationToken);
    }

    /// <summary>Takes in a persona document. Every claim it makes is an assumption; a record that cannot be read is reported and stops no other.</summary>
    /// <param name="document">A list of personas.</param>
    /// <param name="map">What its fields mean, as `alignment import personas --map` takes it; our own form if left out.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static async Task<FieldResult<ImportPersonasPayload>> ImportPersonasAsync(
        JsonElement document, JsonElement? map, string? idempotencyKey,
        IdempotencyKeys keys, PersonaByKeyDataLoader personas, IClock clock, CancellationToken cancellationToken)
    {
        var read = PersonaImport.Read(document.GetRawText(), map?.GetRawText());
        if (!read.TryGetValue(out var described, out var faults)) return faults.ToFieldResult<ImportPersonasPayload>();
        var imported = await keys.OnceAsync<PersonaImportAnswer>(
            idempotencyKey,
            "importPersonas",
            new { document, map },
            async (context, cancel) => PersonaImportAnswer.Of(await PersonaImport.TakeAsync(context, described, clock.Now(), cancel)),
            cancellationToken);
        if (!imported.TryGetValue(out var taken, out var refusals)) return refusals.ToFieldResult<ImportPersonasPayload>();
        personas.Clear();
        var known = await Task.WhenAll(taken.Keys.Select(key => personas.LoadAsync(key, cancellationToken)));
        return new FieldResult<ImportPersonasPayload>(
            new ImportPersonasPayload(taken.Created, taken.Updated, taken.Unchanged, [.. known.OfType<Persona>()], Recommended(described)), taken.Errors());
    }

    private static JsonElement? Recommended(PersonaDocument described) =>
        TaggingRules.From(described.Personas) is { Rules.Count: > 0 } rules ? JsonElement.Parse(rules.ToJson()) : null;

    /// <summary>Decides when a persona counts as validated.</summary>
    /// <param name="interviewees">How many different interviewees confirm one insight of every ring; at least 1.</param>
    /// <param name="unpromptedOnly">Whether only words from before the solution was revealed confirm.</param>
    /// <param name="expectedVersion">The version this edit was made on; refused if it is another by now.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static async Task<FieldResult<ValidationPolicy>> SetPersonaValidationAsync(
        int interviewees, bool? unpromptedOnly, int? expectedVersion, string? idempotencyKey, IdempotencyKeys keys, CancellationToken cancellationToken)
    {
        var policy = new { interviewees, unpromptedOnly = unpromptedOnly ?? false, expectedVersion };
        var set = await keys.OnceAsync<bool>(
            idempotencyKey,
            "setPersonaValidation",
            policy,
            async (context, cancel) =>
            {
                if (interviewees is < 1 or > 1000)
                    return new Refusal(RefusalCode.Validation, "Between 1 and 1000 interviewees confirm an insight.", "interviewees");
                if (await StoryPolicies.SetAsync(context, new ValidationPolicy(interviewees, policy.unpromptedOnly), expectedVersion, cancel) is { } conflict)
                    return conflict;
                return true;
            },
            cancellationToken);
        return set.Then(_ => new ValidationPolicy(interviewees, policy.unpromptedOnly)).ToFieldResult();
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

    private static async Task<FieldResult<InsightReview>> ChangeInsightAsync(
        Request request, System.Linq.Expressions.Expression<Func<Persona, bool>> which, string path,
        Func<Persona, AlignmentContext, CancellationToken, Task<Result<Insight>>> change, CancellationToken cancellationToken)
    {
        var changed = await request.Keys.OnceAsync<ChangedInsight>(
            request.IdempotencyKey,
            request.Operation,
            request.Input,
            async (context, cancel) =>
                await context.Personas.SingleOrDefaultAsync(which, cancel) is not { } persona ? new Refusal(RefusalCode.NotFound, path == "personaKey" ? "There is no such persona." : "There is no such insight.", path)
                : Versions.Conflict(persona.Version, request.ExpectedVersion) is { } conflict ? conflict
                : (await change(persona, context, cancel)).Then(insight => new ChangedInsight(persona.Key, insight.Id.Value)),
            cancellationToken);
        if (!changed.TryGetValue(out var known, out var refusals)) return refusals.ToFieldResult<InsightReview>();
        request.Reviews.Clear();
        var review = await request.Reviews.LoadRequiredAsync(known.PersonaKey, cancellationToken);
        return review.Insights.Single(one => one.Insight.Id == new InsightId(known.Insight));
    }

    private static async Task<FieldResult<Persona>> ShowAsync(Result<string> result, PersonaByKeyDataLoader personas, CancellationToken cancellationToken)
    {
        if (!result.TryGetValue(out var key, out var refusals)) return refusals.ToFieldResult<Persona>();
        personas.Clear();
        return await personas.LoadRequiredAsync(key, cancellationToken);
    }

    private sealed record Request(IdempotencyKeys Keys, PersonaReviewDataLoader Reviews, int? ExpectedVersion, string? IdempotencyKey, string Operation, object Input);

    private sealed record ChangedInsight(string PersonaKey, Guid Insight);
}
