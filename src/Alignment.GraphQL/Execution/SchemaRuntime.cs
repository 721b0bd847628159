namespace Alignment.GraphQL.Execution;

/// <summary>What execution needs to know beyond the types: converters and the form of ids.</summary>
internal sealed record SchemaRuntime
{
    internal static SchemaRuntime Default => new();

    internal TypeConverters Converters { get; init; } = new();

    internal INodeIdSerializer NodeIds { get; init; } = new Base64NodeIdSerializer();
}
