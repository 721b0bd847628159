using System.Net;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Webhooks;
using Alignment.Core;
using Alignment.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Tests.Webhooks;

public sealed class DeliveryTests
{
    [Theory, EveryStorage]
    public async Task WhenAChangeIsCommitted_ThenEveryEndpointThatListensHearsOfIt(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        await world.RegisterAsync("crm", "alignment.lead.*");
        await world.RegisterAsync("wins", EventTypes.LeadWon);
        await world.StartAsync();
        await world.HappenAsync("a", 1, 2, 3);
        await world.DrainedAsync();
        Assert.Equal([1, 2, 3], world.Receiver.NumbersOf("a", "crm.example"));
        Assert.Empty(world.Receiver.NumbersOf("a", "wins.example"));
        Assert.All(await world.DeliveriesAsync(), delivery => Assert.Equal((WebhookDeliveryState.Delivered, 204, 1), (delivery.State, delivery.LastStatus, delivery.Attempts)));
        Assert.Empty(world.Receiver.Faults);
    }

    [Theory, EveryStorage]
    public async Task WhenMuchHappensAtOnce_ThenItIsInTheOutboxInItsOrderAndNoPositionIsUsedTwice(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        await world.RegisterAsync();
        var off = await world.RegisterAsync("off");
        Assert.True((await world.Endpoints.DisableAsync(off, null)).Succeeded);
        var numbers = Enumerable.Range(1, 150).ToArray();
        await world.HappenAsync("a", numbers);
        var written = await world.DeliveriesAsync();
        Assert.Equal(numbers.SelectMany(number => new[] { $$"""{"number":{{number}}}""", $$"""{"number":{{number}}}""" }), written.Select(delivery => delivery.Event.Data));
        Assert.All(written, delivery => Assert.Equal(delivery.EndpointId == off ? WebhookDeliveryState.Dead : WebhookDeliveryState.Waiting, delivery.State));
        await world.StartAsync();
        await world.DrainedAsync();
        Assert.Equal(numbers, world.Receiver.NumbersOf("a", "crm.example"));
        Assert.Empty(world.Receiver.NumbersOf("a", "off.example"));

        await world.Store.WriteAsync(async (context, cancel) =>
        {
            context.RemoveRange(await context.Set<WebhookDelivery>().ToListAsync(cancel));
            context.RemoveRange(await context.Set<OutboxEvent>().ToListAsync(cancel));
        });
        await world.HappenAsync("b", 151);
        Assert.True((await world.DeliveriesAsync())[0].Position > written[^1].Position);
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAChangeIsRolledBack_ThenNobodyHearsOfIt(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        await world.RegisterAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => world.Store.WriteAsync(async (context, cancel) =>
        {
            await Outbox.AddAsync(context, [WebhookFixture.Event("a", 1)], world.Clock.GetCurrentInstant(), cancel);
            await context.SaveChangesAsync(cancel);
            throw new TimeoutException();
        }));
        Assert.Empty(await world.DeliveriesAsync());
        Assert.Equal(0, await world.LinesAsync());
    }

    [Theory, EveryStorage]
    public async Task WhenNobodyListens_ThenNothingIsWritten(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        await world.RegisterAsync("wins", EventTypes.LeadWon);
        await world.HappenAsync("a", 1);
        Assert.Empty(await world.DeliveriesAsync());
    }

    [Theory, EveryStorage]
    public async Task WhenOneLeadFails_ThenOnlyItsOwnLaterEventsWait(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind, WebhookFixture.Quick with { Retries = new(Duration.FromMilliseconds(20), Duration.FromHours(1)) });
        await world.RegisterAsync();
        world.Receiver.AnswerWith(message => message.Lead == "bad" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK);
        await world.StartAsync();
        await world.HappenAsync("bad", 1, 2);
        await world.HappenAsync("good", 1, 2);
        await Eventually.UntilAsync(async () => world.Receiver.NumbersOf("bad").Count == 2 && await world.LinesAsync() == 1);
        Assert.Equal([1, 1], world.Receiver.NumbersOf("bad"));
        Assert.Equal([1, 2], world.Receiver.NumbersOf("good"));

