using Alignment.Api.Data;
using Alignment.Api.Journeys;
using Alignment.Api.Leads;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Stories;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Stories;

/// <summary>The story as one lead has heard it, and where it breaks.</summary>
/// <param name="Steps">What reached the lead, in that order.</param>
/// <param name="Breaks">Where that breaks the story; empty for a lead without a persona, or a persona without a story.</param>
public sealed record StorySoFar(IReadOnlyList<StoryStep> Steps, IReadOnlyList<StoryBreak> Breaks);

[ObjectType<LeadView>]
public static partial class LeadStory
{
    /// <summary>What reached the lead so far, from whom, and where that breaks its persona's story.</summary>
    public static async Task<StorySoFar> GetStorySoFarAsync(
        [Parent] LeadView lead, ReceivedDataLoader received, StoryByPersonaDataLoader stories, LeadFactsDataLoader facts, JourneyDataLoader journeys,
        IClock clock, CancellationToken cancellationToken)
    {
        var (reached, known) = (received.LoadAsync(lead.Id, cancellationToken), facts.LoadRequiredAsync(lead.Id, cancellationToken));
        var story = lead.PersonaKey is { } key ? await stories.LoadAsync(key, cancellationToken) : null;
        var heard = await reached ?? [];
        if (story is not null)
        {
            var placed = new StageReader(story.Journey).Spells(await known, clock.GetCurrentInstant()).Placed(heard);
            return new StorySoFar(story.StepsOf(placed), story.BreaksFor(placed));
        }

        var catalog = await journeys.LoadAllAsync(cancellationToken);
        var journey = catalog.ByPersona.For(lead.PersonaKey);
        return new StorySoFar([.. heard.OrderBy(step => step.At).Select(step => new StoryStep(
            step, step.Asset.Stages.Select(stage => journey.IndexOf(stage)).Where(at => at >= 0).Order().Select(at => journey.Stages[at]).FirstOrDefault(journey.Stages[0])))], []);
    }

    /// <summary>What to give the lead next: what answers the next open question of its stage, has not reached it, and has moved others forward.</summary>
    /// <param name="first">How many to suggest; 1 if left out, at most 50.</param>
    public static async Task<IReadOnlyList<ContentSuggestion>> GetNextContentAsync(
        [Parent] LeadView lead, int? first, ReceivedDataLoader received, LeadFactsDataLoader facts, NextContentDataLoader next, JourneyDataLoader journeys,
        IClock clock, CancellationToken cancellationToken)
    {
        if (lead.PersonaKey is not { } persona) return [];
        var (reached, known, proposing) = (received.LoadAsync(lead.Id, cancellationToken), facts.LoadRequiredAsync(lead.Id, cancellationToken), next.LoadAsync(persona, cancellationToken));
        var catalog = await journeys.LoadAllAsync(cancellationToken);
        var stage = new StageReader(catalog.ByPersona.For(persona)).Read(await known, clock.GetCurrentInstant()).Stage;
        var heard = await reached ?? [];
        return await proposing is { } proposals ? proposals.For(stage.Key, [.. heard.Select(step => step.Asset)], Math.Clamp(first ?? 1, 1, 50)) : [];
    }
}

[ObjectType<EngagementView>]
public static partial class EngagementContent
{
    /// <summary>The content it was with; null if it was with none, or with content that is not known here.</summary>
    public static ValueTask<ContentAsset?> GetContentAsync([Parent] EngagementView engagement, AssetByExternalIdDataLoader assets, CancellationToken cancellationToken) =>
        engagement.Content is { } content && !engagement.Asset.IsKnown ? new(assets.LoadAsync(content, cancellationToken)) : ValueTask.FromResult(engagement.Asset.Value);
}

/// <summary>What reached leads: content they were given, and content their engagements were with.</summary>
public sealed class ReceivedDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : GroupedDataLoader<LeadId, Received>(scheduler)
{
    protected override async Task<ILookup<LeadId, Received>> LoadGroupedBatchAsync(IReadOnlyList<LeadId> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var given = await context.SharedContent.AsNoTracking().Where(shared => keys.Contains(shared.LeadId)).OrderBy(shared => shared.At).ToListAsync(cancellationToken);
        var met = await context.Engagements.AsNoTracking().Where(entry => keys.Contains(entry.LeadId) && entry.Content != null)
            .OrderBy(entry => entry.At).ThenBy(entry => entry.Position)
            .Select(entry => new { entry.LeadId, entry.At, entry.Content, entry.By }).ToListAsync(cancellationToken);
        var ids = given.Select(shared => shared.AssetId).Distinct().ToList();
        var names = met.Select(entry => entry.Content!).Distinct().ToList();
        var assets = await context.ContentAssets.AsNoTracking().Where(asset => ids.Contains(asset.Id) || names.Contains(asset.ExternalId)).ToListAsync(cancellationToken);
        var byId = assets.ToDictionary(asset => asset.Id);
        var byName = assets.GroupBy(asset => asset.ExternalId, StringComparer.Ordinal)
            .ToDictionary(named => named.Key, named => named.MinBy(asset => (asset.AddedAt, asset.Source))!, StringComparer.Ordinal);
        return given.Select(shared => (shared.LeadId, Received: new Received(shared.At, byId[shared.AssetId], shared.By, shared.RepKey)))
            .Concat(met.Where(entry => byName.ContainsKey(entry.Content!)).Select(entry => (entry.LeadId, Received: new Received(entry.At, byName[entry.Content!], entry.By))))
            .ToLookup(step => step.LeadId, step => step.Received);
    }
}
