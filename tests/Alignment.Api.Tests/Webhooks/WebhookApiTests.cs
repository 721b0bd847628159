using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Alignment.Api.Webhooks;
using Alignment.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Alignment.Api.Tests.Webhooks;

/// <summary>Webhooks as a client of GraphQL manages them.</summary>
public sealed class WebhookApiTests
{
    private const string Register = """
        mutation($url: String!, $types: [String!]!) {
          registerWebhook(input: { url: $url, eventTypes: $types, description: "CRM" }) {
            webhookEndpoint { id version url description eventTypes enabled createdAt }
            secret
            errors { __typename ... on Error { code message path } }
          }
        }
        """;

    [Theory, EveryStorage]
    public async Task WhenAnEndpointIsManaged_ThenEveryStepShows(StorageKind kind)
    {
        await using var host = await StartAsync(kind);
        var made = (await host.AskAsync(Register, new { url = "https://crm.invalid/hooks", types = new[] { "alignment.lead.*" } })).GetProperty("registerWebhook");
        Assert.StartsWith("whsec_", made.GetProperty("secret").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, made.GetProperty("errors").ValueKind);
        var id = made.GetProperty("webhookEndpoint").GetProperty("id").GetString();

        var rotated = await MutateAsync(host, "rotateWebhookSecret", $"id: \"{id}\", overlap: \"PT1H\", expectedVersion: 1", "secret webhookEndpoint { version }");
        Assert.NotEqual(made.GetProperty("secret").GetString(), rotated.GetProperty("secret").GetString());
        var stale = await MutateAsync(host, "disableWebhook", $"id: \"{id}\", because: \"A test.\", expectedVersion: 1", "webhookEndpoint { version }");
        Assert.Equal("CONFLICT", stale.GetProperty("errors")[0].GetProperty("code").GetString());
        var disabled = await MutateAsync(host, "disableWebhook", $"id: \"{id}\", because: \"A test.\"", "webhookEndpoint { enabled disabledBecause }");
        Assert.Equal("A test.", disabled.GetProperty("webhookEndpoint").GetProperty("disabledBecause").GetString());
        var refused = await MutateAsync(host, "testWebhook", $"id: \"{id}\"", "webhookEndpoint { id }");
        Assert.Equal("WrongStateError", refused.GetProperty("errors")[0].GetProperty("__typename").GetString());
        await MutateAsync(host, "enableWebhook", $"id: \"{id}\"", "webhookEndpoint { enabled }");

        var listed = (await host.AskAsync("{ webhookEndpoints { id version enabled url } webhookEventTypes { name description } }"));
        Assert.Equal(4, Assert.Single(listed.GetProperty("webhookEndpoints").EnumerateArray()).GetProperty("version").GetInt32());
        Assert.Equal(EventTypes.All.Count, listed.GetProperty("webhookEventTypes").GetArrayLength());
        var node = await host.AskAsync("query($id: ID!) { node(id: $id) { ... on WebhookEndpoint { url } } }", new { id });
        Assert.Equal("https://crm.invalid/hooks", node.GetProperty("node").GetProperty("url").GetString());
        await MutateAsync(host, "deleteWebhook", $"id: \"{id}\"", "webhookEndpoint { id }");
        Assert.Equal(0, (await host.AskAsync("{ webhookEndpoints { id } }")).GetProperty("webhookEndpoints").GetArrayLength());
    }

