namespace Alignment.GraphQL;

/// <summary>Settings, or files that settings name, cannot be used; the start stops. Each fault says what is wrong, where, and how to mend it.</summary>
public sealed class GraphQLConfigurationException : InvalidOperationException
{
    /// <param name="faults">At least one.</param>
    /// <param name="cause">What was thrown, if anything.</param>
    public GraphQLConfigurationException(IReadOnlyList<string> faults, Exception? cause = null)
        : base(string.Join(Environment.NewLine, faults), cause) => Faults = faults;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<string> Faults { get; }
}
