using NodaTime;

namespace Alignment.Core.Leads.Backtests;

/// <summary>What a definition would have done with a lead.</summary>
/// <param name="Lead">The lead.</param>
/// <param name="HandedOff">Whether it would have been handed off within its span.</param>
/// <param name="HandedOffAt">The first instant at which; null if it would not have been, or in a history without times.</param>
/// <param name="Won">Whether it was won by the end of the test.</param>
/// <param name="OutcomeAt">When it was won or lost, if by the end of the test.</param>
/// <param name="Total">The sum of all points as it stood at the end of the lead's own span.</param>
public readonly record struct BacktestedLead(
    HistoricLead Lead, bool HandedOff, Instant? HandedOffAt, bool Won, Instant? OutcomeAt, double Total);
