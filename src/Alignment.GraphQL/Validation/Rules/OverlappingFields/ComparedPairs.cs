using System.Runtime.CompilerServices;

namespace Alignment.GraphQL.Validation.Rules.OverlappingFields;

/// <summary>Remembers which pairs were compared, so that each is compared once however many ways lead to it.</summary>
internal sealed class ComparedPairs
{
    private readonly Dictionary<Pair, bool> compared = [];

    /// <summary>Notes a comparison.</summary>
    /// <param name="a">One side.</param>
    /// <param name="b">The other; the order matters.</param>
    /// <param name="mutuallyExclusive">Whether the comparison is the lenient one; a strict comparison covers a lenient one.</param>
    /// <returns>False when the pair was compared before, as strictly or more.</returns>
    internal bool Add(object a, object b, bool mutuallyExclusive)
    {
        if (Covers(new Pair(a, b), mutuallyExclusive))
            return false;
        compared[new Pair(a, b)] = mutuallyExclusive;
        return true;
    }

    /// <summary>As <see cref="Add"/>, but the order of the sides does not matter.</summary>
    internal bool AddUnordered(object a, object b, bool mutuallyExclusive) =>
        !Covers(new Pair(b, a), mutuallyExclusive) && Add(a, b, mutuallyExclusive);

    private bool Covers(Pair pair, bool mutuallyExclusive) =>
        compared.TryGetValue(pair, out var before) && (mutuallyExclusive || !before);

    private readonly record struct Pair(object A, object B)
    {
        public bool Equals(Pair other) => ReferenceEquals(A, other.A) && ReferenceEquals(B, other.B);

        public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(A), RuntimeHelpers.GetHashCode(B));
    }
}
