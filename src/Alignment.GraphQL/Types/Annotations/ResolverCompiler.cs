using System.Linq.Expressions;
using System.Reflection;
using System.Security.Claims;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types.Annotations;

/// <summary>Makes resolvers of methods and properties: compiled once, called without reflection.</summary>
internal sealed class ResolverCompiler(AnnotatedSchema schema)
{
    private static readonly ParameterExpression Parent = Expression.Parameter(typeof(object), "parent");
    private static readonly ParameterExpression Bound = Expression.Parameter(typeof(object?[]), "bound");
    private static readonly ParameterExpression Context = Expression.Parameter(typeof(IResolverContext), "context");

    /// <summary>Reads a property.</summary>
    internal static FieldResolver Property(PropertyInfo property, Type parent) =>
        (FieldResolver)Invoke(nameof(PropertyOf), [parent, property.PropertyType], property)!;

    /// <summary>Calls a method.</summary>
    /// <param name="method">The method, static or of the parent.</param>
    /// <param name="argumentOf">What an argument is bound to.</param>
    internal FieldResolver Method(MethodInfo method, Func<ParameterInfo, ParameterBinding> argumentOf)
    {
        var parameters = method.GetParameters();
        if (IsPure(method, parameters))
            return (FieldResolver)Invoke(nameof(PureOf), [parameters[0].ParameterType, method.ReturnType], method)!;
        var compiled = Compile(method, argumentOf);
        var result = method.ReturnType;
        if (result.IsGenericType && result.GetGenericTypeDefinition() == typeof(Task<>))
            return (FieldResolver)Invoke(nameof(TaskOf), [result.GetGenericArguments()[0]], compiled)!;
        if (result.IsGenericType && result.GetGenericTypeDefinition() == typeof(ValueTask<>))
            return (FieldResolver)Invoke(nameof(ValueTaskOf), [result.GetGenericArguments()[0]], compiled)!;
        return (FieldResolver)Invoke(nameof(SyncOf), [result], compiled)!;
    }

    /// <summary>Compiles the call of a method.</summary>
    internal CompiledMethod Compile(MethodInfo method, Func<ParameterInfo, ParameterBinding> argumentOf)
    {
        var bindings = new List<ParameterBinding>();
        var needsContext = false;
        var runsAlone = false;
        var arguments = new List<Expression>();
        foreach (var parameter in method.GetParameters())
        {
            var type = parameter.ParameterType;
            if (parameter.GetCustomAttribute<ParentAttribute>() is not null)
            {
                arguments.Add(Expression.Convert(Parent, type));
                continue;
            }

            if (type == typeof(IResolverContext))
            {
                needsContext = true;
                arguments.Add(Context);
                continue;
            }

            bindings.Add(BindingOf(parameter, argumentOf));
            runsAlone |= schema.Lifetimes.IsScoped(type) && schema.IsService(parameter);
            arguments.Add(Expression.Convert(Expression.ArrayIndex(Bound, Expression.Constant(bindings.Count - 1)), type));
        }

        var instance = method.IsStatic ? null : Expression.Convert(Parent, method.DeclaringType!);
        return new CompiledMethod(Expression.Call(instance, method, arguments), bindings, needsContext, runsAlone);
    }

    /// <summary>The compiled call with a result of any class.</summary>
    internal static ResolverCall<TReturn> CallOf<TReturn>(CompiledMethod method) =>
        Expression.Lambda<ResolverCall<TReturn>>(method.Call, Parent, Bound, Context).Compile();

    private ParameterBinding BindingOf(ParameterInfo parameter, Func<ParameterInfo, ParameterBinding> argumentOf)
    {
        var type = parameter.ParameterType;
        if (RequestBinding.TryGetKnown(type, out var known))
            return known!;
        if (parameter.GetCustomAttribute<IsSelectedAttribute>() is { } isSelected)
            return RequestBinding.IsSelected(isSelected.Fields);
        if (parameter.GetCustomAttribute<EventMessageAttribute>() is not null)
            return RequestBinding.EventMessage;
        if (typeof(IDataLoader).IsAssignableFrom(type))
            return RequestBinding.DataLoader(type);
        if (schema.IsService(parameter))
        {
            var required = schema.Inference.Of(parameter).ReadState is not NullabilityState.Nullable;
            return new ServiceBinding(type, parameter.GetCustomAttribute<ServiceAttribute>()?.Key, schema.Lifetimes.IsSingleton(type), required);
        }

        return argumentOf(parameter);
    }

