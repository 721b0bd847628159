using System.Collections.Immutable;

namespace Alignment.GraphQL.Language;

/// <summary>A whole document: operations and fragments, or type definitions, or both.</summary>
public sealed class DocumentNode(Location location, ImmutableArray<DefinitionNode> definitions, int tokenCount = 0) : SyntaxNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Document;

    /// <summary>At least one when parsed, in the order of the text.</summary>
    public ImmutableArray<DefinitionNode> Definitions { get; } = definitions;

    /// <summary>How many tokens it took to read; 0 when built by hand.</summary>
    public int TokenCount { get; } = tokenCount;
}

/// <summary>An operation, a fragment, or a definition or extension of the type system.</summary>
public abstract class DefinitionNode : SyntaxNode
{
    private protected DefinitionNode(Location location)
        : base(location)
    {
    }
}

/// <summary>A definition that can run: an operation or a fragment.</summary>
public abstract class ExecutableDefinitionNode : DefinitionNode
{
    private protected ExecutableDefinitionNode(
        Location location, StringValueNode? description, ImmutableArray<DirectiveNode> directives, SelectionSetNode selectionSet)
        : base(location)
    {
        Description = description;
        Directives = directives;
        SelectionSet = selectionSet;
    }

    /// <summary>The description before the keyword, which the September 2025 edition allows here too.</summary>
    public StringValueNode? Description { get; }

    /// <summary>The directives, in order.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; }

    /// <summary>What is selected.</summary>
    public SelectionSetNode SelectionSet { get; }
}
