namespace Alignment.GraphQL.Types;

/// <summary>The type definitions do not make a schema. The message lists every problem, one a line.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="problems">At least one.</param>
    public SchemaException(IReadOnlyList<string> problems)
        : base($"The schema has {problems.Count} problem(s):{Environment.NewLine}- {string.Join($"{Environment.NewLine}- ", problems)}") =>
        Problems = problems;

    /// <summary>What is wrong, each with its place.</summary>
    public IReadOnlyList<string> Problems { get; }
}
