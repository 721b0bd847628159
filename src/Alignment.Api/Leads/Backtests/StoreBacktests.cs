using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Data.Values;
using Alignment.Api.Jobs;
using Alignment.Api.Leads.Standings;
using Alignment.Core;
using Alignment.Core.Leads.Backtests;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.Suggestions;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Backtests;

/// <summary>
/// Backtests, comparisons, suggestions and the impact of drafts over the store's own history: at once where it is short, as a job with progress where
/// it is long.
/// </summary>
/// <param name="store">The leads.</param>
/// <param name="board">Where jobs are asked for.</param>
/// <param name="clock">The present, which is where a test ends that does not say otherwise.</param>
public sealed class StoreBacktests(AlignmentStore store, JobBoard board, IClock clock)
{
    /// <summary>Up to how many leads a request waits for its answer.</summary>
    public const int MostInOneRequest = 50_000;

    /// <summary>Whether the history is too long for one request.</summary>
    public async Task<bool> IsLongAsync(CancellationToken cancel = default)
    {
        await using var reading = store.CreateDbContext();
        return await reading.Leads.OrderBy(lead => lead.Id).Skip(MostInOneRequest).AnyAsync(cancel);
    }

    /// <summary>Refuses where the history is too long for one request.</summary>
    /// <param name="instead">The mutation that does the same as a job.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    internal async Task<Result<bool>> FitsOneRequestAsync(string instead, CancellationToken cancellationToken) => await IsLongAsync(cancellationToken)
        ? new Refusal(RefusalCode.Validation, $"There are more than {MostInOneRequest:N0} leads, too many for one request: ask with {instead}, and follow it with job(id).")
        : true;

    /// <summary>Runs a definition against the leads created in a period.</summary>
    /// <param name="definition">The definition, in force or not.</param>
    /// <param name="span">Which leads, and up to when.</param>
    /// <param name="progress">Told how many leads have been read.</param>
    /// <param name="cancel">Stops the run.</param>
    /// <returns>The figures, or why there are none: the period ends before it begins.</returns>
    public async Task<Result<BacktestReport>> BacktestAsync(
        LeadDefinition definition, BacktestSpan span, Action<long>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (!PeriodOf(span).TryGetValue(out var period, out var refusals)) return Result.Refused<BacktestReport>(refusals);
        var assessor = definition.Compile((await AgreementAsync(cancel)).Journeys);
        return await Task.Run(() => Backtester.Run(assessor, period, StoreHistory.Read(store, FactsNeeded.By(definition), progress, cancel)), cancel);
    }

    /// <summary>Runs two definitions side by side.</summary>
    /// <inheritdoc cref="BacktestAsync"/>
    public async Task<Result<BacktestComparison>> CompareAsync(
        LeadDefinition before, LeadDefinition after, BacktestSpan span, Action<long>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (!PeriodOf(span).TryGetValue(out var period, out var refusals)) return Result.Refused<BacktestComparison>(refusals);
        var journeys = (await AgreementAsync(cancel)).Journeys;
        return await Task.Run(
            () => Backtester.Compare(before.Compile(journeys), after.Compile(journeys), period, StoreHistory.Read(store, FactsNeeded.By(before, after), progress, cancel)), cancel);
    }

    /// <summary>Proposes a definition.</summary>
    /// <param name="options">What it may use.</param>
    /// <param name="progress">Told the share of the learning that is done, from 0 to 1.</param>
    /// <param name="cancel">Stops the work.</param>
    public Task<Result<LeadDefinitionSuggestion>> SuggestAsync(SuggestionOptions options, IProgress<double>? progress = null, CancellationToken cancel = default) =>
        Task.Run(() => DefinitionSuggester.Suggest(StoreHistory.Read(store, FactsNeeded.All, null, cancel), options, progress, cancel), cancel);

    /// <summary>Counts what a definition would change for the leads of today.</summary>
    public Task<DraftImpact> ImpactAsync(LeadDefinition draft, CancellationToken cancel = default) =>
        DraftImpact.OfAsync(store, draft, clock.GetCurrentInstant(), null, cancel);

    /// <summary>Asks for a backtest as a job; its result is the JSON of a <see cref="BacktestReport"/>.</summary>
    /// <returns>The job, or why it would come to nothing: the period ends before it begins.</returns>
    public Task<Result<Job>> AskBacktestAsync(LeadDefinition definition, BacktestSpan span, CancellationToken cancel = default) =>
        store.WriteAsync((context, token) => AskBacktestAsync(context, definition, span, token), cancel);

