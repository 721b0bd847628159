using System.Globalization;
using Alignment.Api;
using Alignment.Api.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Alignment.Benchmarks.GraphQL;

/// <summary>What a request allocates: the host and the API written by hand, one after the other in this process, which does nothing else meanwhile.</summary>
internal static class Allocation
{
    private const double Seconds = 3;

    public static async Task PrintAsync(string connectionString, List<Workload> workloads)
    {
        await using var store = await AlignmentStore.ConnectAsync(new StorageSettings(StorageKind.Postgres, connectionString));
        await MeasureAsync("Alignment.Api", AlignmentHost.Build(store, builder => builder.WebHost.UseUrls("http://127.0.0.1:5305")), server => server is AlignmentServer, workloads);
        await MeasureAsync("minimal API", MinimalApi.Build("http://127.0.0.1:5306", connectionString), server => server is MinimalServer, workloads);
    }

    private static async Task MeasureAsync(string name, WebApplication app, Func<Server, bool> isIt, List<Workload> workloads)
    {
        await using (app)
        {
            await app.StartAsync();
            foreach (var workload in workloads)
            {
                var requests = workload.Requests.Single(one => isIt(one.Key)).Value;
                Load.Drive(app.Urls.Single(), requests, 8, Seconds);
                var before = GC.GetTotalAllocatedBytes(precise: true);
                var answered = Load.Drive(app.Urls.Single(), requests, 8, Seconds)[0];
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workload.Name}: {name} allocates {(GC.GetTotalAllocatedBytes(precise: true) - before) / answered:N0} bytes a request"));
            }
        }
    }
}
