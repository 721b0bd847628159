using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Execution;

/// <summary>One place in the document where a field is selected, and when.</summary>
/// <param name="Node">The field.</param>
/// <param name="Condition">When it is included.</param>
/// <param name="Order">Its place among all that were collected with it, from 1.</param>
internal readonly record struct Occurrence(FieldNode Node, IncludeCondition Condition, int Order);
