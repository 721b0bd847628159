using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Data.Values;
using Alignment.Api.Jobs;
using Alignment.Api.Leads.Standings;
using Alignment.Core;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.Suggestions;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Backtests;

/// <summary>Runs a definition against the store's history.</summary>
internal sealed class BacktestJob(AlignmentStore store, StoreBacktests backtests) : IJobRunner
{
    public JobKind Kind => JobKind.Backtest;

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancel)
    {
        var asked = JobInput.Read<StoreBacktests.BacktestAsked>(run.Job);
        var total = await JobInput.LeadsAsync(store, cancel);
        var report = await backtests.BacktestAsync(LeadDefinition.Parse(asked.Definition).Value, asked.Span, read => run.Report(read, total), cancel);
        return JsonSerializer.Serialize(JobInput.OrRefuse(report), StoredJson.Options);
    }
}

/// <summary>Runs two definitions against the store's history, side by side.</summary>
internal sealed class ComparisonJob(AlignmentStore store, StoreBacktests backtests) : IJobRunner
{
    public JobKind Kind => JobKind.Comparison;

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancel)
    {
        var asked = JobInput.Read<StoreBacktests.ComparisonAsked>(run.Job);
        var total = await JobInput.LeadsAsync(store, cancel);
        var comparison = await backtests.CompareAsync(
            LeadDefinition.Parse(asked.Before).Value, LeadDefinition.Parse(asked.After).Value, asked.Span, read => run.Report(read, total), cancel);
        return JsonSerializer.Serialize(JobInput.OrRefuse(comparison), StoredJson.Options);
    }
}

/// <summary>Proposes a definition from the store's history.</summary>
internal sealed class SuggestionJob(AlignmentStore store, StoreBacktests backtests) : IJobRunner
{
    public JobKind Kind => JobKind.Suggestion;

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancel)
    {
        var total = await JobInput.LeadsAsync(store, cancel);
        var suggestion = await backtests.SuggestAsync(JobInput.Read<SuggestionOptions>(run.Job), new Share(share => run.Report((long)(share * total), total)), cancel);
        return BacktestJson.Write(JobInput.OrRefuse(suggestion), whole: true);
    }

    private sealed class Share(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}

/// <summary>Counts what a draft would change for the leads of today.</summary>
internal sealed class DraftImpactJob(AlignmentStore store, IClock clock) : IJobRunner
{
    public JobKind Kind => JobKind.DraftImpact;

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancel)
    {
        var draft = LeadDefinition.Parse(JobInput.Read<StoreBacktests.ImpactAsked>(run.Job).Definition).Value;
        var total = await JobInput.LeadsAsync(store, cancel);
        return JsonSerializer.Serialize(await DraftImpact.OfAsync(store, draft, clock.GetCurrentInstant(), seen => run.Report(seen, total), cancel), StoredJson.Options);
    }
}

/// <summary>What the jobs over history have in common.</summary>
internal static class JobInput
{
    public static T Read<T>(Job job) => JsonSerializer.Deserialize<T>(job.Input, StoredJson.Options)!;

    public static async Task<long> LeadsAsync(AlignmentStore store, CancellationToken cancel)
    {
        await using var reading = store.CreateDbContext();
        return await reading.Leads.LongCountAsync(cancel);
    }

    /// <summary>A refusal ends the job for good: trying again would not help.</summary>
    public static T OrRefuse<T>(Result<T> result) =>
        result.TryGetValue(out var value, out var refusals) ? value : throw new WrongInputException([.. refusals.Select(refusal => refusal.Message)]);
}
