using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Webhooks;
using Alignment.Api.Webhooks.Signing;
using Alignment.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Tests.Webhooks;

/// <summary>The real host, killed as the operating system kills.</summary>
public sealed class KilledHostTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Leads = 40;
    private const int EventsPerLead = 25;
    private const int Kills = 3;

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenTheHostIsKilledWhileItSends_ThenEveryEventArrivesInOrder(StorageKind kind)
    {
        var database = await TestStore.NewDatabaseAsync(kind);
        var key = RandomNumberGenerator.GetBytes(32);
        var arrived = new ConcurrentDictionary<string, ConcurrentQueue<int>>();
        var taken = new Allowance();
        await using var receiver = await ReceiveAsync(arrived, taken);
        await PrepareAsync(database, key, receiver.Urls.First());

        int Count() => arrived.Values.Sum(numbers => numbers.Count);
        var dice = new Random(7);
        for (var kills = 0; kills < Kills; kills++)
        {
            using var host = Start(database, key);
            var before = Count();
            taken.UpTo(before + dice.Next(20, 250));
            await Eventually.UntilAsync(() => Count() >= taken.Most || host.HasExited);
            Assert.False(host.HasExited, "The host ended by itself.");
            host.Kill();
            await host.WaitForExitAsync();
            output.WriteLine($"Killed after {Count() - before} messages.");
        }

        Assert.True(Count() < Leads * EventsPerLead, "Everything had been sent before the last kill: the test proves nothing.");
        taken.UpTo(int.MaxValue);
        using var last = Start(database, key);
        await Eventually.UntilAsync(() => arrived.Count == Leads && arrived.Values.All(numbers => numbers.Contains(EventsPerLead - 1)));
        last.Kill();
        await last.WaitForExitAsync();
        foreach (var (lead, numbers) in arrived)
        {
            var previous = -1;
            foreach (var number in numbers)
            {
                Assert.True(number == previous || number == previous + 1, $"Lead {lead}: {number} came after {previous}.");
                previous = number;
            }
        }
    }

    private static async Task<WebApplication> ReceiveAsync(ConcurrentDictionary<string, ConcurrentQueue<int>> arrived, Allowance taken)
    {
        var receiver = WebApplication.CreateSlimBuilder().Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.MapPost("/", async (HttpContext context) =>
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            await taken.TakeAsync(context.RequestAborted);
            arrived.GetOrAdd(body.RootElement.GetProperty("partitionkey").GetString()!, _ => new())
                .Enqueue(body.RootElement.GetProperty("data").GetProperty("number").GetInt32());
        });
        await receiver.StartAsync();
        return receiver;
    }

    private static async Task PrepareAsync(StorageSettings database, byte[] key, string url)
    {
        await using var store = await AlignmentStore.ConnectAsync(database);
        await store.MigrateAsync();
        var settings = new WebhookSettings { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")] };
        var clock = NodaTime.SystemClock.Instance;
        var endpoints = new WebhookEndpoints(store, SecretVault.With(key), settings, clock);
        Assert.True((await endpoints.RegisterAsync(url, ["*"])).Succeeded);
        for (var number = 0; number < EventsPerLead; number++)
        {
            var happened = Enumerable.Range(0, Leads).Select(lead => WebhookFixture.Event($"{lead}", number)).ToList();
            await store.WriteAsync(async (context, cancel) =>
            {
                await Outbox.AddAsync(context, happened, clock.GetCurrentInstant(), cancel);
                await context.SaveChangesAsync(cancel);
            });
        }
    }

    internal static Process Start(StorageSettings database, byte[] key)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        string[] arguments =
        [
            typeof(AlignmentHost).Assembly.Location, "serve", "--no-sample", "--urls", "http://127.0.0.1:0",
            "--storage", database.Kind.ToString(), "--database", database.Database,
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["Alignment__Webhooks__EncryptionKey"] = Convert.ToBase64String(key);
        start.Environment["Alignment__Webhooks__AllowedNetworks__0"] = "127.0.0.0/8";
        start.Environment["Alignment__Webhooks__Timeout"] = "00:00:05"; // on a busy machine; what is not answered twice waits for five minutes
        start.Environment["Alignment__Webhooks__Lease"] = "00:00:06";
        var host = new HostProcess { StartInfo = start };
        host.Start();
        host.OutputDataReceived += (_, _) => { };
        host.ErrorDataReceived += (_, _) => { };
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
        return host;
    }

    /// <summary>How many messages a receiver takes, whoever is slow; the others it leaves waiting until their sender is gone.</summary>
    internal sealed class Allowance
    {
        private int taken;

        public int Most { get; private set; }

        public void UpTo(int most) => Most = most;

        public async Task TakeAsync(CancellationToken gone)
        {
            if (Interlocked.Increment(ref taken) <= Most) return;
            Interlocked.Decrement(ref taken);
            await Task.Delay(Timeout.Infinite, gone);
        }
    }

    /// <summary>Does not outlive its test, however that ends.</summary>
    private sealed class HostProcess : Process
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing && !HasExited) Kill();
            base.Dispose(disposing);
        }
    }
}
