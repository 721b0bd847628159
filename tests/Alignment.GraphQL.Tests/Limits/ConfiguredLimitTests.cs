using Alignment.GraphQL.Limits;
using Alignment.Testing;
using Microsoft.Extensions.Configuration;

namespace Alignment.GraphQL.Tests.Limits;

public sealed class ConfiguredLimitTests
{
    [Fact]
    public void WhenTheConfigurationSetsLimits_ThenTheyMoveAndTheOthersStay()
    {
        var configuration = Configuration(
            ("MaxDepth", "7"), ("MaxCost", "2.5"), ("ExecutionTimeout", "00:00:05"), ("AllowIntrospection", "true"));

        var limits = GraphQLLimits.From(configuration);

        Assert.Equal(
            new GraphQLLimits { MaxDepth = 7, MaxCost = 2.5, ExecutionTimeout = TimeSpan.FromSeconds(5), AllowIntrospection = true }, limits);
    }

    [Fact]
    public void WhenTheConfigurationSetsNothing_ThenTheDefaultsHold() =>
        Assert.Equal(new GraphQLLimits(), GraphQLLimits.From(Configuration()));

    [Theory]
    [InlineData("MaxDepth", "0")]
    [InlineData("MaxDepth", "deep")]
    [InlineData("MaxDpeth", "7")]
    public void WhenASettingIsWrong_ThenTheHostDoesNotStartAndTheSettingIsNamed(string name, string value)
    {
        var mistake = Assert.Throws<GraphQLConfigurationException>(() => GraphQLLimits.From(Configuration((name, value))));

        Assert.Contains(name, mistake.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhenALimitIsThere_ThenTheConfigurationMovesItAndNoOther()
    {
        foreach (var property in Settings(typeof(GraphQLLimits)))
        {
            object other = property.GetValue(new GraphQLLimits()) switch
            {
                bool allowed => !allowed,
                int count => count + (property.Name == nameof(GraphQLLimits.MaxNesting) ? -1 : 1),
                double cost => cost + 1,
                TimeSpan time => time + TimeSpan.FromSeconds(1),
                _ => true,
            };
            var moved = new GraphQLLimits();
            property.SetValue(moved, other);

            Assert.Equal(moved, GraphQLLimits.From(Configuration((property.Name, Text(other)))));
            Assert.NotEqual(moved, new GraphQLLimits());
        }
    }

    [Fact]
    public void WhenTheSettingsAreDocumented_ThenEachIsThereWithItsDefault()
    {
        var page = File.ReadAllLines(Repository.PathTo("docs", "graphql-limits.md"));
        foreach (var property in Settings(typeof(GraphQLLimits)))
            Assert.Contains(page, line => line.StartsWith($"| `{property.Name}` | {Text(property.GetValue(new GraphQLLimits()) ?? "unset")} |", StringComparison.Ordinal));
        foreach (var property in Settings(typeof(GraphQLOptions)).Where(p => p.Name is not (nameof(GraphQLOptions.Page) or nameof(GraphQLOptions.PersistedOperations))))
            Assert.Contains(page, line => line.StartsWith($"| `{property.Name}` | {Text(property.GetValue(new GraphQLOptions())!)} |", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhenTheConfigurationSaysHowItIsServed_ThenItIsServedSo()
    {
        await using var host = await OpenPort.OpenAsync(settings: ("GraphQL:Server:AllowGet", "false"));
        using var get = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=%7B__typename%7D");

        Assert.Equal(405, (await host.SendAsync(get)).Status);
    }

    [Theory]
    [InlineData("AllowGte", "false")]
    [InlineData("OperationCacheSize", "0")]
    [InlineData("KeepAliveInterval", "-00:00:01")]
    public async Task WhenAServerSettingIsWrong_ThenTheHostDoesNotStartAndTheSettingIsNamed(string name, string value)
    {
        var mistake = await Assert.ThrowsAsync<GraphQLConfigurationException>(() => OpenPort.OpenAsync(settings: ($"GraphQL:Server:{name}", value)));

        Assert.Contains("GraphQL:Server", mistake.Message, StringComparison.Ordinal);
        Assert.Contains(name, mistake.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<System.Reflection.PropertyInfo> Settings(Type type) => type.GetProperties().Where(p => p.CanWrite);

    private static string Text(object value) =>
        value is bool ? (value.Equals(true) ? "true" : "false") : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;

    private static IConfiguration Configuration(params (string Name, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(v => KeyValuePair.Create($"GraphQL:Limits:{v.Name}", (string?)v.Value)))
        .Build();
}
