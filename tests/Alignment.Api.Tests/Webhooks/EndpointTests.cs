using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Webhooks;
using Alignment.Api.Webhooks.Delivery;
using Alignment.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Alignment.Api.Tests.Webhooks;

public sealed class EndpointTests
{
    [Fact]
    public async Task WhenEverythingIsWrong_ThenEveryFaultIsListed()
    {
        await using var world = await WebhookFixture.OpenAsync(StorageKind.Memory);
        var refused = await world.Endpoints.RegisterAsync("http://user:word@crm.example/#top", ["alignment.lead.*", "alignment.leed.*"], new string('x', 501));
        Assert.Equal(["url", "url", "url", "eventTypes.1", "description"], refused.Refusals.Select(refusal => string.Join('.', refusal.Path)));
        Assert.All(refused.Refusals, refusal => Assert.Equal(RefusalCode.Validation, refusal.Code));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("crm.example")]
    [InlineData("ftp://crm.example")]
    [InlineData("file:///etc/passwd")]
    public async Task WhenAUrlIsNotHttps_ThenItIsRefused(string? url)
    {
        await using var world = await WebhookFixture.OpenAsync(StorageKind.Memory);
        Assert.False((await world.Endpoints.RegisterAsync(url, ["*"])).Succeeded);
    }

    [Theory, EveryStorage]
    public async Task WhenSomebodyChangedItMeanwhile_ThenTheSecondIsToldSo(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        var id = await world.RegisterAsync();
        Assert.Equal(2, (await world.Endpoints.ChangeAsync(id, "https://crm.example/new", [EventTypes.LeadWon], " CRM ", new(1))).Value.Version);
        Assert.Equal(RefusalCode.Conflict, (await world.Endpoints.DisableAsync(id, null, new(1))).Refusals.Single().Code);
        var endpoint = await world.EndpointAsync(id);
        Assert.Equal(("https://crm.example/new", "CRM", true), (endpoint.Url, endpoint.Description, endpoint.Enabled));
        Assert.Equal([EventTypes.LeadWon], endpoint.EventTypes);
    }

    [Theory, EveryStorage]
    public async Task WhenItChangesWhileSomethingIsSent_ThenWhoeverSendsMustLookAgain(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        var id = await world.RegisterAsync();
        await world.HappenAsync("sent", 1);
        await world.HappenAsync("waits", 1);
        var later = (world.Clock.GetCurrentInstant() + Duration.FromHours(1)).ToMicroseconds();
        await world.Store.WriteAsync(async (context, cancel) =>
        {
            foreach (var line in await context.Set<DeliveryLine>().ToListAsync(cancel))
            {
                if (line.OrderingKey == "sent") line.Hold("somebody", later);
                else line.Release(later);
            }

            await context.SaveChangesAsync(cancel);
        });

        Assert.True((await world.Endpoints.DisableAsync(id, null)).Succeeded);

        await using var reading = world.Store.CreateDbContext();
        var lines = await reading.Set<DeliveryLine>().ToDictionaryAsync(line => line.OrderingKey);
        Assert.Equal((later, 1L), (lines["sent"].DueAt, lines["sent"].Touched));
        Assert.True(lines["waits"].DueAt < later);
    }

    [Theory, EveryStorage]
    public async Task WhenItIsNotThere_ThenEveryVerbSaysSo(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        var id = WebhookEndpointId.New(world.Clock.GetCurrentInstant());
        Assert.Equal(RefusalCode.NotFound, (await world.Endpoints.RotateSecretAsync(id)).Refusals.Single().Code);
        Assert.Equal(RefusalCode.NotFound, (await world.Endpoints.DeleteAsync(id)).Refusals.Single().Code);
        Assert.Equal(RefusalCode.NotFound, (await world.Endpoints.TestAsync(id)).Refusals.Single().Code);
        Assert.Equal(RefusalCode.NotFound, (await world.DeadLetters.ReplayAllAsync(id)).Refusals.Single().Code);
        Assert.Equal(RefusalCode.NotFound, (await world.DeadLetters.ReplayAsync(id, 1)).Refusals.Single().Code);
    }

