using System.Diagnostics.CodeAnalysis;

namespace Alignment.Core;

/// <summary>What became of a request: its value, or every reason why it was refused.</summary>
/// <typeparam name="T">The type of the value of a request that was granted.</typeparam>
public sealed class Result<T>
{
    private readonly T? value;

    private Result(T? value, IReadOnlyList<Refusal> refusals) => (this.value, Refusals) = (value, refusals);

    /// <summary>Whether the request was granted.</summary>
    public bool Succeeded => Refusals.Count == 0;

    /// <summary>Every reason for the refusal, in the order of the input; empty when the request was granted.</summary>
    public IReadOnlyList<Refusal> Refusals { get; }

    /// <summary>The value of a granted request.</summary>
    /// <exception cref="InvalidOperationException">The request was refused; the message lists the reasons.</exception>
    public T Value => Succeeded ? value! : throw new InvalidOperationException($"Refused: {string.Join("; ", Refusals)}");

    /// <summary>Asks for the value and the refusals at once.</summary>
    /// <param name="granted">The value, if the request was granted.</param>
    /// <param name="refusals">The reasons otherwise.</param>
    /// <returns>Whether the request was granted.</returns>
    public bool TryGetValue([MaybeNullWhen(false)] out T granted, out IReadOnlyList<Refusal> refusals)
    {
        granted = value;
        refusals = Refusals;
        return Succeeded;
    }

    /// <summary>Goes on with the value, or hands the refusals on.</summary>
    /// <param name="next">What to make of the value.</param>
    public Result<TNext> Then<TNext>(Func<T, TNext> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return Succeeded ? next(value!) : new Result<TNext>(default, Refusals);
    }

    /// <summary>A granted request.</summary>
    public static implicit operator Result<T>(T value) => new(value, []);

    /// <summary>A request refused for one reason.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new(default, [refusal]);

    /// <summary>A request refused for several reasons.</summary>
    /// <exception cref="ArgumentException">There are no reasons.</exception>
    public static implicit operator Result<T>(List<Refusal> refusals) => Result.Refused<T>(refusals);

    internal static Result<T> From(T? value, IReadOnlyList<Refusal> refusals) => new(value, refusals);
}

/// <summary>Makes <see cref="Result{T}"/> values.</summary>
public static class Result
{
    /// <summary>A granted request.</summary>
    public static Result<T> Success<T>(T value) => Result<T>.From(value, []);

    /// <summary>A refused request.</summary>
    /// <param name="refusals">Every reason; at least one.</param>
    /// <exception cref="ArgumentException">There are no reasons.</exception>
    public static Result<T> Refused<T>(params IReadOnlyList<Refusal> refusals)
    {
        ArgumentNullException.ThrowIfNull(refusals);
        return refusals.Count == 0
            ? throw new ArgumentException("A refusal lists at least one reason.", nameof(refusals))
            : Result<T>.From(default, refusals);
    }
}
