using Alignment.Api.Data;
using Alignment.Api.Leads.HandOffs;
using Alignment.Api.Personas;
using Alignment.Core;
using Alignment.Core.Journeys;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Alignment.GraphQL;
using Alignment.GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Stories;

/// <summary>The one story told to a persona, mapped over the buying stages.</summary>
[ObjectType<ContentStory>]
public static partial class ContentStoryNode
{
    internal static void Configure(IObjectTypeDescriptor<ContentStory> descriptor) =>
        descriptor.Ignore(story => story.PersonaKey).Ignore(story => story.PremiseInterview);

    [NodeResolver]
    public static Task<ContentStory?> GetContentStoryAsync(string id, StoryByPersonaDataLoader stories, CancellationToken cancellationToken) =>
        stories.LoadAsync(id, cancellationToken);

    [ID]
    public static string GetId([Parent] ContentStory story) => story.PersonaKey;

    /// <summary>Whom it is told to.</summary>
    public static Task<Persona> GetPersonaAsync([Parent] ContentStory story, PersonaByKeyDataLoader personas, CancellationToken cancellationToken) =>
        personas.LoadRequiredAsync(story.PersonaKey, cancellationToken);

    /// <summary>The quote that the premise is taken from; null while it rests on nobody's words.</summary>
    public static async Task<QuoteView?> GetPremiseQuoteAsync(
        [Parent] ContentStory story, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        if (story.PremiseInterview is not { } id) return null;
        await using var context = contexts.CreateDbContext();
        var interview = await context.Interviews.SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
        return interview?.Find(story.PremiseQuote!.Value) is { } quote ? new QuoteView(interview, quote) : null;
    }

    /// <summary>Its chapters, earliest stage first.</summary>
    public static IReadOnlyList<ChapterView> GetChapters([Parent] ContentStory story) =>
        [.. story.Chapters.Where(chapter => story.Journey.IndexOf(chapter.StageKey) >= 0).Select(chapter => new ChapterView(story, chapter))];

    /// <summary>The chapters that audiences are not told in their own words.</summary>
    /// <param name="audiences">Whom to tell it to; every audience but the persona's own if left out.</param>
    public static IReadOnlyList<MissingTelling> GetMissingTellings([Parent] ContentStory story, IReadOnlyList<Audience>? audiences) =>
        story.MissingTellings([.. audiences ?? []]);
}

/// <summary>What the story says at one buying stage.</summary>
/// <param name="Story">The story.</param>
/// <param name="Chapter">The chapter.</param>
[GraphQLName("Chapter")]
public sealed record ChapterView([property: GraphQLIgnore] ContentStory Story, [property: GraphQLIgnore] Chapter Chapter)
{
    /// <summary>The stage it is told at.</summary>
    public BuyingStage Stage => Story.Journey.Stages[Story.Journey.IndexOf(Chapter.StageKey)];

    /// <summary>What the persona is to take from it.</summary>
    public string Message => Chapter.Message;

    /// <summary>The themes it carries.</summary>
    public IReadOnlyList<string> Themes => Chapter.Themes;

    /// <summary>The same message in other audiences' words.</summary>
    public IReadOnlyList<Telling> Tellings => Chapter.Tellings;
}

/// <summary>A question of the buyer's and what answers it.</summary>
/// <param name="Question">The question.</param>
/// <param name="AnsweredBy">The assets that answer it; empty while it is open.</param>
public sealed record QuestionCoverage(string Question, IReadOnlyList<ContentAsset> AnsweredBy);

[ObjectType<ChapterView>]
public static partial class ChapterNode
{
    /// <summary>The assets in use that tell it.</summary>
    public static async Task<IReadOnlyList<ContentAsset>> GetAssetsAsync(
        [Parent] ChapterView chapter, AssetsForPersonaDataLoader assets, CancellationToken cancellationToken) =>
        [.. (await assets.LoadAsync(chapter.Story.PersonaKey, cancellationToken) ?? []).Where(asset => chapter.Story.IsToldBy(asset, chapter.Chapter.StageKey))];

    /// <summary>What the buyer must have answered here: the journey's questions, then the chapter's own.</summary>
    public static async Task<IReadOnlyList<QuestionCoverage>> GetQuestionsAsync(
        [Parent] ChapterView chapter, AssetsForPersonaDataLoader assets, CancellationToken cancellationToken)
    {
        var told = await GetAssetsAsync(chapter, assets, cancellationToken);
        return [.. chapter.Story.QuestionsAt(chapter.Stage).Select(question => new QuestionCoverage(question, [.. told.Where(asset => asset.Answering(question))]))];
    }
}

[ObjectType<StoryBreak>]
public static partial class StoryBreakNode
{
    internal static void Configure(IObjectTypeDescriptor<StoryBreak> descriptor) =>
        descriptor.Ignore(one => one.Step!).Ignore(one => one.Earlier!).Ignore(one => one.RepKey!);

    /// <summary>The rep who gave it; null if none did.</summary>
    public static async Task<SalesRep?> GetRepAsync([Parent] StoryBreak one, SalesRepByKeyDataLoader reps, CancellationToken cancellationToken) =>
        one.RepKey is { } key ? await reps.LoadAsync(key, cancellationToken) : null;

    /// <summary>When what breaks it was received; null for a break of the story itself.</summary>
    public static Instant? GetAt([Parent] StoryBreak one) => one.Step?.At;

    /// <summary>What was received earlier and shows the break.</summary>
    public static ContentAsset? GetEarlier([Parent] StoryBreak one) => one.Earlier?.Asset;
}

[ObjectType<StoryStep>]
public static partial class StoryStepNode
{
    internal static void Configure(IObjectTypeDescriptor<StoryStep> descriptor) => descriptor.Ignore(step => step.Received);

    /// <summary>When it was received.</summary>
    public static Instant GetAt([Parent] StoryStep step) => step.Received.At;

    /// <summary>What was received.</summary>
    public static ContentAsset GetAsset([Parent] StoryStep step) => step.Received.Asset;

    /// <summary>Which function gave it; null where nobody is known to have.</summary>
    public static Function? GetBy([Parent] StoryStep step) => step.Received.By;

    /// <summary>The rep who gave it; null if none did.</summary>
    public static async Task<SalesRep?> GetRepAsync([Parent] StoryStep step, SalesRepByKeyDataLoader reps, CancellationToken cancellationToken) =>
        step.Received.RepKey is { } key ? await reps.LoadAsync(key, cancellationToken) : null;
}

[ObjectType<CoverageCell>]
public static partial class CoverageCellNode
{
    internal static void Configure(IObjectTypeDescriptor<CoverageCell> descriptor) => descriptor.Ignore(cell => cell.PersonaKey);

    /// <summary>The persona.</summary>
    public static Task<Persona> GetPersonaAsync([Parent] CoverageCell cell, PersonaByKeyDataLoader personas, CancellationToken cancellationToken) =>
        personas.LoadRequiredAsync(cell.PersonaKey, cancellationToken);
}
