using Alignment.Api.Jobs;
using Alignment.Api.Leads.Backtests;

namespace Alignment.Api.Leads.Standings;

internal static class StandingsServices
{
    /// <summary>Keeps how leads stand up to date in the background, and does the jobs of the store.</summary>
    public static void AddStandings(this IServiceCollection services)
    {
        services.AddSingleton<ReviewSignal>();
        services.AddSingleton<JobBoard>();
        services.AddSingleton<StoreBacktests>();
        services.AddSingleton<IJobRunner, Reassessment>();
        services.AddSingleton<IJobRunner, BacktestJob>();
        services.AddSingleton<IJobRunner, ComparisonJob>();
        services.AddSingleton<IJobRunner, SuggestionJob>();
        services.AddSingleton<IJobRunner, DraftImpactJob>();
        services.AddHostedService<StandingsReviewer>();
        services.AddHostedService<JobWorker>();
    }
}
