namespace Alignment.GraphQL.Language;

/// <summary>A node of a parsed document. Nodes are immutable and are compared by reference.</summary>
public abstract class SyntaxNode
{
    private protected SyntaxNode(Location location) => Location = location;

    /// <summary>What the node is; a switch on it is cheaper than one on types.</summary>
    public abstract SyntaxKind Kind { get; }

    /// <summary>Where it was read.</summary>
    public Location Location { get; }

    /// <summary>The node as GraphQL text, laid out as the reference implementation prints it.</summary>
    public override string ToString() => SyntaxPrinter.Print(this);
}

/// <summary>A name, as written.</summary>
public sealed class NameNode(Location location, string value) : SyntaxNode(location)
{
    /// <summary>A name that was not parsed.</summary>
    public NameNode(string value)
        : this(default, value)
    {
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Name;

    /// <summary>Letters, digits and underscores, not beginning with a digit.</summary>
    public string Value { get; } = value;
}
