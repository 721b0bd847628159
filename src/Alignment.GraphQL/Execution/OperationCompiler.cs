using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Types;
using Alignment.GraphQL.Validation;

namespace Alignment.GraphQL.Execution;

/// <summary>Makes plans of documents: parsed, validated, measured and compiled once, then found by their bytes.</summary>
internal sealed class OperationCompiler
{
    private readonly Schema schema;
    private readonly GraphQLLimits limits;
    private readonly GraphQLOptions options;
    private readonly ValidationOptions validation;
    private readonly OperationAnalyzer analyzer;
    private readonly OperationCache cache;

    internal OperationCompiler(Schema schema, GraphQLLimits limits, GraphQLOptions options, bool introspection)
    {
        this.schema = schema;
        this.limits = limits;
        this.options = options;
        validation = limits.ValidationOptions(introspection);
        analyzer = new OperationAnalyzer(schema, limits, introspection);
        cache = new OperationCache(options.OperationCacheSize);
    }

    internal int CachedOperations => cache.Count;

    /// <summary>The plan of an operation.</summary>
    /// <param name="document">UTF-8.</param>
    /// <param name="name">UTF-8; null if the request names none.</param>
    /// <param name="errors">Why there is no plan.</param>
    internal CachedOperation? Find(ReadOnlySpan<byte> document, ReadOnlyMemory<byte>? name, out IReadOnlyList<GraphQLError> errors)
    {
        errors = [];
        if (name is not { Span: var operationName })
            return cache.TryGet(document, out var known) ? known : Compile(document, document, null, out errors);
        var length = document.Length + 1 + operationName.Length;
        var key = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            document.CopyTo(key);
            key[document.Length] = 0; // which no document may contain
            operationName.CopyTo(key.AsSpan(document.Length + 1));
            return cache.TryGet(key.AsSpan(0, length), out var known)
                ? known
                : Compile(document, key.AsSpan(0, length), Encoding.UTF8.GetString(operationName), out errors);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(key);
        }
    }

    private CachedOperation? Compile(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key, string? operationName, out IReadOnlyList<GraphQLError> errors)
    {
        try
        {
            var document = Utf8GraphQLParser.Parse(text, limits.ParserOptions);
            errors = DocumentValidator.Validate(schema, document, validation);
            if (errors.Count > 0)
            {
                errors = [.. errors.Take(limits.MaxValidationErrors).Select(e => e.Code is null ? e with { Code = ErrorCodes.ValidationFailed } : e), .. More(errors.Count)];
                return null;
            }

            var operation = Choose(document, operationName);
            var analysis = analyzer.Analyze(document, operation);
            errors = analysis.IsCostConstant && analysis.RefusalOf(analysis.Cost(_ => null)) is { } expensive
                ? [.. analysis.Refusals, expensive]
                : analysis.Refusals;
            if (errors.Count > 0)
                return null;
            var plan = OperationPlan.Compile(schema, document, operation);
            plan.Analysis = analysis;
            var compiled = new CachedOperation(plan, Convert.ToHexStringLower(SHA256.HashData(text)));
            if (key.Length <= options.LargestCachedDocument)
                cache.Add(key, compiled);
            return compiled;
        }
        catch (GraphQLSyntaxException exception)
        {
            errors = [Refusal(exception) with { Locations = [exception.Location] }];
        }
        catch (GraphQLException exception)
        {
            errors = exception.Errors;
        }

        return null;
    }

    private GraphQLError Refusal(GraphQLSyntaxException exception) => exception.Code switch
    {
        ErrorCodes.TooManyTokens => LimitRefusal.Of("The document has too many tokens", exception.Code, nameof(limits.MaxTokens), limits.MaxTokens, null, null),
        ErrorCodes.NestedTooDeep => LimitRefusal.Of("The document is nested too deep", exception.Code, nameof(limits.MaxNesting), limits.MaxNesting, null, null),
        _ => new GraphQLError(exception.Message) { Code = exception.Code },
    };

    // The validator's own last word has no setting in it.
    private IEnumerable<GraphQLError> More(int found) => found <= limits.MaxValidationErrors
        ? []
        : [LimitRefusal.Of("The document has too many errors", ErrorCodes.ValidationFailed, nameof(limits.MaxValidationErrors), limits.MaxValidationErrors, null, null)];

    private static OperationDefinitionNode Choose(DocumentNode document, string? name)
    {
        OperationDefinitionNode? chosen = null;
        foreach (var operation in document.Definitions.OfType<OperationDefinitionNode>())
        {
            if (name is null && chosen is not null)
                throw Unknown("Must provide operation name if query contains multiple operations.");
            if (name is null || operation.Name?.Value == name)
                chosen = operation;
        }

        return chosen ?? throw Unknown(name is null ? "Must provide an operation." : $"Unknown operation named \"{name}\".");
    }

    private static GraphQLException Unknown(string message) => new(new GraphQLError(message) { Code = ErrorCodes.UnknownOperation });
}
