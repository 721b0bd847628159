using Alignment.GraphQL.Configuration;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Validation;
using Microsoft.Extensions.Configuration;

namespace Alignment.GraphQL.Limits;

/// <summary>How much one request may ask for. All limits are on by default; configuration section <c>GraphQL:Limits</c> moves them.</summary>
/// <remarks>A refusal names the limit in <c>extensions.limit</c>, with <c>extensions.allowed</c> and, where it was measured, <c>extensions.found</c>.</remarks>
public sealed record GraphQLLimits
{
    /// <summary>The configuration section that sets these values.</summary>
    public const string Section = "GraphQL:Limits";

    /// <summary>The size of a request body, or of a query string. Stops floods before anything is read.</summary>
    /// <value>From 1; the default is 1,048,576 (1 MiB).</value>
    public int MaxRequestBytes { get; init => field = AtLeastOne(value); } = 1_048_576;

    /// <summary>Whether one request may carry several operations as a JSON array.</summary>
    /// <value>The default is false.</value>
    public bool AllowBatching { get; init; }

    /// <summary>Requests in one batch, if <see cref="AllowBatching"/> lets there be any. Stops guessing of passwords and codes by the hundred in one request.</summary>
    /// <value>From 1; the default is 10.</value>
    public int MaxBatchSize { get; init => field = AtLeastOne(value); } = 10;

    /// <summary>Names, punctuators and values in a document. Stops documents that are slow to read and to validate.</summary>
    /// <value>From 1; the default is 4,000.</value>
    public int MaxTokens { get; init => field = AtLeastOne(value); } = 4_000;

    /// <summary>Open brackets at any place of a document: selections, lists, objects and types. Stops stack overflows by deep lists and objects.</summary>
    /// <value>1 to <see cref="ParserOptions.DeepestNesting"/>; the default is 100.</value>
    public int MaxNesting
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, ParserOptions.DeepestNesting);
            field = AtLeastOne(value);
        }
    } = 100;

    /// <summary>Errors that validation reports before it gives up. Stops small documents from making large responses.</summary>
    /// <value>From 1; the default is 50.</value>
    public int MaxValidationErrors { get; init => field = AtLeastOne(value); } = 50;

    /// <summary>Fields inside each other, fragments counted as if written out. Stops walks through relations without end.</summary>
    /// <value>From 1; the default is 16, which the introspection query of common tools needs.</value>
    public int MaxDepth { get; init => field = AtLeastOne(value); } = 16;

    /// <summary>Fields of an operation, fragments counted as if written out. Stops fragments that double at each level.</summary>
    /// <value>From 1; the default is 1,000.</value>
    public int MaxFields { get; init => field = AtLeastOne(value); } = 1_000;

    /// <summary>Aliases of an operation, fragments counted as if written out. Stops the same expensive field under many names.</summary>
    /// <value>From 0; the default is 50.</value>
    public int MaxAliases { get; init => field = AtLeastZero(value); } = 50;

    /// <summary>How often one response key, or one fragment, may stand in one selection set. Stops fields written over and over.</summary>
    /// <value>From 1; the default is 5.</value>
    public int MaxRepeats { get; init => field = AtLeastOne(value); } = 5;

    /// <summary>Directives of an operation, fragments counted as if written out.</summary>
    /// <value>From 0; the default is 50.</value>
    public int MaxDirectives { get; init => field = AtLeastZero(value); } = 50;

    /// <summary>Directives at one place.</summary>
    /// <value>From 0; the default is 5.</value>
    public int MaxDirectivesPerLocation { get; init => field = AtLeastZero(value); } = 5;

    /// <summary>The estimated cost of an operation; see <see cref="OperationAnalyzer"/>. Stops pages of pages of pages.</summary>
    /// <value>From 0; the default is 10,000.</value>
    public double MaxCost { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 10_000;

    /// <summary>How many items the estimate takes a list to hold when neither the schema nor an argument says.</summary>
    /// <value>From 1; the default is 10.</value>
    public int AssumedListSize { get; init => field = AtLeastOne(value); } = 10;

    /// <summary>Items of one list, or fields of one object, given as an input, in the document or in the variables.</summary>
    /// <value>From 0; the default is 1,000.</value>
    public int MaxListLength { get; init => field = AtLeastZero(value); } = 1_000;

    /// <summary>Values given as inputs altogether, the values inside lists and objects included.</summary>
    /// <value>From 0; the default is 50,000: the longest list, of objects with some fifty values each.</value>
    public int MaxInputValues { get; init => field = AtLeastZero(value); } = 50_000;

    /// <summary>How long an operation may run; a subscription: each of its events.</summary>
    /// <value>Positive; the default is 30 seconds.</value>
    public TimeSpan ExecutionTimeout
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value));
    } = TimeSpan.FromSeconds(30);

    /// <summary>Operations that are open at once on one web socket, or on one stream that many operations share.</summary>
    /// <value>From 1; the default is 100.</value>
    public int MaxOperationsPerConnection { get; init => field = AtLeastOne(value); } = 100;

    /// <summary>Streams that many operations share, reserved or open, of all clients together. One that is reserved and not opened is soon forgotten.</summary>
    /// <value>From 1; the default is 10,000.</value>
    public int MaxSharedStreams { get; init => field = AtLeastOne(value); } = 10_000;

    /// <summary>Whether <c>__schema</c> and <c>__type</c> are answered, and whether errors suggest names.</summary>
    /// <value>The default, null, allows both in the Development environment and nowhere else.</value>
    public bool? AllowIntrospection { get; init; }

    /// <summary>The limits that the section <see cref="Section"/> of a configuration sets, the others at their defaults.</summary>
    /// <exception cref="GraphQLConfigurationException">A setting is unknown, malformed or out of range.</exception>
    public static GraphQLLimits From(IConfiguration configuration) =>
        SettingsSection.Read(configuration, Section, static (section, strict) => section.Get<GraphQLLimits>(strict)) ?? new GraphQLLimits();

    /// <summary>What the parser is told.</summary>
    internal ParserOptions ParserOptions => new() { MaxTokens = MaxTokens, MaxDepth = MaxNesting };

    /// <summary>What the validator is told.</summary>
    /// <param name="introspection">Whether the schema may be seen.</param>
    internal ValidationOptions ValidationOptions(bool introspection) => new() { MaxErrors = MaxValidationErrors, Suggestions = introspection };

    private static int AtLeastOne(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        return value;
    }

    private static int AtLeastZero(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value;
    }
}
