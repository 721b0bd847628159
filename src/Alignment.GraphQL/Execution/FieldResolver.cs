namespace Alignment.GraphQL.Execution;

/// <summary>How the values of a field are obtained.</summary>
public abstract class FieldResolver
{
    private protected FieldResolver()
    {
    }

    /// <summary>Whether it only reads memory: no services, no arguments, no waiting. A pure leaf is read while it is written.</summary>
    internal abstract bool IsPure { get; }

    /// <summary>Reads a member of the parent. It must be cheap, without side effects and safe to call while the response is written.</summary>
    public static FieldResolver Member<TParent, TResult>(Func<TParent, TResult> read) => new Plain(isPure: true);

    /// <summary>Computes the value without waiting.</summary>
    public static FieldResolver From<TResult>(Func<IResolverContext, TResult> resolve) => new Plain(isPure: false);

    private sealed class Plain(bool isPure) : FieldResolver
    {
        internal override bool IsPure => isPure;
    }
}
