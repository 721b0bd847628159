using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Data;

/// <summary>A lead's move on to a later stage, kept as its readings are (<see cref="Alignment.Api.Leads.Standings.ForwardMoveWriter"/>), so that content can be asked what followed it.</summary>
public sealed class ForwardMove
{
    public required LeadId LeadId { get; init; }

    /// <summary>When the reading changed.</summary>
    public required Instant At { get; init; }
}
