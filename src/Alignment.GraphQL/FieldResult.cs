namespace Alignment.GraphQL;

/// <summary>What a mutation returns: a value, errors, or (in a batch) both.</summary>
public interface IFieldResult
{
    /// <summary>The value; null if there is none.</summary>
    object? Value { get; }

    /// <summary>The errors, of the classes that the mutation's <see cref="ErrorAttribute{TError}"/>s name; empty if there are none.</summary>
    IReadOnlyList<object> Errors { get; }
}

/// <inheritdoc/>
/// <typeparam name="T">The class of the value.</typeparam>
public readonly struct FieldResult<T> : IFieldResult
{
    private readonly IReadOnlyList<object>? errors;

    /// <summary>A value together with errors.</summary>
    public FieldResult(T? value, IReadOnlyList<object> errors)
    {
        Value = value;
        this.errors = errors;
    }

    /// <summary>A value without errors.</summary>
    public FieldResult(T value)
        : this(value, [])
    {
    }

    /// <summary>Errors without a value.</summary>
    public FieldResult(params object[] errors)
        : this(default, errors)
    {
    }

    /// <summary>The value, or <c>default</c>.</summary>
    public T? Value { get; }

    /// <inheritdoc/>
    public IReadOnlyList<object> Errors => errors ?? [];

    object? IFieldResult.Value => Value;

    /// <summary>A value without errors.</summary>
    public static implicit operator FieldResult<T>(T value) => new(value);
}

/// <inheritdoc/>
/// <typeparam name="T">The class of the value.</typeparam>
/// <typeparam name="TError">The one class of errors.</typeparam>
public readonly struct FieldResult<T, TError> : IFieldResult
    where TError : class
{
    private readonly FieldResult<T> result;

    private FieldResult(FieldResult<T> result) => this.result = result;

    /// <inheritdoc cref="FieldResult{T}.Value"/>
    public T? Value => result.Value;

    /// <inheritdoc/>
    public IReadOnlyList<object> Errors => result.Errors;

    object? IFieldResult.Value => Value;

    /// <summary>A value without errors.</summary>
    public static implicit operator FieldResult<T, TError>(T value) => new(new FieldResult<T>(value));

    /// <summary>An error without a value.</summary>
    public static implicit operator FieldResult<T, TError>(TError error) => new(new FieldResult<T>([error]));
}

/// <inheritdoc/>
/// <typeparam name="T">The class of the value.</typeparam>
/// <typeparam name="TError1">One class of errors.</typeparam>
/// <typeparam name="TError2">Another class of errors.</typeparam>
public readonly struct FieldResult<T, TError1, TError2> : IFieldResult
    where TError1 : class
    where TError2 : class
{
    private readonly FieldResult<T> result;

    private FieldResult(FieldResult<T> result) => this.result = result;

    /// <inheritdoc cref="FieldResult{T}.Value"/>
    public T? Value => result.Value;

    /// <inheritdoc/>
    public IReadOnlyList<object> Errors => result.Errors;

    object? IFieldResult.Value => Value;

    /// <summary>A value without errors.</summary>
    public static implicit operator FieldResult<T, TError1, TError2>(T value) => new(new FieldResult<T>(value));

    /// <summary>An error without a value.</summary>
    public static implicit operator FieldResult<T, TError1, TError2>(TError1 error) => new(new FieldResult<T>([error]));

    /// <summary>An error without a value.</summary>
    public static implicit operator FieldResult<T, TError1, TError2>(TError2 error) => new(new FieldResult<T>([error]));
}
