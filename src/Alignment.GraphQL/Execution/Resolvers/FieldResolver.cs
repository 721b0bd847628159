using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>How the values of a field are obtained.</summary>
public abstract class FieldResolver
{
    private protected FieldResolver()
    {
    }

    /// <summary>Whether it only reads memory: no services, no arguments, no waiting. A pure leaf is read while it is written.</summary>
    internal abstract bool IsPure { get; }

    /// <summary>The class of the values, tasks unwrapped.</summary>
    internal abstract Type ResultType { get; }

    /// <summary>Ties the resolver to its field, when all types are known.</summary>
    internal abstract FieldRuntime Bind(OutputField field, Schema schema);

    /// <summary>Reads a member of the parent. It must be cheap, without side effects and safe to call while the response is written.</summary>
    public static FieldResolver Member<TParent, TResult>(Func<TParent, TResult> read) =>
        new MemberFieldResolver<TParent, TResult>(read);

    /// <summary>Computes the value without waiting.</summary>
    public static FieldResolver From<TResult>(Func<IResolverContext, TResult> resolve) =>
        new SyncFieldResolver<TResult>(new ResolverMethod<TResult>([], (_, _, context) => resolve(context!), NeedsContext: true));

    /// <summary>Computes the value, perhaps waiting.</summary>
    public static FieldResolver FromAsync<TResult>(Func<IResolverContext, ValueTask<TResult>> resolve) =>
        new ValueTaskFieldResolver<TResult>(new ResolverMethod<ValueTask<TResult>>([], (_, _, context) => resolve(context!), NeedsContext: true));
}

/// <summary>A compiled resolver method: the parent, the values bound once a column, and the context of the row if it is needed.</summary>
internal delegate TReturn ResolverCall<out TReturn>(object parent, object?[] bound, IResolverContext? context);

/// <summary>A resolver method with what its parameters are bound to.</summary>
/// <param name="Parameters">In the order of <c>bound</c>.</param>
/// <param name="Call">The compiled call.</param>
/// <param name="NeedsContext">Whether it takes the context of the row.</param>
/// <param name="RunsAlone">Whether it takes a scoped service, so that no two such resolvers of a request run at once.</param>
internal sealed record ResolverMethod<TReturn>(
    IReadOnlyList<ParameterBinding> Parameters,
    ResolverCall<TReturn> Call,
    bool NeedsContext = false,
    bool RunsAlone = false);

internal sealed class MemberFieldResolver<TParent, TResult>(Func<TParent, TResult> read) : FieldResolver
{
    internal override bool IsPure => true;

    internal override Type ResultType => typeof(TResult);

    internal override FieldRuntime Bind(OutputField field, Schema schema) =>
        new MemberRuntime<TParent, TResult>(read, field, LeafWriters.For<TResult>(field, schema));
}

internal sealed class SyncFieldResolver<TResult>(ResolverMethod<TResult> method) : FieldResolver
{
    internal override bool IsPure => false;

    internal override Type ResultType => typeof(TResult);

    internal override FieldRuntime Bind(OutputField field, Schema schema) =>
        new SyncRuntime<TResult>(method, field, LeafWriters.For<TResult>(field, schema));
}

internal sealed class TaskFieldResolver<TResult>(ResolverMethod<Task<TResult>> method) : FieldResolver
{
    internal override bool IsPure => false;

    internal override Type ResultType => typeof(TResult);

    internal override FieldRuntime Bind(OutputField field, Schema schema) =>
        new TaskRuntime<TResult>(method, field, LeafWriters.For<TResult>(field, schema));
}

internal sealed class ValueTaskFieldResolver<TResult>(ResolverMethod<ValueTask<TResult>> method) : FieldResolver
{
    internal override bool IsPure => false;

    internal override Type ResultType => typeof(TResult);

    internal override FieldRuntime Bind(OutputField field, Schema schema) =>
        new ValueTaskRuntime<TResult>(method, field, LeafWriters.For<TResult>(field, schema));
}
