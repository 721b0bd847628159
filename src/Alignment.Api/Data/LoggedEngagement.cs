using Alignment.Core;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Data;

/// <summary>An entry of a lead's log as it is stored: the engagement, and whose it is.</summary>
public sealed class LoggedEngagement
{
    private LoggedEngagement()
    {
    }

    public LoggedEngagement(LeadId leadId, Engagement engagement)
    {
        ArgumentNullException.ThrowIfNull(engagement);
        LeadId = leadId;
        Position = engagement.Position;
        Take(engagement);
    }

    public LeadId LeadId { get; private set; }

    /// <summary>Its place in the lead's log, from 1.</summary>
    public long Position { get; private set; }

    public Instant At { get; private set; }

    public string Type { get; private set; } = null!;

    /// <summary>The external id of the content asset it was with.</summary>
    public string? Content { get; private set; }

    /// <summary>The buying stage of its own; its content's stages speak otherwise.</summary>
    public string? StageKey { get; private set; }

    public Function? By { get; private set; }

    /// <summary>Unique in the lead's source.</summary>
    public string? ExternalId { get; private set; }

    public AttributeSet Properties { get; private set; } = AttributeSet.Empty;

    /// <summary>Takes over what the source now says of an engagement that it knows by external id; the position stays.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Take(Engagement engagement)
    {
        ArgumentNullException.ThrowIfNull(engagement);
        if (Same(engagement)) return false;
        (At, Type, Content, StageKey, By, ExternalId, Properties) =
            (engagement.At, engagement.Type, engagement.Content, engagement.Stage, engagement.By, engagement.ExternalId, engagement.Properties);
        return true;
    }

    /// <summary>The engagement, for an assessment.</summary>
    /// <param name="contentStages">The stages its content is for; empty if unknown.</param>
    public Engagement ToEngagement(IReadOnlyList<string>? contentStages = null) =>
        new(At, Type, Position, Content, StageKey, contentStages, By, ExternalId, Properties);

    private bool Same(Engagement other) => At == other.At && Type == other.Type && Content == other.Content && StageKey == other.Stage
        && By == other.By && ExternalId == other.ExternalId && Properties.Equals(other.Properties);
}
