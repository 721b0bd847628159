using System.Linq.Expressions;
using System.Reflection;
using Alignment.GraphQL.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL;

/// <summary>The loaders of one request, made when they are first asked for.</summary>
internal sealed class DataLoaderRegistry(RequestContext request)
{
    private readonly List<(Type Type, IDataLoader Loader)> loaders = new(12); // a request has few: they are found faster one by one

    internal RequestContext Request { get; } = request;

    internal IDataLoader Get(Type type)
    {
        lock (loaders)
        {
            foreach (var known in loaders)
            {
                if (known.Type == type)
                    return known.Loader;
            }

            var loader = Create(type);
            loaders.Add((type, loader));
            return loader;
        }
    }

    private IDataLoader Create(Type type)
    {
        var services = Request.Services;
        if (services.DataLoaders.TryGetValue(type, out var factory))
            return factory(Request);
        if (type.IsAbstract)
            throw new InvalidOperationException($"There is no data loader {type.FullName}: add it with AddDataLoader or AddTypes.");
        return services.DataLoaderFactories.GetOrAdd(type, DataLoaderFactory.For, services)(this);
    }
}

/// <summary>How a class of loaders is made: found once, so that a request pays for no look-ups.</summary>
internal static class DataLoaderFactory
{
    private static readonly MethodInfo GetLoader = typeof(DataLoaderRegistry).GetMethod(nameof(DataLoaderRegistry.Get), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly MethodInfo GetKeyed = typeof(DataLoaderFactory).GetMethod(nameof(Keyed), BindingFlags.Static | BindingFlags.NonPublic)!;
    private static readonly MethodInfo GetScoped = typeof(DataLoaderFactory).GetMethod(nameof(Scoped), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>Calls the only constructor with loaders of the same request, the scheduler, the options and services; what is more involved is left to the container.</summary>
    internal static Func<DataLoaderRegistry, IDataLoader> For(Type type, ExecutorServices services)
    {
        if (type.GetConstructors() is not [var constructor])
            return registry => (IDataLoader)ActivatorUtilities.CreateInstance(new RequestServiceProvider(registry.Request, registry), type);
        var registry = Expression.Parameter(typeof(DataLoaderRegistry), "registry");
        var arguments = constructor.GetParameters().Select(parameter => Expression.Convert(Argument(parameter, registry, services), parameter.ParameterType));
        return Expression.Lambda<Func<DataLoaderRegistry, IDataLoader>>(Expression.New(constructor, arguments), registry).Compile();
    }

    private static Expression Argument(ParameterInfo parameter, ParameterExpression registry, ExecutorServices services)
    {
        var type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
            return Expression.Call(GetKeyed, registry, Expression.Constant(type), Expression.Constant(keyed.Key, typeof(object)));
        if (typeof(IDataLoader).IsAssignableFrom(type))
            return Expression.Call(registry, GetLoader, Expression.Constant(type));
        if (type == typeof(IBatchScheduler))
            return Expression.Property(Expression.Property(registry, nameof(DataLoaderRegistry.Request)), nameof(RequestContext.Scheduler));
        if (type == typeof(DataLoaderOptions))
            return Expression.Constant(services.DataLoaderOptions);
        if (services.Lifetimes.IsSingleton(type))
            return Expression.Constant(services.ApplicationServices.GetRequiredService(type), type);
        return parameter.HasDefaultValue && !services.Lifetimes.IsKnown(type)
            ? Expression.Constant(parameter.DefaultValue, type)
            : Expression.Call(GetScoped, registry, Expression.Constant(type));
    }

    private static object Keyed(DataLoaderRegistry registry, Type type, object? key) => registry.Request.RequestServices.GetRequiredKeyedService(type, key);

    private static object Scoped(DataLoaderRegistry registry, Type type) => registry.Request.RequestServices.GetRequiredService(type);
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
