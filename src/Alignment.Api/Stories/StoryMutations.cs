using System.Text.Json;
using Alignment.Api.Errors;
using Alignment.Api.Idempotency;
using Alignment.Api.Journeys;
using Alignment.Api.Personas;
using Alignment.Core;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Stories;

/// <summary>The message of a chapter in another audience's words.</summary>
/// <param name="Audience">Whose words; each audience once.</param>
/// <param name="Text">What they are told.</param>
public sealed record TellingInput(Audience Audience, string Text);

/// <summary>What the story says at one stage.</summary>
/// <param name="StageKey">The stage; each once.</param>
/// <param name="Message">What the persona is to take from it.</param>
/// <param name="Themes">The themes it carries.</param>
/// <param name="Tellings">The same message for other audiences.</param>
/// <param name="Questions">Questions that this persona has here beside the journey's own.</param>
public sealed record ChapterInput(
    string StageKey, string Message, IReadOnlyList<string>? Themes, IReadOnlyList<TellingInput>? Tellings, IReadOnlyList<string>? Questions);

[MutationType]
[Error<ValidationError>]
[Error<NotFoundError>]
[Error<ConflictError>]
[Error<IdempotencyKeyReusedError>]
public static partial class StoryMutations
{
    /// <summary>Writes the story of a persona, all of it; what is left out is dropped.</summary>
    /// <param name="personaKey">The persona.</param>
    /// <param name="premise">The problem, in the buyer's words.</param>
    /// <param name="premiseQuoteId">The quote that the premise is taken from.</param>
    /// <param name="themes">What it is about from the first chapter to the last.</param>
    /// <param name="chapters">What it says at each stage.</param>
    /// <param name="expectedVersion">The version this edit was made on.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static async Task<FieldResult<ContentStory>> WriteStoryAsync(
        string personaKey, string premise, [ID<QuoteView>] QuoteId? premiseQuoteId, IReadOnlyList<string>? themes, IReadOnlyList<ChapterInput> chapters,
        int? expectedVersion, string? idempotencyKey, IdempotencyKeys keys, StoryByPersonaDataLoader stories, IClock clock, CancellationToken cancellationToken)
    {
        var written = await keys.OnceAsync<string>(
            idempotencyKey,
            "writeStory",
            new { personaKey, premise, premiseQuoteId, themes, chapters, expectedVersion },
            async (context, cancel) =>
            {
                if (await context.Personas.SingleOrDefaultAsync(persona => persona.Key == personaKey, cancel) is not { } persona)
                    return new Refusal(RefusalCode.NotFound, $"There is no persona \"{personaKey}\".", "personaKey");
                var known = await context.Stories.SingleOrDefaultAsync(story => story.PersonaKey == personaKey, cancel);
                if (Versions.Conflict(known?.Version, expectedVersion) is { } conflict) return conflict;
                var catalog = await JourneyCatalog.ReadAsync(context, cancel);
                var draft = Draft(ContentStory.For(persona, catalog.ByPersona.For(personaKey)), themes, chapters);
                if (premiseQuoteId is { } quote)
                {
                    if (await context.Interviews.SingleOrDefaultAsync(one => one.Quotes.Any(said => said.Id == quote), cancel) is not { } interview)
                        return new Refusal(RefusalCode.NotFound, "There is no such quote.", "premiseQuoteId");
                    draft.Premise(premise, interview, quote);
                }
                else draft.Premise(premise);

                if (known is not null) return known.Rewrite(draft).Then(_ => personaKey);
                var fresh = draft.Write(clock.Now());
                if (fresh.Succeeded) context.Add(fresh.Value);
                return fresh.Then(_ => personaKey);
            },
            cancellationToken);
        if (!written.Succeeded) return written.Refusals.ToFieldResult<ContentStory>();
        stories.Clear();
        return await stories.LoadRequiredAsync(personaKey, cancellationToken);
    }

    /// <summary>Writes the tagging rules, all of them; they propose tags and set none.</summary>
    /// <param name="rules">The rules: <c>{ "rules": [ { "key", "when", "suggest" } ] }</c>.</param>
    /// <param name="expectedVersion">The version this edit was made on, `taggingRulesVersion`; refused if it is another by now.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [UseMutationConvention(PayloadFieldName = "taggingRules")]
    public static async Task<FieldResult<string>> SetTaggingRulesAsync(
        JsonElement rules, int? expectedVersion, string? idempotencyKey, IdempotencyKeys keys, CancellationToken cancellationToken)
    {
        var set = await keys.OnceAsync<string>(
            idempotencyKey,
            "setTaggingRules",
            new { rules, expectedVersion },
            async (context, cancel) =>
            {
                var catalog = await JourneyCatalog.ReadAsync(context, cancel);
                if (!TaggingRules.Parse(rules.GetRawText(), [.. catalog.ByKey.Values]).TryGetValue(out var read, out var faults))
                    return faults.Select(fault => fault.Under("rules")).ToList();
                if (await StoryPolicies.SetAsync(context, read, expectedVersion, cancel) is { } conflict) return conflict;
                return read.ToJson();
            },
            cancellationToken);
        return set.ToFieldResult();
    }

    private static StoryDraft Draft(StoryDraft draft, IReadOnlyList<string>? themes, IReadOnlyList<ChapterInput> chapters)
    {
        draft.About([.. themes ?? []]);
        foreach (var input in chapters)
            draft.Chapter(input.StageKey, input.Message, chapter =>
            {
                chapter.About([.. input.Themes ?? []]).Asks([.. input.Questions ?? []]);
                foreach (var telling in input.Tellings ?? []) chapter.To(telling.Audience, telling.Text);
            });
        return draft;
    }
}
