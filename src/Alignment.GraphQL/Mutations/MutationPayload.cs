namespace Alignment.GraphQL;

/// <summary>What one mutation answers: a value, errors, or both.</summary>
/// <param name="Value">The value that the method returned, or null.</param>
/// <param name="Errors">Of the classes that the mutation expects; empty if there are none.</param>
public sealed record MutationPayload(object? Value, IReadOnlyList<object> Errors)
{
    /// <summary>Errors without a value.</summary>
    public static MutationPayload Refused(params object[] errors) => new(null, errors);

    internal static MutationPayload Of(object? result) =>
        result is IFieldResult fieldResult ? new MutationPayload(fieldResult.Value, fieldResult.Errors) : new MutationPayload(result, []);
}

/// <summary>The next middleware, or the mutation itself.</summary>
public delegate ValueTask<MutationPayload> MutationDelegate(MutationContext context);

/// <summary>Stands around every mutation. It is made anew for each call; its constructor takes services.</summary>
public interface IMutationMiddleware
{
    /// <summary>Calls <paramref name="next"/> and answers what it answers, or answers something else without calling it.</summary>
    ValueTask<MutationPayload> InvokeAsync(MutationContext context, MutationDelegate next);
}
