using NodaTime;

namespace Alignment.Core.Leads.Backtests;

/// <summary>A lead of the past, with what became of it.</summary>
/// <param name="Facts">The lead; attributes and persona as they are now, since they carry no times.</param>
/// <param name="Outcome">What became of it; null if nothing is known.</param>
/// <param name="Source">Where it came from, for the figures by source.</param>
public sealed record HistoricLead(LeadFacts Facts, HistoricOutcome? Outcome = null, string? Source = null);

/// <summary>What became of a lead.</summary>
/// <param name="Won">Whether it was won; otherwise it was lost.</param>
/// <param name="At">When; null where the history does not say.</param>
public readonly record struct HistoricOutcome(bool Won, Instant? At = null);
