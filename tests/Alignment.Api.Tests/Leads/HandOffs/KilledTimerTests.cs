using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Webhooks;
using Alignment.Api.Webhooks;
using Alignment.Api.Webhooks.Signing;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using static Alignment.Api.Tests.Leads.HandOffs.HandOffFixture;

namespace Alignment.Api.Tests.Leads.HandOffs;

/// <summary>The real host, killed as the operating system kills, while offers lapse and other systems are told.</summary>
public sealed class KilledTimerTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Leads = 240;
    private const int Kills = 3;

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenTheHostIsKilledWhileOffersLapse_ThenEachLapsesOnceAndOthersHearOfIt(StorageKind kind)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var arrived = new ConcurrentDictionary<string, ConcurrentQueue<int>>();
        var taken = new KilledHostTests.Allowance();
        await using var receiver = await ReceiveAsync(arrived, taken);
        var database = await PrepareAsync(kind, key, receiver.Urls.First());

        int Told() => arrived.Count;
        var dice = new Random(7);
        for (var kills = 0; kills < Kills; kills++)
        {
            using var host = KilledHostTests.Start(database, key);
            var before = Told();
            var some = dice.Next(10, 70);
            taken.UpTo(arrived.Values.Sum(versions => versions.Count) + some);
            await Eventually.UntilAsync(() => arrived.Values.Sum(versions => versions.Count) >= taken.Most || host.HasExited);
            Assert.False(host.HasExited, "The host ended by itself.");
            host.Kill();
            await host.WaitForExitAsync();
            output.WriteLine($"Killed after {Told() - before} leads.");
        }

        Assert.True(Told() < Leads, "Everything had lapsed and been told before the last kill: the test proves nothing.");
        taken.UpTo(int.MaxValue);
        using var last = KilledHostTests.Start(database, key);
        await Eventually.UntilAsync(() => arrived.Count == Leads);
        last.Kill();
        await last.WaitForExitAsync();

        Assert.All(arrived.Values, versions => Assert.Equal(versions.Order(), versions));
        await using var store = await AlignmentStore.ConnectAsync(database);
        await using var context = store.CreateDbContext();
        Assert.Equal(Leads, await context.HandOffs.CountAsync(handOff => handOff.State == HandOffState.Lapsed));
        Assert.Equal(Leads, await context.LeadHistory.CountAsync(entry => entry.Kind == LeadHistoryKind.Lapsed));
    }

    private static async Task<WebApplication> ReceiveAsync(ConcurrentDictionary<string, ConcurrentQueue<int>> arrived, KilledHostTests.Allowance taken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.MapPost("/", async (HttpContext context) =>
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            await taken.TakeAsync(context.RequestAborted);
            arrived.GetOrAdd(body.RootElement.GetProperty("partitionkey").GetString()!, _ => new())
                .Enqueue(body.RootElement.GetProperty("data").GetProperty("version").GetInt32());
        });
        await receiver.StartAsync();
        return receiver;
    }

    /// <summary>Offers whose answer was due in 2026-03, long ago by the host's own clock, and an endpoint that wants to hear of lapses.</summary>
    private static async Task<StorageSettings> PrepareAsync(StorageKind kind, byte[] key, string url)
    {
        await using var team = await OpenAsync(kind);
        for (var number = 0; number < Leads; number++)
            Assert.True((await team.Desk.OfferAsync(await team.CaptureAsync(), "ana", null, Mia)).Succeeded);
        var settings = new WebhookSettings { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")] };
        var endpoints = new WebhookEndpoints(team.Store, SecretVault.With(key), settings, NodaTime.SystemClock.Instance);
        Assert.True((await endpoints.RegisterAsync(url, [EventTypes.LeadLapsed])).Succeeded);
        return team.Store.Settings;
    }
}