        world.Receiver.AnswerWith(_ => HttpStatusCode.OK);
        world.Clock.Skip(Duration.FromHours(2));
        world.Store.Signals.Raise(StoreTopics.Outbox);
        await world.DrainedAsync();
        Assert.Equal([1, 1, 1, 2], world.Receiver.NumbersOf("bad"));
    }

    [Theory, EveryStorage]
    public async Task WhenAttemptsAreUsedUp_ThenTheEventIsADeadLetterAndTheNextOneGoes(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        var endpoint = await world.RegisterAsync();
        world.Receiver.AnswerWith(message => message.Number == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);
        await world.StartAsync();
        await world.HappenAsync("a", 1, 2);
        await world.DrainedAsync();
        Assert.Equal([1, 1, 1, 2], world.Receiver.NumbersOf("a"));
        var dead = Assert.Single(await world.DeliveriesAsync(WebhookDeliveryState.Dead));
        Assert.Equal((3, 503), (dead.Attempts, dead.LastStatus));
        Assert.Contains("after 3 attempts", dead.LastError, StringComparison.Ordinal);

        world.Receiver.AnswerWith(_ => HttpStatusCode.OK);
        var id = world.Receiver.All[0].Id;
        Assert.True((await world.DeadLetters.ReplayAsync(endpoint, dead.Position)).Succeeded);
        await world.DrainedAsync();
        Assert.Equal(id, world.Receiver.All[^1].Id);
        Assert.Empty(await world.DeliveriesAsync(WebhookDeliveryState.Dead));
    }

    [Theory, EveryStorage]
    public async Task WhenAllDeadLettersAreReplayed_ThenTheyArriveInTheOrderInWhichTheyHappened(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        var endpoint = await world.RegisterAsync();
        world.Receiver.AnswerWith(_ => HttpStatusCode.BadGateway);
        await world.StartAsync();
        await world.HappenAsync("a", 1, 2, 3);
        await world.HappenAsync("b", 1);
        await world.DrainedAsync();
        var before = world.Receiver.All.Count;

        world.Receiver.AnswerWith(_ => HttpStatusCode.OK);
        Assert.Equal(4, (await world.DeadLetters.ReplayAllAsync(endpoint)).Value);
        await world.DrainedAsync();
        Assert.Equal([1, 2, 3], world.Receiver.All.Skip(before).Where(message => message.Lead == "a").Select(message => message.Number));
        Assert.Equal(0, (await world.DeadLetters.ReplayAllAsync(endpoint)).Value);
    }

    [Theory, EveryStorage]
    public async Task WhenItAnswers410_ThenTheEndpointIsDisabledAndWhatWaitsIsKept(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        var endpoint = await world.RegisterAsync();
        world.Receiver.AnswerWith(_ => HttpStatusCode.Gone);
        await world.StartAsync();
        await world.HappenAsync("a", 1, 2);
        await world.DrainedAsync();
        Assert.Contains("410", (await world.EndpointAsync(endpoint)).DisabledBecause, StringComparison.Ordinal);
        await world.HappenAsync("a", 3);
        Assert.Equal([1], world.Receiver.NumbersOf("a"));
        Assert.Equal(3, (await world.DeliveriesAsync(WebhookDeliveryState.Dead)).Count);
        Assert.Equal(RefusalCode.WrongState, (await world.DeadLetters.ReplayAllAsync(endpoint)).Refusals.Single().Code);

        world.Receiver.AnswerWith(_ => HttpStatusCode.OK);
        Assert.True((await world.Endpoints.EnableAsync(endpoint)).Succeeded);
        await world.DeadLetters.ReplayAllAsync(endpoint);
        await world.DrainedAsync();
        Assert.Equal([1, 1, 2, 3], world.Receiver.NumbersOf("a"));
    }

    [Theory, EveryStorage]
    public async Task WhenItFailsTooLong_ThenTheEndpointIsDisabledWithTheReason(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind, WebhookFixture.Quick with { DisableAfter = Duration.FromHours(1), Retries = Alignment.Api.Webhooks.Delivery.RetrySchedule.Standard });
        var endpoint = await world.RegisterAsync();
        world.Receiver.AnswerWith(_ => HttpStatusCode.InternalServerError);
        await world.StartAsync();
        await world.HappenAsync("a", 1, 2);
        await Eventually.UntilAsync(async () => (await world.EndpointAsync(endpoint)).FailingSince is not null);
        Assert.True((await world.EndpointAsync(endpoint)).Enabled);
        world.Clock.Skip(Duration.FromHours(2));
        world.Store.Signals.Raise(StoreTopics.Outbox);
        await world.DrainedAsync();
        Assert.Contains("HTTP 500", (await world.EndpointAsync(endpoint)).DisabledBecause, StringComparison.Ordinal);
        Assert.Equal(2, (await world.DeliveriesAsync(WebhookDeliveryState.Dead)).Count);
    }

    [Theory, EveryStorage]
    public async Task WhenASecretIsRotated_ThenBothSignUntilTheOverlapIsOver(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        var endpoint = await world.RegisterAsync();
        await world.StartAsync();
        await world.HappenAsync("a", 1);
        await world.DrainedAsync();
        var rotated = await world.Endpoints.RotateSecretAsync(endpoint, Duration.FromHours(1));
        await world.HappenAsync("a", 2);
        await world.DrainedAsync();
        world.Clock.Skip(Duration.FromHours(2));
        await world.HappenAsync("a", 3);
        await world.DrainedAsync();
        Assert.Equal([1, 2, 1], world.Receiver.All.Select(message => message.Signature.Split(' ').Length));

        // Until now the receiver knew only the first secret: the last message must have been signed with the second alone.
        Assert.Single(world.Receiver.Faults);
        world.Receiver.Trust(rotated.Value.Secret!);
        await world.HappenAsync("a", 4);
        await world.DrainedAsync();
        Assert.Single(world.Receiver.Faults);
    }

    [Theory, EveryStorage]
    public async Task WhenAnEndpointIsDeleted_ThenWhatWaitedIsForgotten(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        var endpoint = await world.RegisterAsync();
        await world.HappenAsync("a", 1, 2);
        Assert.True((await world.Endpoints.DeleteAsync(endpoint)).Succeeded);
        await world.StartAsync();
        await world.HappenAsync("a", 3);
        await world.DrainedAsync();
        Assert.Empty(world.Receiver.All);
        Assert.Empty(await world.DeliveriesAsync());
    }

    [Theory, EveryStorage]
    public async Task WhenATestIsAskedFor_ThenItGoesToThatEndpointAlone(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        var endpoint = await world.RegisterAsync("wins", EventTypes.LeadWon);
        await world.RegisterAsync("crm", "*");
        await world.StartAsync();
        Assert.True((await world.Endpoints.TestAsync(endpoint)).Succeeded);
        await world.DrainedAsync();
        Assert.Equal("wins.example", Assert.Single(world.Receiver.All).Host);
    }

    [Theory, EveryStorage]
    public async Task WhenTheHostStops_ThenItStopsAtOnceAndAnotherGoesOn(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        await world.RegisterAsync();
        world.Receiver.Answer = async (_, cancel) =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            return new(HttpStatusCode.OK);
        };
        var first = await world.StartAsync();
        await world.HappenAsync("a", 1, 2);
        await Eventually.UntilAsync(() => world.Receiver.All.Count == 1);
        var stopping = System.Diagnostics.Stopwatch.StartNew();
        await first.StopAsync(default);
        Assert.InRange(stopping.Elapsed.TotalSeconds, 0, 8);

        world.Receiver.AnswerWith(_ => HttpStatusCode.OK);
        await world.StartAsync();
        await world.DrainedAsync();
        Assert.Equal([1, 1, 2], world.Receiver.NumbersOf("a"));
    }
}
