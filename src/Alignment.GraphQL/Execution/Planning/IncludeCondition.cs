using System.Collections.Immutable;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Execution;

/// <summary>What <c>@skip</c> and <c>@include</c>, here and around, ask of the variables: all terms must hold.</summary>
internal sealed class IncludeCondition : IEquatable<IncludeCondition>
{
    internal static readonly IncludeCondition Always = new([]);

    private readonly ImmutableArray<(string Variable, bool Expected)> terms;

    private IncludeCondition(ImmutableArray<(string Variable, bool Expected)> terms) => this.terms = terms;

    internal bool IsAlways => terms.IsEmpty;

    /// <summary>This condition and what the directives add; null if it can never hold.</summary>
    internal IncludeCondition? And(ImmutableArray<DirectiveNode> directives)
    {
        var result = this;
        foreach (var directive in directives)
        {
            if (directive.Name.Value is not ("skip" or "include") || result is null)
                continue;
            var expected = directive.Name.Value == "include";
            result = directive.Arguments.FirstOrDefault(a => a.Name.Value == "if")?.Value switch
            {
                BooleanValueNode constant => constant.Value == expected ? result : null,
                VariableNode variable => result.And(variable.Name.Value, expected),
                _ => result,
            };
        }

        return result;
    }

    internal bool Holds(VariableValues variables)
    {
        foreach (var (variable, expected) in terms)
        {
            if (variables.IsTrue(variable) != expected)
                return false;
        }

        return true;
    }

    public bool Equals(IncludeCondition? other) => other is not null && terms.AsSpan().SequenceEqual(other.terms.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as IncludeCondition);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var term in terms)
            hash.Add(term);
        return hash.ToHashCode();
    }

    private IncludeCondition? And(string variable, bool expected)
    {
        foreach (var term in terms)
        {
            if (term.Variable == variable)
                return term.Expected == expected ? this : null;
        }

        return new IncludeCondition([.. terms.Append((variable, expected)).Order()]);
    }
}
