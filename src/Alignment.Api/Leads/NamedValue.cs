using Alignment.Core.Leads;
using Alignment.GraphQL;

namespace Alignment.Api.Leads;

/// <summary>One attribute of a lead or property of an engagement.</summary>
/// <param name="Name">As the source calls it; compared exactly.</param>
/// <param name="Value">Text, a number, true or false, or a date; null if absent.</param>
[GraphQLName("Attribute")]
public sealed record NamedValue(string Name, AttributeValue? Value)
{
    /// <summary>The values of a set, by name.</summary>
    public static IReadOnlyList<NamedValue> Of(AttributeSet set) => [.. set.Select(pair => new NamedValue(pair.Key, pair.Value))];
}
