using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Execution;

/// <summary>One place in the document where a field is selected, and when.</summary>
internal readonly record struct Occurrence(FieldNode Node, IncludeCondition Condition);
