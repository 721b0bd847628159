using System.Text.Json.Nodes;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;
using Alignment.GraphQL.Validation;

namespace Alignment.Conformance;

/// <summary>The engine as the suite sees it: text in, JSON out.</summary>
internal sealed class Engine
{
    private static readonly ParserOptions Deep = new() { MaxDepth = ParserOptions.DeepestNesting };

    private Schema? schema;

    internal JsonNode Answer(JsonObject question)
    {
        try
        {
            return (string?)question["ask"] switch
            {
                "schema" => UseSchema((string)question["sdl"]!),
                "parse" => Parse((string)question["document"]!),
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

    private JsonObject UseSchema(string sdl)
    {
        schema = new SchemaBuilder().AddDocument(sdl).Build();
        return [];
    }

    private JsonObject Validate(string document, bool suggestions)
    {
        var parsed = Utf8GraphQLParser.Parse(document, Deep);
        var errors = DocumentValidator.Validate(schema!, parsed, new ValidationOptions { Suggestions = suggestions });
        return new JsonObject { ["errors"] = new JsonArray([.. errors.Select(e => (JsonNode)Error(e.Message, e.Locations))]) };
    }
}
