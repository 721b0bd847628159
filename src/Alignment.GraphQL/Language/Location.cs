namespace Alignment.GraphQL.Language;

/// <summary>A place a reader can go to; both figures count from 1, columns in UTF-16 code units.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
public readonly record struct SourceLocation(int Line, int Column);

/// <summary>The bytes a syntax node was read from. <c>default</c> is the location of a node that was not parsed.</summary>
/// <param name="Source">The text, or null when the node was built by hand.</param>
/// <param name="Start">The first byte, from 0.</param>
/// <param name="End">The byte after the last one.</param>
public readonly record struct Location(SourceText? Source, int Start, int End)
{
    /// <summary>The line and column of <see cref="Start"/>, computed from the text; null without a text.</summary>
    public SourceLocation? Position => Source?.LocationOf(Start);

    /// <summary>The line of <see cref="Start"/>, from 1; 0 without a text.</summary>
    public int Line => Position?.Line ?? 0;

    /// <summary>The column of <see cref="Start"/>, from 1; 0 without a text.</summary>
    public int Column => Position?.Column ?? 0;
}