    [Theory, EveryStorage]
    public async Task WhenDeliveriesAreDead_ThenTheyAreListedByPageAndReplayed(StorageKind kind)
    {
        await using var host = await StartAsync(kind);
        var made = (await host.AskAsync(Register, new { url = "https://crm.invalid/hooks", types = new[] { "*" } })).GetProperty("registerWebhook");
        var id = made.GetProperty("webhookEndpoint").GetProperty("id").GetString();
        await MutateAsync(host, "disableWebhook", $"id: \"{id}\"", "webhookEndpoint { id }");
        await host.Store.WriteAsync(async (context, cancel) =>
        {
            await Outbox.AddAsync(context, [.. Enumerable.Range(1, 5).Select(number => WebhookFixture.Event("a", number))], host.Clock.Now, cancel);
            await context.SaveChangesAsync(cancel);
        });

        const string Page = """
            query($id: ID!, $after: String) { webhookEndpoint(id: $id) { deliveries(first: 2, after: $after, state: DEAD) {
              totalCount pageInfo { hasNextPage endCursor } nodes { id eventId type subject occurredAt state attempts lastError endedAt data } } } }
            """;
        List<int> numbers = [];
        string? after = null, last = null;
        do
        {
            var page = (await host.AskAsync(Page, new { id, after })).GetProperty("webhookEndpoint").GetProperty("deliveries");
            Assert.Equal(5, page.GetProperty("totalCount").GetInt32());
            numbers.AddRange(page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("data").GetProperty("number").GetInt32()));
            last = page.GetProperty("nodes").EnumerateArray().Last().GetProperty("id").GetString();
            after = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean() ? page.GetProperty("pageInfo").GetProperty("endCursor").GetString() : null;
        }
        while (after is not null);
        Assert.Equal([5, 4, 3, 2, 1], numbers);

