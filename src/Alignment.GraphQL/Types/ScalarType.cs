using System.Text.Json;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Types;

/// <summary>A leaf whose text the scalar itself defines. Derive from <see cref="ScalarType{TRuntime}"/>.</summary>
public abstract class ScalarType : NamedType
{
    private protected ScalarType(string name, string? description, string? specifiedBy)
        : base(name, description) => SpecifiedBy = specifiedBy;

    /// <inheritdoc/>
    public sealed override TypeKind Kind => TypeKind.Scalar;

    /// <summary>The address of the text that defines it, or null.</summary>
    public string? SpecifiedBy { get; }

    /// <summary>The class of its values.</summary>
    public abstract Type RuntimeType { get; }

    /// <summary>Whether the specification defines it.</summary>
    public bool IsSpecified => Name is "String" or "Int" or "Float" or "Boolean" or "ID";

    /// <summary>Whether a constant stands for a value.</summary>
    /// <param name="literal">A literal without variables.</param>
    /// <param name="message">If not: what to tell the client, complete and in the reference implementation's words.</param>
    public bool IsValidLiteral(ValueNode literal, out string? message)
    {
        if (TryParseLiteralValue(literal, out _, out var error))
        {
            message = null;
            return true;
        }

        message = Describe(error, InputInspector.Inspect(literal));
        return false;
    }

    /// <summary>Reads the token the reader stands on, up to and with its end.</summary>
    internal abstract bool TryReadValue(ref Utf8JsonReader reader, out object? value, out string? error);

    /// <summary>Reads a literal without variables.</summary>
    internal abstract bool TryParseLiteralValue(ValueNode literal, out object? value, out string? error);

    /// <summary>Writes a value whose class is known only now.</summary>
    internal abstract bool TryWriteValue(ResultWriter writer, object value, out string? error);

    /// <summary>The literal that stands for a value, or null if there is none.</summary>
    internal abstract ValueNode? ToLiteral(object value);

    /// <summary>What to tell the client about an input that was refused.</summary>
    internal string Describe(string? error, string found) => this switch
    {
        { IsSpecified: true } when error is not null => error,
        _ when error is null => $"Expected value of type \"{Name}\", found: {found}.",
        _ => $"Expected value of type \"{Name}\", but encountered error \"{error}\"; found: {found}.",
    };
}

/// <summary>A scalar whose values are of one class.</summary>
/// <typeparam name="TRuntime">The class of its values.</typeparam>
/// <param name="name">The name in the schema.</param>
/// <param name="description">Markdown for readers of the schema, or null.</param>
/// <param name="specifiedBy">The address of the text that defines it, or null.</param>
public abstract class ScalarType<TRuntime>(string name, string? description = null, string? specifiedBy = null)
    : ScalarType(name, description, specifiedBy)
    where TRuntime : notnull
{
    /// <inheritdoc/>
    public sealed override Type RuntimeType => typeof(TRuntime);

    /// <summary>Reads a value from JSON.</summary>
    /// <param name="reader">Stands on the first token of the value, never <c>null</c>; must stand on its last token after success.</param>
    /// <param name="value">The value.</param>
    /// <param name="error">If refused: why, with the form that is expected; null if there is nothing to add.</param>
    protected abstract bool TryRead(ref Utf8JsonReader reader, out TRuntime value, out string? error);

    /// <summary>Reads a value from a literal without variables. Unless overridden, the literal is read as the JSON it stands for.</summary>
    /// <param name="literal">Never <c>null</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="error">If refused: why; null if there is nothing to add.</param>
    protected virtual bool TryParseLiteral(ValueNode literal, out TRuntime value, out string? error)
    {
        var json = LiteralJson.ToUtf8(literal);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return TryRead(ref reader, out value, out error);
    }

    /// <summary>Writes exactly one JSON value.</summary>
    /// <exception cref="GraphQLException">The value cannot be represented.</exception>
    protected internal abstract void Write(ResultWriter writer, TRuntime value);

    internal sealed override bool TryReadValue(ref Utf8JsonReader reader, out object? value, out string? error)
    {
        var read = TryRead(ref reader, out var typed, out error);
        value = read ? typed : null;
        return read;
    }

    internal sealed override bool TryParseLiteralValue(ValueNode literal, out object? value, out string? error)
    {
        var read = TryParseLiteral(literal, out var typed, out error);
        value = read ? typed : null;
        return read;
    }

    internal override bool TryWriteValue(ResultWriter writer, object value, out string? error)
    {
        if (value is TRuntime typed)
        {
            Write(writer, typed);
            error = null;
            return true;
        }

        error = $"{Name} cannot represent value: {InputInspector.Inspect(value)}";
        return false;
    }

    internal override ValueNode? ToLiteral(object value)
    {
        if (value is not TRuntime typed)
            return null;
        using var writer = new ResultWriter();
        Write(writer, typed);
        return LiteralJson.FromUtf8(writer.WrittenSpan);
    }
}

/// <summary>A scalar whose values are written as strings.</summary>
/// <inheritdoc/>
public abstract class StringScalarType<TRuntime>(string name, string? description = null, string? specifiedBy = null)
    : ScalarType<TRuntime>(name, description, specifiedBy)
    where TRuntime : notnull
{
    /// <summary>Reads the content of a string.</summary>
    /// <param name="text">Without quotes and escapes.</param>
    /// <param name="value">The value.</param>
    /// <param name="error">If refused: why, with the form that is expected; null if there is nothing to add.</param>
    protected abstract bool TryParse(string text, out TRuntime value, out string? error);

    /// <summary>The content of the string that stands for a value.</summary>
    protected abstract string Format(TRuntime value);

    /// <inheritdoc/>
    protected sealed override bool TryRead(ref Utf8JsonReader reader, out TRuntime value, out string? error)
    {
        if (reader.TokenType == JsonTokenType.String)
            return TryParse(reader.GetString()!, out value, out error);
        value = default!;
        error = null;
        return false;
    }

    /// <inheritdoc/>
    protected sealed override bool TryParseLiteral(ValueNode literal, out TRuntime value, out string? error)
    {
        if (literal is StringValueNode text)
            return TryParse(text.Value, out value, out error);
        value = default!;
        error = null;
        return false;
    }

    /// <inheritdoc/>
    protected internal override void Write(ResultWriter writer, TRuntime value) => writer.WriteString(Format(value));
}
