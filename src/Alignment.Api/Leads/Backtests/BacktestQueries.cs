using Alignment.Api.Errors;
using Alignment.Api.Leads.Definitions;
using Alignment.Core.Leads.Backtests;
using Alignment.Core.Leads.Suggestions;
using Alignment.GraphQL;
using NodaTime;

namespace Alignment.Api.Leads.Backtests;

[QueryType]
public static partial class BacktestQueries
{
    /// <summary>
    /// What a version would have done with the leads of a period. A history too long for one request is an error: `startBacktest` runs it
    /// as a job.
    /// </summary>
    /// <param name="key">The definition.</param>
    /// <param name="version">The version, signed or not; the one in force if left out.</param>
    /// <param name="from">Only leads created from this instant on; from the beginning if left out.</param>
    /// <param name="to">The end of the test: what happened later does not exist; now if left out.</param>
    /// <param name="withoutTimes">Whether the history says nothing of when: each lead is then assessed once, as of the end. False if left out.</param>
    [Cost(100)]
    public static async Task<BacktestReport> GetBacktestAsync(
        string key, int? version, Instant? from, Instant? to, bool? withoutTimes, DefinitionDataLoader definitions, StoreBacktests backtests, CancellationToken cancellationToken)
    {
        var wanted = await definitions.OrThrowAsync(key, version, cancellationToken);
        (await backtests.FitsOneRequestAsync("startBacktest", cancellationToken)).OrThrow();
        return (await backtests.BacktestAsync(wanted.Definition, new(from, to, withoutTimes is not true), null, cancellationToken)).OrThrow();
    }

    /// <summary>Two versions side by side over the same leads: who is gained, who is lost, and what that does to wasted and missed.</summary>
    /// <param name="key">The definition compared.</param>
    /// <param name="version">The version, signed or not; the one in force if left out.</param>
    /// <param name="from">Only leads created from this instant on; from the beginning if left out.</param>
    /// <param name="to">The end of the test: what happened later does not exist; now if left out.</param>
    /// <param name="withoutTimes">Whether the history says nothing of when: each lead is then assessed once, as of the end. False if left out.</param>
    /// <param name="withKey">The definition it is compared with; the same one if left out.</param>
    /// <param name="withVersion">The version it is compared with; the one in force if left out.</param>
    [Cost(100)]
    public static async Task<BacktestComparison> CompareLeadDefinitionsAsync(
        string key, int? version, string? withKey, int? withVersion, Instant? from, Instant? to, bool? withoutTimes,
        DefinitionDataLoader definitions, StoreBacktests backtests, CancellationToken cancellationToken)
    {
        var before = await definitions.OrThrowAsync(key, version, cancellationToken);
        var after = await definitions.OrThrowAsync(withKey ?? key, withVersion, cancellationToken);
        (await backtests.FitsOneRequestAsync("startComparison", cancellationToken)).OrThrow();
        return (await backtests.CompareAsync(before.Definition, after.Definition, new(from, to, withoutTimes is not true), null, cancellationToken)).OrThrow();
    }

    /// <summary>
    /// A definition proposed from history, for people to read, change and sign. A history too long for one request is an error:
    /// `startSuggestion` learns as a job.
    /// </summary>
    /// <param name="maxCriteria">How many criteria at most, from 1 to 50; 10 if left out.</param>
    /// <param name="attributes">The only columns to learn from: names of attributes, `persona`, or `engagement: TYPE`; all if left out.</param>
    /// <param name="leaveOut">Columns to leave out.</param>
    /// <param name="keepSuspects">Columns to use even where they look as if they were written after the outcome.</param>
    [Cost(100)]
    public static async Task<LeadDefinitionSuggestion> SuggestLeadDefinitionAsync(
        int? maxCriteria, IReadOnlyList<string>? attributes, IReadOnlyList<string>? leaveOut, IReadOnlyList<string>? keepSuspects,
        StoreBacktests backtests, CancellationToken cancellationToken)
    {
        (await backtests.FitsOneRequestAsync("startSuggestion", cancellationToken)).OrThrow();
        return (await backtests.SuggestAsync(Options(maxCriteria, attributes, leaveOut, keepSuspects), null, cancellationToken)).OrThrow();
    }

    internal static SuggestionOptions Options(
        int? maxCriteria, IReadOnlyList<string>? attributes, IReadOnlyList<string>? leaveOut, IReadOnlyList<string>? keepSuspects)
    {
        var usual = new SuggestionOptions();
        return usual with
        {
            MaxCriteria = maxCriteria ?? usual.MaxCriteria,
            Only = attributes,
            LeaveOut = leaveOut ?? usual.LeaveOut,
            KeepSuspects = keepSuspects ?? usual.KeepSuspects,
        };
    }
}