    /// <summary>Asks for a suggestion as a job; its result is JSON as <c>alignment suggest --json</c> prints it.</summary>
    public Task<Job> AskSuggestionAsync(SuggestionOptions options, CancellationToken cancel = default) =>
        store.WriteAsync((context, token) => AskSuggestionAsync(context, options, token), cancel);

    /// <summary>Asks for the impact of a draft as a job; its result is the JSON of a <see cref="DraftImpact"/>.</summary>
    public Task<Job> AskImpactAsync(LeadDefinition draft, CancellationToken cancel = default) =>
        store.WriteAsync((context, token) => AskImpactAsync(context, draft, token), cancel);

    /// <summary>Asks for a backtest within a unit of work.</summary>
    internal async Task<Result<Job>> AskBacktestAsync(
        AlignmentContext context, LeadDefinition definition, BacktestSpan span, CancellationToken cancel)
    {
        if (!PeriodOf(span).TryGetValue(out var period, out var refusals)) return Result.Refused<Job>(refusals);
        return await AskAsync(context, JobKind.Backtest, new BacktestAsked(definition.ToJson(), span with { To = period.End }), cancel);
    }

    /// <summary>Asks for a comparison within a unit of work; its result is the JSON of a <see cref="BacktestComparison"/>.</summary>
    internal async Task<Result<Job>> AskComparisonAsync(
        AlignmentContext context, LeadDefinition before, LeadDefinition after, BacktestSpan span, CancellationToken cancel)
    {
        if (!PeriodOf(span).TryGetValue(out var period, out var refusals)) return Result.Refused<Job>(refusals);
        return await AskAsync(context, JobKind.Comparison, new ComparisonAsked(before.ToJson(), after.ToJson(), span with { To = period.End }), cancel);
    }

    /// <summary>Asks for a suggestion within a unit of work.</summary>
    internal Task<Job> AskSuggestionAsync(AlignmentContext context, SuggestionOptions options, CancellationToken cancel) =>
        AskAsync(context, JobKind.Suggestion, options, cancel);

    /// <summary>Asks for the impact of a draft within a unit of work.</summary>
    internal Task<Job> AskImpactAsync(AlignmentContext context, LeadDefinition draft, CancellationToken cancel) =>
        AskAsync(context, JobKind.DraftImpact, new ImpactAsked(draft.ToJson(), clock.GetCurrentInstant()), cancel);

    /// <summary>What came out of a backtest that was done as a job; null while it is not done.</summary>
    public static BacktestReport? ReportOf(Job job) => ResultOf<BacktestReport>(job);

    /// <summary>What came out of a comparison that was done as a job; null while it is not done.</summary>
    public static BacktestComparison? ComparisonOf(Job job) => ResultOf<BacktestComparison>(job);

    /// <summary>What came out of a suggestion that was learnt as a job; null while it is not done.</summary>
    public static LeadDefinitionSuggestion? SuggestionOf(Job job) => job?.Result is { } result ? BacktestJson.ReadSuggestion(result) : null;

    /// <summary>What came out of an impact that was counted as a job; null while it is not done.</summary>
    public static DraftImpact? ImpactOf(Job job) => ResultOf<DraftImpact>(job);

    private static T? ResultOf<T>(Job job) => job?.Result is { } result ? JsonSerializer.Deserialize<T>(result, StoredJson.Options) : default;

    private Task<Job> AskAsync<T>(AlignmentContext context, JobKind kind, T asked, CancellationToken cancel)
    {
        var input = JsonSerializer.Serialize(asked, StoredJson.Options);
        var subject = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(input)));
        return board.AskWithinAsync(context, kind, subject, input, cancel);
    }

    private async Task<AgreementInForce> AgreementAsync(CancellationToken cancel)
    {
        await using var reading = store.CreateDbContext();
        return await AgreementInForce.ReadAsync(reading, cancel);
    }

    private Result<BacktestPeriod> PeriodOf(BacktestSpan span)
    {
        var end = span.To ?? clock.GetCurrentInstant();
        if (!span.WithTimes)
            return span.From is null ? BacktestPeriod.WithoutTimes(end) : new Refusal(RefusalCode.Validation, "A history without times has no beginning: leave out from, or withoutTimes.", "from");
        if (span.From is not { } start) return BacktestPeriod.Until(end);
        return start < end ? BacktestPeriod.Between(start, end) : new Refusal(RefusalCode.Validation, "The period ends before it begins.", "to");
    }

    internal sealed record BacktestAsked(string Definition, BacktestSpan Span);

    internal sealed record ComparisonAsked(string Before, string After, BacktestSpan Span);

    internal sealed record ImpactAsked(string Definition, Instant To);
}
