using Alignment.Core;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Data;

/// <summary>
/// A place in a work queue that a lead has given up, by leaving or by another total, so that who is halfway through the pages goes on by
/// the order in which they began. Kept for an hour.
/// </summary>
public sealed class FormerPlace
{
    /// <summary>Grows with every place given up; of one lead's, the earlier has the lower.</summary>
    public long Position { get; private set; }

    public required LeadId LeadId { get; init; }

    public required LeadStatus Status { get; init; }

    public required string? RepKey { get; init; }

    public required string? PersonaKey { get; init; }

    public required string StageKey { get; init; }

    public required double Total { get; init; }

    public required Instant LeftAt { get; init; }

    /// <summary>The place of a lead before it changed.</summary>
    internal static FormerPlace Of(LeadStanding before, Instant now) => new()
    {
        LeadId = before.LeadId, Status = before.Status, RepKey = before.RepKey, PersonaKey = before.PersonaKey, StageKey = before.StageKey,
        Total = before.Total, LeftAt = now.ToMicroseconds(),
    };
}
