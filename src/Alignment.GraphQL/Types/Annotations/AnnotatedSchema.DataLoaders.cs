using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types.Annotations;

/// <content>Loaders made of methods.</content>
internal sealed partial class AnnotatedSchema
{
    private readonly Dictionary<Type, Func<RequestContext, IDataLoader>> loaders = [];
    private readonly HashSet<Type> ambiguousLoaders = [];

    private void ReadDataLoaders()
    {
        foreach (var type in definition.DataLoaders.Concat(all.Where(t => !t.IsAbstract && !t.ContainsGenericParameters && typeof(IDataLoader).IsAssignableFrom(t))).Distinct())
            AddLoaderClass(type);
        foreach (var method in all.SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)))
        {
            if (method.GetCustomAttribute<DataLoaderAttribute>() is { } attribute)
                Guard($"{method.DeclaringType!.Name}.{method.Name}", () => AddLoaderMethod(method, attribute));
        }

        foreach (var type in ambiguousLoaders)
            loaders.Remove(type);
    }

    private void AddLoaderClass(Type type)
    {
        foreach (var contract in type.GetInterfaces().Where(i => typeof(IDataLoader).IsAssignableFrom(i) && i != typeof(IDataLoader)))
            Register(contract, request => request.DataLoaders.Get(type));
    }

    private void AddLoaderMethod(MethodInfo method, DataLoaderAttribute attribute)
    {
        var shape = LoaderShape.Of(method);
        var name = attribute.Name ?? LoaderName(method.Name);
        var contract = typeof(IDataLoader<,>).MakeGenericType(shape.Key, shape.Value);
        var own = method.DeclaringType!.Assembly.GetTypes().FirstOrDefault(t => t.IsInterface && t.Name == $"I{name}DataLoader");
        var loaderType = typeof(MethodDataLoader<,>).MakeGenericType(shape.Key, shape.Value);
        var fetch = shape.Compile(this);
        if (own is null)
        {
            Register(contract, request => Create(loaderType, request, fetch));
            return;
        }

        if (!contract.IsAssignableFrom(own) || !(own.IsPublic || own.IsNestedPublic))
            throw new ArgumentException($"{own.FullName} must be public and extend IDataLoader<{shape.Key.Name}, {shape.Value.Name}>.");
        var emitted = LoaderEmitter.Implement(own, loaderType);
        loaders[own] = request => Create(emitted, request, fetch);
        Register(contract, request => request.DataLoaders.Get(own));
    }

    private void Register(Type contract, Func<RequestContext, IDataLoader> factory)
    {
        if (!loaders.TryAdd(contract, factory) && contract.IsGenericType)
            ambiguousLoaders.Add(contract);
    }

    private static IDataLoader Create(Type type, RequestContext request, Delegate fetch) =>
        (IDataLoader)Activator.CreateInstance(type, request.Scheduler, request.Services.DataLoaderOptions, fetch, request)!;

    private static string LoaderName(string method)
    {
        if (method.StartsWith("Get", StringComparison.Ordinal))
            method = method[3..];
        if (method.EndsWith("Async", StringComparison.Ordinal))
            method = method[..^5];
        return method.EndsWith("DataLoader", StringComparison.Ordinal) ? method[..^10] : method;
    }
}

