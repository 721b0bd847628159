using System.Text.Json;
using Alignment.Api.Leads.Backtests;
using Alignment.Api.Leads.Standings;
using Alignment.Core.Leads.Backtests;
using Alignment.Core.Leads.Suggestions;
using Alignment.GraphQL;
using Alignment.GraphQL.Types;

namespace Alignment.Api.Jobs;

/// <summary>Work too long for one request. It goes on whoever stops listening; an answer is kept for seven days.</summary>
[ObjectType<Job>]
public static partial class JobNode
{
    internal static void Configure(IObjectTypeDescriptor<Job> descriptor)
    {
        descriptor.BindFieldsExplicitly();
        descriptor.Field(job => job.Id);
        descriptor.Field(job => job.Kind);
        descriptor.Field(job => job.State).Description("How far it has come.");
        descriptor.Field(job => job.Error).Description("Why it was given up; null if it was not.");
        descriptor.Field(job => job.AskedAt).Description("When it was asked for.");
        descriptor.Field(job => job.StartedAt).Description("When a host first took it on; null before.");
        descriptor.Field(job => job.FinishedAt).Description("When it ended; null before.");
    }

    [NodeResolver]
    public static Task<Job?> GetJobAsync(JobId id, JobBoard board, CancellationToken cancellationToken) => board.FindAsync(id, cancellationToken);

    /// <summary>How many leads are done, as of the last time its host said so.</summary>
    public static int GetDone([Parent] Job job) => Leads(job.Done);

    /// <summary>How many leads there are, as counted when it began; null before, and more may have come since.</summary>
    public static int? GetTotal([Parent] Job job) => job.Total is { } total ? Leads(total) : null;

    /// <summary>What came out, in the fields of what was asked for; null until it is done, and for a re-assessment.</summary>
    public static JsonElement? GetResult([Parent] Job job) => job.Result is { } result ? JsonDocument.Parse(result).RootElement : null;

    /// <summary>What came out of a backtest; null until it is done, and for other kinds.</summary>
    public static BacktestReport? GetBacktest([Parent] Job job) => job.Kind == JobKind.Backtest ? StoreBacktests.ReportOf(job) : null;

    /// <summary>What came out of a comparison; null until it is done, and for other kinds.</summary>
    public static BacktestComparison? GetComparison([Parent] Job job) => job.Kind == JobKind.Comparison ? StoreBacktests.ComparisonOf(job) : null;

    /// <summary>What came out of a suggestion; null until it is done, and for other kinds.</summary>
    public static LeadDefinitionSuggestion? GetSuggestion([Parent] Job job) => job.Kind == JobKind.Suggestion ? StoreBacktests.SuggestionOf(job) : null;

    /// <summary>What came out of counting the impact of a draft; null until it is done, and for other kinds.</summary>
    public static DraftImpact? GetImpact([Parent] Job job) => job.Kind == JobKind.DraftImpact ? StoreBacktests.ImpactOf(job) : null;

    private static int Leads(long number) => (int)Math.Min(number, int.MaxValue);
}

[QueryType]
public static partial class JobQueries
{
    /// <summary>How far a job has come.</summary>
    /// <param name="id">The job, as the mutation that started it named it.</param>
    public static Task<Job?> GetJobAsync([ID<Job>] JobId id, JobBoard board, CancellationToken cancellationToken) =>
        board.FindAsync(id, cancellationToken);
}
