using System.Text.Json;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;
using Alignment.GraphQL.Validation;
using Alignment.Testing;

namespace Alignment.GraphQL.Tests.Validation;

/// <summary>
/// What graphql-js 17.1.0 said to the documents in <c>tests/conformance/cases</c>, recorded by <c>record.mjs</c> there. The conformance
/// suite compares many more; these run without Node.
/// </summary>
public sealed class RecordedDocumentTests
{
    private static readonly Schema Schema = ConformanceSchema.Value;

    /// <summary>Where the engine follows the specification and the reference does not; <c>known-differences.mjs</c> says how.</summary>
    private static readonly string[] KnownToDiffer = ["validation/executable-definitions.graphql#6", "validation/values.graphql#25", "validation/variables.graphql#29"];

    public static TheoryData<string, string, string[]> Recorded()
    {
        var data = new TheoryData<string, string, string[]>();
        using var recorded = JsonDocument.Parse(File.ReadAllBytes(Repository.PathTo("tests", "conformance", "recorded", "validation.json")));
        foreach (var entry in recorded.RootElement.EnumerateArray())
        {
            var name = entry.GetProperty("name").GetString()!;
            if (!KnownToDiffer.Contains(name))
                data.Add(name, entry.GetProperty("document").GetString()!, [.. entry.GetProperty("errors").EnumerateArray().Select(e => e.GetString()!)]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void WhenTheReferenceValidatesADocument_ThenTheEngineSaysTheSame(string name, string document, string[] expected)
    {
        IReadOnlyList<GraphQLError> errors;
        try
        {
            errors = DocumentValidator.Validate(Schema, Utf8GraphQLParser.Parse(document));
        }
        catch (GraphQLSyntaxException refused)
        {
            errors = [new GraphQLError(refused.Message) { Locations = [refused.Location] }];
        }

        Assert.Equal(expected, errors.Select(e => $"{e.Message} @{string.Join(',', e.Locations.Select(l => $"{l.Line}:{l.Column}"))}"));
        Assert.NotEmpty(name);
    }
}

internal static class ConformanceSchema
{
    internal static Schema Value { get; } = new SchemaBuilder()
        .AddDocument(File.ReadAllText(Repository.PathTo("tests", "conformance", "schema.graphql")))
        .Build();
}
