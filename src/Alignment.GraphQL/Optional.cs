namespace Alignment.GraphQL;

/// <summary>An input that can tell "null was given" from "nothing was given".</summary>
/// <typeparam name="T">The class of the value.</typeparam>
/// <param name="Value">The value; <c>default</c> when nothing was given.</param>
/// <param name="HasValue">Whether something, perhaps null, was given.</param>
public readonly record struct Optional<T>(T? Value, bool HasValue)
{
    /// <summary>A value that was given.</summary>
    public static implicit operator Optional<T>(T value) => new(value, true);

    /// <summary>The value; <c>default</c> when nothing was given.</summary>
    public T? ToValue() => Value;
}

/// <summary>Makes optional values of classes known only at run time.</summary>
internal static class Optionals
{
    /// <summary>Makes <see cref="Optional{T}"/>s of boxed values.</summary>
    internal static Func<object?, bool, object> FactoryOf(Type optional) =>
        typeof(Optionals).GetMethod(nameof(Make), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
            .MakeGenericMethod(optional.GetGenericArguments()[0])
            .CreateDelegate<Func<object?, bool, object>>();

    private static object Make<T>(object? value, bool given) => new Optional<T>(value is null ? default : (T)value, given);
}
