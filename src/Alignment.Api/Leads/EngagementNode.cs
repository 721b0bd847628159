using Alignment.Api.Data;
using Alignment.Api.Journeys;
using Alignment.Core;
using Alignment.Core.Journeys;
using Alignment.Core.Leads;
using Alignment.Core.Stories;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>One thing a buyer did.</summary>
[GraphQLName("Engagement")]
public sealed record EngagementView
{
    [GraphQLIgnore]
    public required LeadId LeadId { get; init; }

    /// <summary>Its place in the lead's log, from 1: the order of recording.</summary>
    public required long Position { get; init; }

    /// <summary>When it happened.</summary>
    public required Instant At { get; init; }

    /// <summary>What happened, in the source's word.</summary>
    public required string Type { get; init; }

    [GraphQLIgnore]
    public string? Content { get; init; }

    /// <summary>What it was with.</summary>
    internal ReadAlong<ContentAsset> Asset { get; init; }

    [GraphQLIgnore]
    public string? StageKey { get; init; }

    /// <summary>Which function it was with, if any.</summary>
    public Function? By { get; init; }

    /// <summary>What the source calls it, if it does.</summary>
    public string? ExternalId { get; init; }

    [GraphQLIgnore]
    public AttributeSet Set { get; init; } = AttributeSet.Empty;

    /// <summary>An entry of a lead's log.</summary>
    public static EngagementView Of(LoggedEngagement entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Of(entry.LeadId, entry.ToEngagement());
    }

    /// <summary>What a lead did.</summary>
    public static EngagementView Of(LeadId lead, Engagement engagement)
    {
        ArgumentNullException.ThrowIfNull(engagement);
        return new EngagementView
        {
            LeadId = lead, Position = engagement.Position, At = engagement.At, Type = engagement.Type, Content = engagement.Content,
            StageKey = engagement.Stage, By = engagement.By, ExternalId = engagement.ExternalId, Set = engagement.Properties,
        };
    }
}

[ObjectType<EngagementView>]
public static partial class EngagementNode
{
    [NodeResolver]
    public static async Task<EngagementView?> GetEngagementAsync(
        string id, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        if (!EngagementIds.TryRead(id, out var lead, out var position))
            return null;
        await using var context = contexts.CreateDbContext();
        var entry = await context.Set<LoggedEngagement>()
            .SingleOrDefaultAsync(one => one.LeadId == lead && one.Position == position, cancellationToken);
        return entry is null ? null : EngagementView.Of(entry);
    }

    [ID]
    public static string GetId([Parent] EngagementView engagement) => EngagementIds.Write(engagement.LeadId, engagement.Position);

    /// <summary>The stage the source says it speaks for; null where its content's stages speak, or none.</summary>
    public static async Task<BuyingStage?> GetStageAsync(
        [Parent] EngagementView engagement, JourneyDataLoader journeys, CancellationToken cancellationToken)
    {
        if (engagement.StageKey is null)
            return null;
        var catalog = await journeys.LoadAllAsync(cancellationToken);
        return catalog.ByKey.Values.SelectMany(journey => journey.Stages).FirstOrDefault(stage => stage.Key == engagement.StageKey);
    }

    /// <summary>What else the source says of it, by name.</summary>
    public static IReadOnlyList<NamedValue> GetProperties([Parent] EngagementView engagement) => NamedValue.Of(engagement.Set);
}

/// <summary>An engagement's id: its lead's, and its place in that lead's log.</summary>
internal static class EngagementIds
{
    public static string Write(LeadId lead, long position) => $"{lead.Value:N}-{position}";

    public static bool TryRead(string id, out LeadId lead, out long position)
    {
        position = 0;
        var read = id.Length > 33 && id[32] == '-' & Guid.TryParseExact(id[..32], "N", out var value) & long.TryParse(id.AsSpan(33), out position);
        lead = read && Guid.TryParseExact(id[..32], "N", out var known) ? new LeadId(known) : default;
        return read;
    }
}