/// <summary>What a loader method takes and returns.</summary>
internal sealed record LoaderShape(MethodInfo Method, Type Key, Type Value, Type Found, bool IsLookup)
{
    internal static LoaderShape Of(MethodInfo method)
    {
        var keys = method.GetParameters().FirstOrDefault()?.ParameterType;
        var key = keys is not null && keys.IsAssignableFrom(typeof(IReadOnlyList<>).MakeGenericType(LeafWriters.ItemTypeOf(keys) ?? typeof(object))) ? LeafWriters.ItemTypeOf(keys) : null;
        if (key is null)
            throw new ArgumentException("a data loader's first parameter is its keys, an IReadOnlyList<TKey>.");
        var result = method.ReturnType;
        if (result.IsGenericType && (result.GetGenericTypeDefinition() == typeof(Task<>) || result.GetGenericTypeDefinition() == typeof(ValueTask<>)))
            result = result.GetGenericArguments()[0];
        var contracts = result.GetInterfaces().Append(result).Where(i => i.IsGenericType).ToList();
        if (contracts.FirstOrDefault(i => i.GetGenericTypeDefinition() == typeof(ILookup<,>)) is { } lookup)
            return new LoaderShape(method, key, lookup.GetGenericArguments()[1].MakeArrayType(), result, IsLookup: true);
        if (contracts.FirstOrDefault(i => i.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)) is { } map && map.GetGenericArguments()[0] == key)
            return new LoaderShape(method, key, map.GetGenericArguments()[1], result, IsLookup: false);
        throw new ArgumentException("a data loader returns a Task of an IReadOnlyDictionary<TKey, TValue> or an ILookup<TKey, TValue>.");
    }

    /// <summary>A <c>Func&lt;keys, services, token, Task&lt;values&gt;&gt;</c>, and whether it needs a scope of its own.</summary>
    internal Delegate Compile(AnnotatedSchema schema)
    {
        var keys = Expression.Parameter(typeof(IReadOnlyList<>).MakeGenericType(Key), "keys");
        var services = Expression.Parameter(typeof(IServiceProvider), "services");
        var token = Expression.Parameter(typeof(CancellationToken), "token");
        var required = typeof(Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions)
            .GetMethod("GetRequiredService", [typeof(IServiceProvider), typeof(Type)])!;
        var arguments = Method.GetParameters().Select((p, i) =>
            i == 0 ? (Expression)keys
            : p.ParameterType == typeof(CancellationToken) ? token
            : Expression.Convert(Expression.Call(required, services, Expression.Constant(p.ParameterType)), p.ParameterType));
        var needsScope = Method.GetParameters().Skip(1).Any(p => p.ParameterType != typeof(CancellationToken) && !schema.Lifetimes.IsSingleton(p.ParameterType));
        var adapt = typeof(LoaderAdapters).GetMethod(IsLookup ? nameof(LoaderAdapters.Lookup) : nameof(LoaderAdapters.Map), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(Key, IsLookup ? Value.GetElementType()! : Value, Found);
        Expression call = Expression.Call(Method, arguments);
        if (call.Type.IsGenericType && call.Type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            call = Expression.Call(call, "AsTask", null);
        else if (!call.Type.IsGenericType || call.Type.GetGenericTypeDefinition() != typeof(Task<>))
            call = Expression.Call(typeof(Task), nameof(Task.FromResult), [call.Type], call);
        var lambda = Expression.Lambda(call, keys, services, token).Compile();
        return (Delegate)adapt.Invoke(null, [lambda, needsScope])!;
    }
}

/// <summary>Fetches values in the order of the keys.</summary>
internal delegate Task<IReadOnlyList<TValue?>> LoaderFetch<TKey, TValue>(IReadOnlyList<TKey> keys, RequestContext request, CancellationToken cancellationToken);

internal static class LoaderAdapters
{
    internal static LoaderFetch<TKey, TValue> Map<TKey, TValue, TFound>(
        Func<IReadOnlyList<TKey>, IServiceProvider, CancellationToken, Task<TFound>> fetch, bool needsScope)
        where TKey : notnull
        where TFound : IReadOnlyDictionary<TKey, TValue> =>
        async (keys, request, token) =>
        {
            var found = await InScope(keys, request, fetch, needsScope, token).ConfigureAwait(false);
            var values = new TValue?[keys.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = found.TryGetValue(keys[i], out var value) ? value : default;
            return values;
        };

    internal static LoaderFetch<TKey, TValue[]> Lookup<TKey, TValue, TFound>(
        Func<IReadOnlyList<TKey>, IServiceProvider, CancellationToken, Task<TFound>> fetch, bool needsScope)
        where TFound : ILookup<TKey, TValue> =>
        async (keys, request, token) =>
        {
            var found = await InScope(keys, request, fetch, needsScope, token).ConfigureAwait(false);
            var values = new TValue[keys.Count][];
            for (var i = 0; i < values.Length; i++)
                values[i] = [.. found[keys[i]]];
            return values;
        };

    private static async Task<TFound> InScope<TKey, TFound>(
        IReadOnlyList<TKey> keys,
        RequestContext request,
        Func<IReadOnlyList<TKey>, IServiceProvider, CancellationToken, Task<TFound>> fetch,
        bool needsScope,
        CancellationToken token)
    {
        if (!needsScope)
            return await fetch(keys, request.ApplicationServices, token).ConfigureAwait(false);
        var factory = (Microsoft.Extensions.DependencyInjection.IServiceScopeFactory)request.ApplicationServices
            .GetService(typeof(Microsoft.Extensions.DependencyInjection.IServiceScopeFactory))!;
        var scope = new Microsoft.Extensions.DependencyInjection.AsyncServiceScope(factory.CreateScope());
        await using (scope.ConfigureAwait(false))
            return await fetch(keys, scope.ServiceProvider, token).ConfigureAwait(false);
    }
}

/// <summary>A loader made of a method.</summary>
/// <typeparam name="TKey">The class of the keys.</typeparam>
/// <typeparam name="TValue">The class of the values.</typeparam>
public class MethodDataLoader<TKey, TValue> : DataLoaderBase<TKey, TValue>
    where TKey : notnull
{
    private readonly LoaderFetch<TKey, TValue> fetch;
    private readonly RequestContext request;

    /// <summary>Called by the engine.</summary>
    public MethodDataLoader(object batchScheduler, object options, object fetch, object request)
        : base((IBatchScheduler)batchScheduler, (DataLoaderOptions)options)
    {
        this.fetch = (LoaderFetch<TKey, TValue>)fetch;
        this.request = (RequestContext)request;
    }

    /// <inheritdoc/>
    protected sealed override Task<IReadOnlyList<TValue?>> FetchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken) =>
        fetch(keys, request, cancellationToken);
}

/// <summary>Makes classes that are a <see cref="MethodDataLoader{TKey, TValue}"/> and implement an interface that adds nothing to it.</summary>
internal static class LoaderEmitter
{
    private static readonly ModuleBuilder Module = AssemblyBuilder
        .DefineDynamicAssembly(new AssemblyName("Alignment.GraphQL.DataLoaders"), AssemblyBuilderAccess.Run)
        .DefineDynamicModule("DataLoaders");

    private static readonly Dictionary<Type, Type> Known = [];
    private static readonly Lock Gate = new();

    internal static Type Implement(Type contract, Type loader)
    {
        lock (Gate)
        {
            if (Known.TryGetValue(contract, out var known))
                return known;
            var type = Module.DefineType($"{contract.FullName}.Loader", TypeAttributes.Public | TypeAttributes.Sealed, loader, [contract]);
            var parent = loader.GetConstructors()[0];
            var parameters = parent.GetParameters().Select(p => p.ParameterType).ToArray();
            var il = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, parameters).GetILGenerator();
            for (var i = 0; i <= parameters.Length; i++)
                il.Emit(OpCodes.Ldarg, (short)i);
            il.Emit(OpCodes.Call, parent);
            il.Emit(OpCodes.Ret);
            return Known[contract] = type.CreateType();
        }
    }
}
