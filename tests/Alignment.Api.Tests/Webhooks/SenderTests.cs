using System.Net;
using Alignment.Api.Webhooks;
using Alignment.Api.Webhooks.Delivery;
using Alignment.Api.Webhooks.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Alignment.Api.Tests.Webhooks;

/// <summary>Attempts over real connections.</summary>
public sealed class SenderTests : IAsyncLifetime
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 9, 0);
    private static readonly WebhookSettings OnThisMachine = new() { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")], Timeout = Duration.FromMinutes(2) };
    private readonly SecretVault vault = SecretVault.Forgetful();
    private readonly List<string> visited = [];
    private WebApplication receiver = null!;

    public async Task InitializeAsync()
    {
        receiver = WebApplication.CreateSlimBuilder().Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.Map("/ok", context => Visit(context, 200));
        receiver.Map("/elsewhere", context =>
        {
            context.Response.Headers.Location = "/ok";
            return Visit(context, 302);
        });
        receiver.Map("/busy", context =>
        {
            context.Response.Headers.RetryAfter = "120";
            return Visit(context, 429);
        });
        receiver.Map("/slow", async context =>
        {
            await Visit(context, 200);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        receiver.Map("/endless", async context =>
        {
            visited.Add(context.Request.Path);
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(new byte[64 * 1024], context.RequestAborted);
        });
        await receiver.StartAsync();
    }

    public async Task DisposeAsync() => await receiver.DisposeAsync();

    [Fact]
    public async Task WhenItIsAnswered2xx_ThenItSucceededAndWasACloudEvent()
    {
        Assert.True((await SendAsync("/ok")).Succeeded);
        Assert.Equal(["/ok application/cloudevents+json; charset=utf-8"], visited);
    }

    [Fact]
    public async Task WhenItIsRedirected_ThenItFailedAndNobodyFollows()
    {
        Assert.Equal(302, (await SendAsync("/elsewhere")).Status);
        Assert.Single(visited);
    }

    [Fact]
    public async Task WhenItIsAskedToWait_ThenTheOutcomeSaysHowLong() => Assert.Equal(Duration.FromSeconds(120), (await SendAsync("/busy")).RetryAfter);

    [Fact]
    public async Task WhenThereIsNoAnswer_ThenItGivesUpInTime()
    {
        var outcome = await SendAsync("/slow", settings: OnThisMachine with { Timeout = Duration.FromSeconds(1) });
        Assert.Equal("no answer within 1 s", outcome.Error);
    }

    [Fact]
    public async Task WhenTheAnswerNeverEnds_ThenItIsNotRead()
    {
        Assert.True((await SendAsync("/endless")).Succeeded);
        Assert.Single(visited);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    public async Task WhenTheAddressIsNotAllowed_ThenNothingIsSent(string host)
    {
        var outcome = await SendAsync("/ok", url => url.Replace("127.0.0.1", host, StringComparison.Ordinal), new WebhookSettings { AllowedNetworks = [IPNetwork.Parse("10.0.0.0/8")] });
        Assert.StartsWith("not sent: ", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(visited);
    }

    [Fact]
    public async Task WhenNobodyListens_ThenItSaysSoWithoutDetails()
    {
        await receiver.StopAsync();
        Assert.Equal("no answer (ConnectionError)", (await SendAsync("/ok")).Error);
    }

    [Fact]
    public async Task WhenTheSecretCannotBeOpened_ThenNothingIsSentUnsigned()
    {
        using var sender = new WebhookSender(OnThisMachine, SecretVault.Forgetful());
        var outcome = await sender.SendAsync(Endpoint("/ok"), Event(), Now, default);
        Assert.Contains("key that this host does not have", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(visited);
    }

    [Fact]
    public void WhenAnEventIsWritten_ThenItIsACloudEvent() =>
        Assert.Equal(
            """{"specversion":"1.0","id":"ID","source":"urn:alignment","type":"alignment.lead.updated.v1","subject":"leads/a","time":"2026-03-01T09:00:00Z","datacontenttype":"application/json","partitionkey":"a","data":{"number":7}}""",
            WithoutId(Event()));

    private static string WithoutId(OutboxEvent happened) =>
        System.Text.Encoding.UTF8.GetString(CloudEvent.Write(happened, "urn:alignment")).Replace(happened.Id.ToString(), "ID", StringComparison.Ordinal);

    private static OutboxEvent Event() => OutboxEvent.Write(WebhookFixture.Event("a", 7), Now);

    private async Task<AttemptOutcome> SendAsync(string path, Func<string, string>? change = null, WebhookSettings? settings = null)
    {
        using var sender = new WebhookSender(settings ?? OnThisMachine, vault);
        return await sender.SendAsync(Endpoint(path, change), Event(), Now, default);
    }

    private WebhookEndpoint Endpoint(string path, Func<string, string>? change = null)
    {
        var url = receiver.Urls.First() + path;
        var id = WebhookEndpointId.New(Now);
        var address = EndpointAddress.Parse(change is null ? url : change(url), allowHttp: true).Value;
        return WebhookEndpoint.Register(id, address, ["*"], null, vault.Seal(WebhookSecret.Generate(), id), Now);
    }

    private Task Visit(HttpContext context, int status)
    {
        visited.Add($"{context.Request.Path} {context.Request.ContentType}");
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
