using Alignment.GraphQL.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL;

/// <summary>The loaders of one request, made when they are first asked for.</summary>
internal sealed class DataLoaderRegistry(RequestContext request)
{
    private readonly Dictionary<Type, IDataLoader> loaders = [];
    private readonly Lock gate = new();
    private RequestServiceProvider? services;

    internal IDataLoader Get(Type type)
    {
        lock (gate)
        {
            if (loaders.TryGetValue(type, out var known))
                return known;
            var loader = Create(type);
            return loaders[type] = loader;
        }
    }

    private IDataLoader Create(Type type)
    {
        if (request.Services.DataLoaders.TryGetValue(type, out var factory))
            return factory(request);
        if (type.IsAbstract)
            throw new InvalidOperationException($"There is no data loader {type.FullName}: add it with AddDataLoader or AddTypes.");
        var construct = request.Services.DataLoaderFactories.GetOrAdd(type, static of => of.GetConstructors().Length == 1
            ? ActivatorUtilities.CreateFactory(of, Type.EmptyTypes)
            : (services, _) => ActivatorUtilities.CreateInstance(services, of));
        return (IDataLoader)construct(services ??= new RequestServiceProvider(request, this), null);
    }
}

/// <summary>Answers from the application where it can, so that a request without scoped services needs no scope.</summary>
/// <param name="request">The request.</param>
/// <param name="loaders">Where a loader that builds on others finds them: those of the same request, with what they know already.</param>
internal sealed class RequestServiceProvider(RequestContext request, DataLoaderRegistry? loaders = null) : IServiceProvider
{
    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(IBatchScheduler))
            return request.Scheduler;
        if (serviceType == typeof(DataLoaderOptions))
            return request.Services.DataLoaderOptions;
        if (loaders is not null && typeof(IDataLoader).IsAssignableFrom(serviceType))
            return loaders.Get(serviceType);
        return (request.Services.Lifetimes.IsSingleton(serviceType) ? request.ApplicationServices : request.RequestServices).GetService(serviceType);
    }
}
