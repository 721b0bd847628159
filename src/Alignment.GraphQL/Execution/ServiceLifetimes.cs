using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL.Execution;

/// <summary>Which services are singletons and which are scoped, as they were registered.</summary>
internal sealed class ServiceLifetimes(IServiceCollection services)
{
    private readonly Lazy<FrozenDictionary<Type, ServiceLifetime>> lifetimes = new(() => services
        .GroupBy(s => s.ServiceType)
        .ToFrozenDictionary(g => g.Key, g => g.Max(s => s.Lifetime)));

    internal bool IsKnown(Type type) => Find(type) is not null;

    internal bool IsSingleton(Type type) => Find(type) is ServiceLifetime.Singleton;

    internal bool IsScoped(Type type) => Find(type) is ServiceLifetime.Scoped;

    private ServiceLifetime? Find(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            return Find(type.GetGenericArguments()[0]) ?? ServiceLifetime.Singleton;
        if (lifetimes.Value.TryGetValue(type, out var lifetime))
            return lifetime;
        if (type.IsConstructedGenericType && lifetimes.Value.TryGetValue(type.GetGenericTypeDefinition(), out lifetime))
            return lifetime;
        return type == typeof(IServiceScopeFactory) || type == typeof(IServiceProviderIsService) ? ServiceLifetime.Singleton : null;
    }
}