    /// <summary>Whether a parameter is given by the client.</summary>
    internal bool IsArgument(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<ParentAttribute>() is null
        && parameter.GetCustomAttribute<IsSelectedAttribute>() is null
        && parameter.GetCustomAttribute<EventMessageAttribute>() is null
        && parameter.ParameterType != typeof(IResolverContext)
        && parameter.ParameterType != typeof(ClaimsPrincipal)
        && parameter.ParameterType != typeof(PagingArguments)
        && !RequestBinding.TryGetKnown(parameter.ParameterType, out _)
        && !typeof(IDataLoader).IsAssignableFrom(parameter.ParameterType)
        && !schema.IsService(parameter);

    internal static object? Invoke(string method, Type[] arguments, params object?[] values) =>
        typeof(ResolverCompiler).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(arguments).Invoke(null, values);

    internal static void ConnectionFields<T>(ObjectTypeConfiguration connection, ObjectTypeConfiguration edge, TypeReference item, bool withCount)
    {
        connection.Fields.Add(new("pageInfo", TypeReference.Parse("PageInfo!"))
        {
            Description = "Where the page stands among the others.",
            Resolver = FieldResolver.Member<Connection<T>, PageInfo>(c => c.PageInfo),
        });
        connection.Fields.Add(new("edges", TypeReference.Named(edge.Name).NonNull().List())
        {
            Description = "The items with their cursors.",
            Resolver = FieldResolver.Member<Connection<T>, IReadOnlyList<Edge<T>>>(c => c.Edges),
        });
        connection.Fields.Add(new("nodes", item.List())
        {
            Description = "The items.",
            Resolver = FieldResolver.Member<Connection<T>, IReadOnlyList<T>>(c => c.Items),
        });
        edge.Fields.Add(new("cursor", TypeReference.Parse("String!"))
        {
            Description = "Leads to the item; opaque.",
            Resolver = FieldResolver.Member<Edge<T>, string>(e => e.Cursor),
        });
        edge.Fields.Add(new("node", item) { Description = "The item.", Resolver = FieldResolver.Member<Edge<T>, T>(e => e.Node) });
        if (!withCount)
            return;
        connection.Fields.Add(new("totalCount", TypeReference.Parse("Int!"))
        {
            Description = "How many items there are behind all pages. It is counted only if it is asked for.",
            Resolver = FieldResolver.FromAsync(async c => (await c.Parent<Connection<T>>().CountAsync(c.RequestAborted).ConfigureAwait(false)).Value),
        });
        connection.Fields.Add(new("totalCountIsEstimate", TypeReference.Parse("Boolean!"))
        {
            Description = "Whether `totalCount` is only about right.",
            Resolver = FieldResolver.FromAsync(async c => (await c.Parent<Connection<T>>().CountAsync(c.RequestAborted).ConfigureAwait(false)).IsEstimate),
        });
    }

    internal static FieldResolver PayloadValue<T>()
        where T : class =>
        FieldResolver.Member<MutationPayload, T?>(p => (T?)p.Value);

    internal static FieldResolver PayloadStruct<T>()
        where T : struct =>
        FieldResolver.Member<MutationPayload, T?>(p => (T?)p.Value);

    internal static FieldResolver PayloadMember<TPayload, TMember>(PropertyInfo property)
    {
        var read = ReadOf<TPayload, TMember>(property);
        return FieldResolver.Member<MutationPayload, TMember?>(p => p.Value is TPayload payload ? read(payload) : default);
    }

    internal static FieldResolver PayloadStructMember<TPayload, TMember>(PropertyInfo property)
        where TMember : struct
    {
        var read = ReadOf<TPayload, TMember>(property);
        return FieldResolver.Member<MutationPayload, TMember?>(p => p.Value is TPayload payload ? read(payload) : null);
    }

    private static Func<TParent, TResult> ReadOf<TParent, TResult>(PropertyInfo property)
    {
        var parent = Expression.Parameter(typeof(TParent));
        return Expression.Lambda<Func<TParent, TResult>>(Expression.Property(parent, property), parent).Compile();
    }

    private static bool IsPure(MethodInfo method, ParameterInfo[] parameters) =>
        method.IsStatic && parameters is [var only] && only.GetCustomAttribute<ParentAttribute>() is not null
        && !typeof(Task).IsAssignableFrom(method.ReturnType)
        && !(method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(ValueTask<>));

    private static FieldResolver PureOf<TParent, TResult>(MethodInfo method) =>
        FieldResolver.Member(method.CreateDelegate<Func<TParent, TResult>>());

    private static FieldResolver PropertyOf<TParent, TResult>(PropertyInfo property)
    {
        if (!typeof(TParent).IsValueType && property.DeclaringType is { IsValueType: false })
            return FieldResolver.Member(property.GetMethod!.CreateDelegate<Func<TParent, TResult>>());
        return FieldResolver.Member(ReadOf<TParent, TResult>(property));
    }

    private static SyncFieldResolver<TResult> SyncOf<TResult>(CompiledMethod method) =>
        new(new ResolverMethod<TResult>(method.Bindings, CallOf<TResult>(method), method.NeedsContext, method.RunsAlone));

    private static TaskFieldResolver<TResult> TaskOf<TResult>(CompiledMethod method) =>
        new(new ResolverMethod<Task<TResult>>(method.Bindings, CallOf<Task<TResult>>(method), method.NeedsContext, method.RunsAlone));

    private static ValueTaskFieldResolver<TResult> ValueTaskOf<TResult>(CompiledMethod method) =>
        new(new ResolverMethod<ValueTask<TResult>>(method.Bindings, CallOf<ValueTask<TResult>>(method), method.NeedsContext, method.RunsAlone));
}

/// <summary>The call of a method, with what its parameters are bound to.</summary>
internal sealed record CompiledMethod(
    MethodCallExpression Call, IReadOnlyList<ParameterBinding> Bindings, bool NeedsContext, bool RunsAlone);
