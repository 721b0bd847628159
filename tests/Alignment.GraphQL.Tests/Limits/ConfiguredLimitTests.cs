using Alignment.GraphQL.Limits;
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

    /// <summary>Every property of the record can be set, so that a refusal never names a setting that does not exist.</summary>
    [Fact]
    public void WhenARefusalNamesASetting_ThenTheSettingExists()
    {
        var settings = typeof(GraphQLLimits).GetProperties().Where(p => p.CanWrite).Select(p => p.Name).ToList();

        Assert.Contains(nameof(GraphQLLimits.MaxRequestBytes), settings);
        foreach (var name in settings)
        {
            var current = typeof(GraphQLLimits).GetProperty(name)!.GetValue(new GraphQLLimits());
            Assert.Equal(new GraphQLLimits(), GraphQLLimits.From(Configuration((name, Convert.ToString(current ?? "", System.Globalization.CultureInfo.InvariantCulture)!))));
        }
    }

    [Fact]
    public void WhenTheLimitsAreDocumented_ThenEachIsThereWithItsDefault()
    {
        var page = File.ReadAllLines(Alignment.Testing.Repository.PathTo("docs", "graphql-limits.md"));
        foreach (var property in typeof(GraphQLLimits).GetProperties().Where(p => p.CanWrite))
        {
            var value = Convert.ToString(property.GetValue(new GraphQLLimits()) ?? "unset", System.Globalization.CultureInfo.InvariantCulture);
            Assert.Contains(page, line => line.StartsWith($"| `{property.Name}` | {value} |", StringComparison.Ordinal));
        }
    }

    private static IConfiguration Configuration(params (string Name, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(v => KeyValuePair.Create($"GraphQL:Limits:{v.Name}", (string?)v.Value)))
        .Build();
}
