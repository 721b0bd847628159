using NodaTime;

namespace Alignment.Api.Leads.Backtests;

/// <summary>Which of the store's leads a backtest looks at, as it is asked for.</summary>
/// <param name="From">The first instant of creation, inclusive; the beginning if left out.</param>
/// <param name="To">The end of the test; now if left out.</param>
/// <param name="WithTimes">
/// Whether instants are to be trusted. Where the history was brought in without them, each lead is assessed once, as of the end.
/// </param>
public sealed record BacktestSpan(Instant? From = null, Instant? To = null, bool WithTimes = true);
