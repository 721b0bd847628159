using System.Collections.Immutable;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>Finds names that occur more than once.</summary>
internal static class Repetitions
{
    /// <summary>Each repeated name with all its places, in the order of first occurrence. Few items, the rule, allocate nothing.</summary>
    internal static IEnumerable<(string Name, List<NameNode> Places)> Of<T>(ImmutableArray<T> items, Func<T, NameNode> nameOf) =>
        items.Length < 2 ? [] : items
            .Select(nameOf)
            .GroupBy(static n => n.Value, StringComparer.Ordinal)
            .Where(static g => g.Skip(1).Any())
            .Select(static g => (g.Key, g.ToList()));
}
