using System.Text.Json;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL.Tests.Execution;

/// <summary>
/// Operations, data and answers of graphql-js 17.1.0 (<c>Reference/make.mjs</c> writes them): arguments, variables, selections,
/// leaves that do not fit, and generated objects where anything may be null or fail.
/// </summary>
public sealed class ReferenceTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Execution", "Reference");

    [Fact]
    public async Task WhenTheReferenceAnswers_ThenSoDoWe()
    {
        using var provider = Server();
        var executor = provider.GetRequiredService<RequestExecutor>();
        using var cases = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Folder, "cases.json")));
        var different = new List<string>();
        foreach (var one in cases.RootElement.EnumerateArray())
        {
            var query = one.GetProperty("query").GetString()!;
            var variables = one.TryGetProperty("variables", out var given) ? given.GetRawText() : null;
            var root = Plain(one.GetProperty("root"));
            var answer = await executor.ExecuteAsync(query, variables, rootValue: root);
            if (Normal(JsonDocument.Parse(answer).RootElement) is var own && Normal(one.GetProperty("result")) is var expected && own != expected)
                different.Add($"{query}\n  variables {variables}\n  root {one.GetProperty("root").GetRawText()[..Math.Min(300, one.GetProperty("root").GetRawText().Length)]}\n  expected {expected}\n  but was  {own}");
        }

        Assert.True(cases.RootElement.GetArrayLength() > 500);
        Assert.True(different.Count == 0, $"{different.Count} differ:\n{string.Join("\n\n", different.Take(40))}");
    }

    private static ServiceProvider Server()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddGraphQLServer()
            .UseLimits(new GraphQLLimits { AllowIntrospection = true, MaxAliases = 1000, MaxCost = double.MaxValue, MaxRepeats = 100, MaxDepth = 100 })
            .ConfigureSchema(Define);
        return services.BuildServiceProvider();
    }

    private static void Define(SchemaBuilder schema)
    {
        schema.AddDocument(File.ReadAllText(Path.Combine(Folder, "schema.graphql")));
        foreach (var (type, field) in schema.FieldNames())
            schema.AddResolver(type, field, FieldResolver.From(Resolve));
        foreach (var type in (string[])["Node", "Any"])
            schema.AddTypeResolver(type, value => (value as Dictionary<string, object?>)?.GetValueOrDefault("__typename") as string);
    }

    private static object? Resolve(IResolverContext context)
    {
        if (context.Selection.Field.Name == "echo")
        {
            var arguments = context.Selection.Field.Arguments.Where(a => context.HasArgument(a.Name))
                .ToDictionary(a => a.Name, a => context.ArgumentValue<object?>(a.Name));
            return JsonSerializer.Serialize(arguments);
        }

        var value = context.Parent<object>() is Dictionary<string, object?> parent ? parent.GetValueOrDefault(context.Selection.Field.Name) : null;
        return value is Dictionary<string, object?> map && map.TryGetValue("$error", out var message)
            ? throw new GraphQLException((string)message!)
            : value;
    }

    private static object? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(p => p.Name, p => Plain(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt32(out var whole) ? whole : element.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
        _ => null,
    };

    // Codes and other extensions are our own. What a string of JSON says is compared as JSON.
    private static string Normal(JsonElement response)
    {
        var data = response.TryGetProperty("data", out var found) ? Canonical(found) : "none";
        var errors = response.TryGetProperty("errors", out var list)
            ? list.EnumerateArray().Select(e => string.Join(" ", Canonical(e.GetProperty("message")), Part(e, "locations"), Part(e, "path"))).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>().Order();
        return $"{data} {string.Join(" | ", errors)}";

        static string Part(JsonElement error, string name) => error.TryGetProperty(name, out var part) ? Canonical(part) : "-";
    }

    private static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}:{Canonical(p.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(",", element.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.Number => element.GetDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        JsonValueKind.String when element.GetString() is ['{', ..] text => Canonical(JsonDocument.Parse(text).RootElement),
        JsonValueKind.String => JsonSerializer.Serialize(element.GetString()),
        _ => element.GetRawText(),
    };
}
