using System.Text.Json.Nodes;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Types;
using Alignment.GraphQL.Validation;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.Conformance;

/// <summary>The engine as the suite sees it: text in, JSON out.</summary>
internal sealed class Engine
{
    private static readonly ParserOptions Deep = new() { MaxDepth = ParserOptions.DeepestNesting };

    internal static readonly GraphQLLimits Unlimited = new()
    {
        MaxTokens = int.MaxValue,
        MaxNesting = ParserOptions.DeepestNesting,
        MaxValidationErrors = 100,
        MaxDepth = int.MaxValue,
        MaxFields = int.MaxValue,
        MaxAliases = int.MaxValue,
        MaxRepeats = int.MaxValue,
        MaxDirectives = int.MaxValue,
        MaxDirectivesPerLocation = int.MaxValue,
        MaxCost = double.MaxValue,
        AllowIntrospection = true,
    };

    private Schema? schema;
    private RequestExecutor? executor;

    internal async Task<JsonNode> AnswerAsync(JsonObject question)
    {
        try
        {
            return (string?)question["ask"] switch
            {
                "schema" => UseSchema((string)question["sdl"]!),
                "parse" => Parse((string)question["document"]!),
                "buildSchema" => BuildSchema((string)question["document"]!),
                "printSchema" => PrintSchema((string)question["document"]!),
                "execute" => await ExecuteAsync(question).ConfigureAwait(false),
                "validate" => Validate((string)question["document"]!, (bool?)question["suggestions"] ?? true),
                var ask => throw new ArgumentException($"Nobody knows how to {ask}."),
            };
        }
        catch (GraphQLSyntaxException refused)
        {
            return new JsonObject { ["errors"] = new JsonArray(Error(refused.Message, [refused.Location])) };
        }
    }

    private static JsonObject Parse(string document) => new() { ["printed"] = Utf8GraphQLParser.Parse(document, Deep).ToString() };

    private static JsonObject Error(string message, IEnumerable<SourceLocation> locations) => new()
    {
        ["message"] = message,
        ["locations"] = new JsonArray([.. locations.Select(l => (JsonNode)new JsonObject { ["line"] = l.Line, ["column"] = l.Column })]),
    };

    private static JsonObject PrintSchema(string sdl) => new() { ["printed"] = SchemaPrinter.Print(new SchemaBuilder().AddDocument(sdl).Build()) };

    private static JsonObject BuildSchema(string sdl)
    {
        try
        {
            new SchemaBuilder().AddDocument(sdl).Build();
            return new JsonObject { ["problems"] = new JsonArray() };
        }
        catch (Exception refused) when (refused is SchemaException or GraphQLSyntaxException)
        {
            IEnumerable<string> problems = (refused as SchemaException)?.Problems ?? [refused.Message];
            return new JsonObject { ["problems"] = new JsonArray([.. problems.Select(p => (JsonNode)p)]) };
        }
    }

    private JsonObject UseSchema(string sdl)
    {
        var services = new ServiceCollection();
        services.AddGraphQLServer().UseLimits(Unlimited).ConfigureSchema(builder => World.Populate(builder.AddDocument(sdl), Utf8GraphQLParser.Parse(sdl)));
        executor = services.BuildServiceProvider().GetRequiredService<RequestExecutor>();
        schema = executor.Schema;
        return [];
    }

    private async Task<JsonNode> ExecuteAsync(JsonObject question)
    {
        var response = JsonNode.Parse(await executor!.ExecuteAsync(
            (string)question["document"]!,
            (string?)question["variablesText"] ?? question["variables"]?.ToJsonString(),
            (string?)question["operation"],
            rootValue: new World.Thing("", (int)question["seed"]!)).ConfigureAwait(false))!.AsObject();
        foreach (var error in response["errors"]?.AsArray() ?? [])
        {
            error!.AsObject().Remove("extensions");
            error["locations"] ??= new JsonArray();
        }

        return response;
    }

    private JsonObject Validate(string document, bool suggestions)
    {
        var parsed = Utf8GraphQLParser.Parse(document, Deep);
        var errors = DocumentValidator.Validate(schema!, parsed, new ValidationOptions { Suggestions = suggestions });
        return new JsonObject { ["errors"] = new JsonArray([.. errors.Select(e => (JsonNode)Error(e.Message, e.Locations))]) };
    }
}