        await MutateAsync(host, "enableWebhook", $"id: \"{id}\"", "webhookEndpoint { id }");
        var one = await MutateAsync(host, "replayWebhookDelivery", $"id: \"{last}\"", "webhookDelivery { state type }");
        Assert.Equal("WAITING", one.GetProperty("webhookDelivery").GetProperty("state").GetString());
        var rest = await MutateAsync(host, "replayWebhookDeliveries", $"endpointId: \"{id}\"", "replayed");
        Assert.Equal(4, rest.GetProperty("replayed").GetInt32());
    }

    [Theory, EveryStorage]
    public async Task WhenCallsAreRepeatedWithTheirKeys_ThenNothingIsDoneTwiceAndNoSecretIsKeptInTheOpen(StorageKind kind)
    {
        await using var host = await StartAsync(kind);
        const string register = """url: "https://crm.invalid/hooks", eventTypes: ["*"], idempotencyKey: "r" """;
        var made = await MutateAsync(host, "registerWebhook", register, "secret webhookEndpoint { id }");
        Assert.Equal(made.ToString(), (await MutateAsync(host, "registerWebhook", register, "secret webhookEndpoint { id }")).ToString());
        var reused = await MutateAsync(host, "registerWebhook", """url: "https://erp.invalid/hooks", eventTypes: ["*"], idempotencyKey: "r" """, "secret");
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", reused.GetProperty("errors")[0].GetProperty("code").GetString());
        var id = made.GetProperty("webhookEndpoint").GetProperty("id").GetString();

        async Task<JsonElement> TwiceAsync(string name, string input, string selection)
        {
            var first = await MutateAsync(host, name, $"{input}, idempotencyKey: \"{name}\"", selection);
            Assert.True(first.GetProperty("errors").ValueKind == JsonValueKind.Null, first.ToString());
            Assert.Equal(first.ToString(), (await MutateAsync(host, name, $"{input}, idempotencyKey: \"{name}\"", selection)).ToString());
            return first;
        }

        const string endpoint = "webhookEndpoint { version enabled url }";
        var rotated = await TwiceAsync("rotateWebhookSecret", $"id: \"{id}\"", "secret " + endpoint);
        await TwiceAsync("changeWebhook", $"id: \"{id}\", url: \"https://crm.invalid/new\", eventTypes: [\"*\"], expectedVersion: 2", endpoint);
        await TwiceAsync("testWebhook", $"id: \"{id}\"", endpoint);
        await TwiceAsync("disableWebhook", $"id: \"{id}\"", endpoint);
        await Eventually.UntilAsync(async () => await CountAsync(WebhookDeliveryState.Dead) == 1);
        await TwiceAsync("enableWebhook", $"id: \"{id}\"", endpoint);
        Assert.Equal(1, (await TwiceAsync("replayWebhookDeliveries", $"endpointId: \"{id}\"", "replayed")).GetProperty("replayed").GetInt32());

        // Too late to see a secret once more, and never again once another has taken its place for good.
        host.Clock.Now += WebhookEndpoints.SecretShownFor + Duration.FromSeconds(1);
        foreach (var (name, input) in new[] { ("registerWebhook", register), ("rotateWebhookSecret", $"id: \"{id}\", idempotencyKey: \"rotateWebhookSecret\"") })
        {
            var late = await MutateAsync(host, name, input, "secret webhookEndpoint { id }");
            Assert.Equal((JsonValueKind.Null, id), (late.GetProperty("secret").ValueKind, late.GetProperty("webhookEndpoint").GetProperty("id").GetString()));
        }

        var delete = $"id: \"{id}\", idempotencyKey: \"d\"";
        Assert.Equal(id, (await MutateAsync(host, "deleteWebhook", delete, "webhookEndpoint { id }")).GetProperty("webhookEndpoint").GetProperty("id").GetString());
        var again = await MutateAsync(host, "deleteWebhook", delete, "webhookEndpoint { id }");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (again.GetProperty("webhookEndpoint").ValueKind, again.GetProperty("errors").ValueKind));

        await using var context = host.Store.CreateDbContext();
        var kept = string.Join('\n', (await context.UsedKeys.ToListAsync()).Select(used => used.Answer));
        foreach (var secret in new[] { made, rotated }.Select(answer => answer.GetProperty("secret").GetString()!["whsec_".Length..]))
            Assert.DoesNotContain(secret, kept, StringComparison.Ordinal);

        async Task<int> CountAsync(WebhookDeliveryState state)
        {
            await using var reading = host.Store.CreateDbContext();
            return await reading.Set<WebhookDelivery>().CountAsync(delivery => delivery.State == state);
        }
    }

    [Fact]
    public async Task WhenTheInputIsWrong_ThenEveryFaultHasItsPath()
    {
        await using var host = await StartAsync(StorageKind.Memory);
        var refused = (await host.AskAsync(Register, new { url = "http://crm.invalid", types = new[] { "nonsense" } })).GetProperty("registerWebhook");
        Assert.Equal(JsonValueKind.Null, refused.GetProperty("webhookEndpoint").ValueKind);
        Assert.Equal(JsonValueKind.Null, refused.GetProperty("secret").ValueKind);
        Assert.Equal(["url", "eventTypes.0"], refused.GetProperty("errors").EnumerateArray()
            .Select(error => string.Join('.', error.GetProperty("path").EnumerateArray().Select(step => step.GetString()))));
    }

    [Theory, EveryStorage]
    public async Task WhenADefinitionIsSignedByBoth_ThenOneEventSaysSo(StorageKind kind)
    {
        await using var host = await StartAsync(kind);
        await host.AskAsync(Register, new { url = "https://crm.invalid/hooks", types = new[] { EventTypes.LeadDefinitionAgreed } });
        var definition = """{ name: "Ideal", handOff: { total: 10 }, criteria: [{ key: "visits", kind: "engagement", types: ["visit"], points: 10 }] }""";
        var drafted = await MutateAsync(host, "draftLeadDefinition", $"key: \"ideal\", definition: {definition}", "leadDefinition { id }");
        Assert.True(drafted.GetProperty("errors").ValueKind == JsonValueKind.Null, drafted.ToString());
        var id = drafted.GetProperty("leadDefinition").GetProperty("id").GetString();
        foreach (var (function, by) in new[] { ("MARKETING", "Mara"), ("SALES", "Anke") })
            await MutateAsync(host, "signLeadDefinition", $"id: \"{id}\", function: {function}, by: \"{by}\"", "leadDefinition { state }");
        await using var context = host.Store.CreateDbContext();
        var told = await context.Set<OutboxEvent>().SingleAsync();
        Assert.Equal((EventTypes.LeadDefinitionAgreed, "lead-definitions/ideal"), (told.Type, told.OrderingKey));
        Assert.DoesNotContain("Mara", told.Data, StringComparison.Ordinal);
    }

    private static Task<ApiHost> StartAsync(StorageKind kind) => ApiHost.StartAsync(kind);

    private static async Task<JsonElement> MutateAsync(ApiHost host, string name, string input, string selection)
    {
        var data = await host.AskAsync($"mutation {{ {name}(input: {{ {input} }}) {{ {selection} errors {{ __typename ... on Error {{ code message path }} }} }} }}");
        return data.GetProperty(name);
    }
}
