using Alignment.GraphQL.Execution;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL.Configuration;

/// <summary>What the section <c>GraphQL:PersistedOperations</c> of a configuration says.</summary>
/// <param name="Mode">Which operations may be asked for by their id; null if it is not said.</param>
/// <param name="Trusted">A file or folder with the operations that the host trusts, or null.</param>
internal sealed record PersistedOperationSettings(PersistedOperationMode? Mode, string? Trusted)
{
    internal const string Section = "GraphQL:PersistedOperations";

    /// <exception cref="GraphQLConfigurationException">A setting is unknown or malformed, or nothing would be answered.</exception>
    internal static PersistedOperationSettings From(IConfiguration? configuration)
    {
        var faults = new List<string>();
        PersistedOperationMode? mode = null;
        string? trusted = null;
        foreach (var setting in configuration?.GetSection(Section).GetChildren() ?? [])
        {
            if (setting.Key.Equals(nameof(Mode), StringComparison.OrdinalIgnoreCase) && Enum.TryParse<PersistedOperationMode>(setting.Value, ignoreCase: true, out var known) && Enum.IsDefined(known))
                mode = known;
            else if (setting.Key.Equals(nameof(Mode), StringComparison.OrdinalIgnoreCase))
                faults.Add($"{setting.Path} is {setting.Value}; it must be one of {string.Join(", ", Enum.GetNames<PersistedOperationMode>())}.");
            else if (setting.Key.Equals(nameof(Trusted), StringComparison.OrdinalIgnoreCase))
                trusted = setting.Value;
            else
                faults.Add($"{setting.Path} is no setting; {Section} has {nameof(Mode)} and {nameof(Trusted)}.");
        }

        if (mode == PersistedOperationMode.TrustedOnly && string.IsNullOrEmpty(trusted))
            faults.Add($"{Section}:{nameof(Mode)} is {nameof(PersistedOperationMode.TrustedOnly)}, so {Section}:{nameof(Trusted)} must name a file or folder with the operations to answer.");
        return faults.Count == 0 ? new PersistedOperationSettings(mode, trusted) : throw new GraphQLConfigurationException(faults);
    }

    /// <summary>The store with the operations that the host trusts, each of which the schema can run.</summary>
    /// <exception cref="GraphQLConfigurationException">A file cannot be read, or an operation in it is not valid.</exception>
    internal static IPersistedOperationStore BuildStore(IServiceProvider provider)
    {
        var store = new InMemoryPersistedOperationStore();
        if (From(provider.GetService<IConfiguration>()).Trusted is not { Length: > 0 } path)
            return store;
        var operations = TrustedOperationFiles.Read(path);
        if (TrustedOperationFiles.FaultsOf(operations, provider.GetRequiredService<RequestExecutor>()) is { Count: > 0 } faults)
            throw new GraphQLConfigurationException(faults);
        foreach (var operation in operations)
            store.AddTrusted(operation.Document.Span, operation.Id);
        return store;
    }
}