    [Theory, EveryStorage]
    public async Task WhenSecretsAreRotatedFourTimesAtOnce_ThenTheNextWaitsUnlessTheOldOnesEndAtOnce(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        var id = await world.RegisterAsync();
        for (var more = 1; more < WebhookEndpoint.MostSecrets; more++) Assert.True((await world.Endpoints.RotateSecretAsync(id)).Succeeded);
        Assert.Equal(RefusalCode.WrongState, (await world.Endpoints.RotateSecretAsync(id)).Refusals.Single().Code);
        Assert.True((await world.Endpoints.RotateSecretAsync(id, Duration.Zero)).Succeeded);
        Assert.Single((await world.EndpointAsync(id)).SigningAt(world.Clock.GetCurrentInstant()));
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenTheDatabaseIsRead_ThenNoSecretIsInIt(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        var registered = await world.Endpoints.RegisterAsync("https://crm.example", ["*"]);
        await using var context = world.Store.CreateDbContext();
        var stored = await context.Database.SqlQueryRaw<string>("SELECT CAST(secrets AS text) AS \"Value\" FROM webhook_endpoints").SingleAsync();
        Assert.Contains("sealed", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(registered.Value.Secret!["whsec_".Length..], stored, StringComparison.Ordinal);
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenDeliveriesAreOld_ThenTheyAndTheirEventsGoButNothingThatWaits(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        await world.RegisterAsync();
        world.Receiver.AnswerWith(message => message.Lead == "dead" ? System.Net.HttpStatusCode.NotFound : System.Net.HttpStatusCode.OK);
        var dispatcher = await world.StartAsync();
        await world.HappenAsync("delivered", 1);
        await world.HappenAsync("dead", 1);
        await world.DrainedAsync();
        await dispatcher.StopAsync(default);
        await world.HappenAsync("waiting", 1);
        var retention = new WebhookRetention(world.Store, world.Settings, world.Clock, NullLogger<WebhookRetention>.Instance);
        var now = world.Clock.GetCurrentInstant();
        Assert.Equal(0, await retention.PruneAsync(now, default));
        Assert.Equal(1, await retention.PruneAsync(now + Duration.FromDays(8), default));
        Assert.Equal(["dead", "waiting"], (await world.DeliveriesAsync()).Select(delivery => delivery.OrderingKey));
        Assert.Equal(1, await retention.PruneAsync(now + Duration.FromDays(31), default));
        Assert.Equal("waiting", Assert.Single(await world.DeliveriesAsync()).OrderingKey);
        await using var context = world.Store.CreateDbContext();
        Assert.Equal("waiting", (await context.Set<OutboxEvent>().SingleAsync()).OrderingKey);
    }

    [Fact]
    public void WhenSettingsAreWrong_ThenEveryFaultIsListed()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Alignment:Webhooks:AllowedNetworks:0"] = "10.0.0.0/33",
            ["Alignment:Webhooks:Timeout"] = "00:05:00",
            ["Alignment:Webhooks:EncryptionKey"] = "short",
            ["Alignment:Webhooks:Concurrency"] = "0",
        }).Build();
        Assert.Equal(5, Assert.Throws<WrongInputException>(() => WebhookSettings.Read(configuration)).Faults.Count);
        Assert.Equal(new WebhookSettings().Timeout, WebhookSettings.Read(new ConfigurationBuilder().Build()).Timeout);
    }

    [Fact]
    public async Task WhenAServersDatabaseHasNoKey_ThenNothingIsRegisteredAndItSaysWhatToSet()
    {
        await using var world = await WebhookFixture.OpenAsync(StorageKind.Memory);
        var endpoints = new WebhookEndpoints(world.Store, Alignment.Api.Webhooks.Signing.SecretVault.With(), world.Settings, world.Clock);
        Assert.Contains("EncryptionKey", (await endpoints.RegisterAsync("https://crm.example", ["*"])).Refusals.Single().Message, StringComparison.Ordinal);
    }
}
