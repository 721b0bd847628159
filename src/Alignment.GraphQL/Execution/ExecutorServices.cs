using System.Collections.Concurrent;
using Alignment.GraphQL.Types;
using Microsoft.Extensions.Logging;

namespace Alignment.GraphQL.Execution;

/// <summary>What all executions on one schema share.</summary>
internal sealed record ExecutorServices
{
    internal required Schema Schema { get; init; }

    internal required IServiceProvider ApplicationServices { get; init; }

    internal required ServiceLifetimes Lifetimes { get; init; }

    internal required GraphQLOptions Options { get; init; }

    internal required ILogger Logger { get; init; }

    internal IReadOnlyList<IErrorFilter> ErrorFilters { get; init; } = [];

    internal DataLoaderOptions DataLoaderOptions { get; init; } = new();

    /// <summary>How loaders are made that are not declared by a method: found once for each class.</summary>
    internal ConcurrentDictionary<Type, Func<DataLoaderRegistry, IDataLoader>> DataLoaderFactories { get; } = new();

    internal IReadOnlyDictionary<Type, Func<RequestContext, IDataLoader>> DataLoaders { get; init; } = new Dictionary<Type, Func<RequestContext, IDataLoader>>();

    /// <summary>The error as the host's filters leave it.</summary>
    internal GraphQLError Filtered(GraphQLError error) => ErrorFilters.Aggregate(error, static (told, filter) => filter.OnError(told));
}

/// <summary>Sees every error before it is sent, and may change what is said.</summary>
public interface IErrorFilter
{
    /// <summary>The error to send in place of this one.</summary>
    GraphQLError OnError(GraphQLError error);
}
