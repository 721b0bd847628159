using System.Globalization;
using System.Text.Json;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Types;

/// <summary>The five scalars of the specification. Messages are the reference implementation's.</summary>
internal static class BuiltInScalars
{
    internal static ScalarType[] Create() => [new StringType(), new IntType(), new FloatType(), new BooleanType(), new IdType()];
}

/// <summary><c>Int</c>: a 32-bit signed integer.</summary>
public sealed class IntType() : ScalarType<int>("Int", "The `Int` scalar type represents non-fractional signed whole numeric values. Int can represent values between -(2^31) and 2^31 - 1.")
{
    /// <inheritdoc/>
    protected override bool TryRead(ref Utf8JsonReader reader, out int value, out string? error)
    {
        error = null;
        value = 0;
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetInt32(out value))
                return true;
            if (reader.TryGetDouble(out var number) && double.IsInteger(number))
            {
                if (number is >= int.MinValue and <= int.MaxValue)
                {
                    value = (int)number;
                    return true;
                }

                error = $"Int cannot represent non 32-bit signed integer value: {InputInspector.Inspect(number)}";
                return false;
            }
        }

        error = $"Int cannot represent non-integer value: {InputInspector.Inspect(reader)}";
        return false;
    }

    /// <inheritdoc/>
    protected override bool TryParseLiteral(ValueNode literal, out int value, out string? error)
    {
        value = 0;
        error = null;
        if (literal is not IntValueNode number)
            error = $"Int cannot represent non-integer value: {InputInspector.Inspect(literal)}";
        else if (!int.TryParse(number.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
            error = $"Int cannot represent non 32-bit signed integer value: {number.Value}";
        return error is null;
    }

    /// <inheritdoc/>
    protected internal override void Write(ResultWriter writer, int value) => writer.WriteNumber(value);

    internal override bool TryWriteValue(ResultWriter writer, object value, out string? error)
    {
        if (value is bool truth)
        {
            writer.WriteNumber(truth ? 1 : 0);
            error = null;
            return true;
        }

        if (NumericValue.TryGet(value, out var number) && double.IsInteger(number))
        {
            var fits = number is >= int.MinValue and <= int.MaxValue;
            error = fits ? null : $"Int cannot represent non 32-bit signed integer value: {InputInspector.Inspect(value)}";
            if (fits)
                writer.WriteNumber((int)number);
            return fits;
        }

        error = $"Int cannot represent non-integer value: {InputInspector.Inspect(value)}";
        return false;
    }
}

/// <summary><c>Float</c>: a finite IEEE 754 double.</summary>
public sealed class FloatType() : ScalarType<double>("Float", "The `Float` scalar type represents signed double-precision fractional values as specified by [IEEE 754](https://en.wikipedia.org/wiki/IEEE_floating_point).")
{
    /// <inheritdoc/>
    protected override bool TryRead(ref Utf8JsonReader reader, out double value, out string? error)
    {
        value = 0;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out value) && double.IsFinite(value))
        {
            error = null;
            return true;
        }

        error = $"Float cannot represent non numeric value: {InputInspector.Inspect(reader)}";
        return false;
    }

    /// <inheritdoc/>
    protected override bool TryParseLiteral(ValueNode literal, out double value, out string? error)
    {
        var text = literal switch { IntValueNode i => i.Value, FloatValueNode f => f.Value, _ => null };
        value = 0;
        error = text is null ? $"Float cannot represent non numeric value: {InputInspector.Inspect(literal)}" : null;
        if (text is not null && !(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value)))
            error = $"Float cannot represent non numeric value: {text}";
        return error is null;
    }

    /// <inheritdoc/>
    protected internal override void Write(ResultWriter writer, double value)
    {
        if (!double.IsFinite(value))
            throw new GraphQLException($"Float cannot represent non numeric value: {InputInspector.Inspect(value)}");
        writer.WriteNumber(value);
    }

    internal override bool TryWriteValue(ResultWriter writer, object value, out string? error)
    {
        var number = 0d;
        var known = value is bool truth ? (number = truth ? 1 : 0) >= 0 : NumericValue.TryGet(value, out number);
        error = known && double.IsFinite(number) ? null : $"Float cannot represent non numeric value: {InputInspector.Inspect(value)}";
        if (error is null)
            writer.WriteNumber(number);
        return error is null;
    }
}

/// <summary><c>String</c>: text.</summary>
public sealed class StringType() : ScalarType<string>("String", "The `String` scalar type represents textual data, represented as UTF-8 character sequences. The String type is most often used by GraphQL to represent free-form human-readable text.")
{
    /// <inheritdoc/>
    protected override bool TryRead(ref Utf8JsonReader reader, out string value, out string? error)
    {
        var isText = reader.TokenType == JsonTokenType.String;
        value = isText ? reader.GetString()! : "";
        error = isText ? null : $"String cannot represent a non string value: {InputInspector.Inspect(reader)}";
        return isText;
    }

    /// <inheritdoc/>
    protected override bool TryParseLiteral(ValueNode literal, out string value, out string? error)
    {
        value = (literal as StringValueNode)?.Value ?? "";
        error = literal is StringValueNode ? null : $"String cannot represent a non string value: {InputInspector.Inspect(literal)}";
        return error is null;
    }

    /// <inheritdoc/>
    protected internal override void Write(ResultWriter writer, string value) => writer.WriteString(value);

    internal override bool TryWriteValue(ResultWriter writer, object value, out string? error)
    {
        error = null;
        var text = value switch
        {
            string s => s,
            bool b => b ? "true" : "false",
            double d when double.IsFinite(d) => InputInspector.Inspect(d),
            IFormattable formattable and (int or long or short or byte or uint or decimal or Guid) => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => null,
        };
        if (text is null)
            error = $"String cannot represent value: {InputInspector.Inspect(value)}";
        else
            writer.WriteString(text);
        return text is not null;
    }
}

/// <summary><c>Boolean</c>.</summary>
public sealed class BooleanType() : ScalarType<bool>("Boolean", "The `Boolean` scalar type represents `true` or `false`.")
{
    /// <inheritdoc/>
    protected override bool TryRead(ref Utf8JsonReader reader, out bool value, out string? error)
    {
        value = reader.TokenType == JsonTokenType.True;
        error = reader.TokenType is JsonTokenType.True or JsonTokenType.False
            ? null
            : $"Boolean cannot represent a non boolean value: {InputInspector.Inspect(reader)}";
        return error is null;
    }

    /// <inheritdoc/>
    protected override bool TryParseLiteral(ValueNode literal, out bool value, out string? error)
    {
        value = literal is BooleanValueNode { Value: true };
        error = literal is BooleanValueNode ? null : $"Boolean cannot represent a non boolean value: {InputInspector.Inspect(literal)}";
        return error is null;
    }

    /// <inheritdoc/>
    protected internal override void Write(ResultWriter writer, bool value) => writer.WriteBoolean(value);

    internal override bool TryWriteValue(ResultWriter writer, object value, out string? error)
    {
        error = null;
        if (value is bool truth)
            writer.WriteBoolean(truth);
        else if (value is not string && NumericValue.TryGet(value, out var number) && double.IsFinite(number))
            writer.WriteBoolean(number != 0);
        else
            error = $"Boolean cannot represent a non boolean value: {InputInspector.Inspect(value)}";
        return error is null;
    }
}

/// <summary><c>ID</c>: a string, also read from an integer.</summary>
public sealed class IdType() : ScalarType<string>("ID", "The `ID` scalar type represents a unique identifier, often used to refetch an object or as key for a cache. The ID type appears in a JSON response as a String; however, it is not intended to be human-readable. When expected as an input type, any string (such as `\"4\"`) or integer (such as `4`) input value will be accepted as an ID.")
{
    /// <inheritdoc/>
    protected override bool TryRead(ref Utf8JsonReader reader, out string value, out string? error)
    {
        error = null;
        value = "";
        if (reader.TokenType == JsonTokenType.String)
            value = reader.GetString()!;
        else if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
            value = number.ToString(CultureInfo.InvariantCulture);
        else if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var large) && double.IsInteger(large))
            value = InputInspector.Inspect(large);
        else
            error = $"ID cannot represent value: {InputInspector.Inspect(reader)}";
        return error is null;
    }

    /// <inheritdoc/>
    protected override bool TryParseLiteral(ValueNode literal, out string value, out string? error)
    {
        var text = literal switch { StringValueNode s => s.Value, IntValueNode i => i.Value, _ => null };
        value = text ?? "";
        error = text is null ? $"ID cannot represent a non-string and non-integer value: {InputInspector.Inspect(literal)}" : null;
        return text is not null;
    }

    /// <inheritdoc/>
    protected internal override void Write(ResultWriter writer, string value) => writer.WriteString(value);

    internal override bool TryWriteValue(ResultWriter writer, object value, out string? error)
    {
        error = null;
        var text = value switch
        {
            string s => s,
            double d when double.IsInteger(d) => InputInspector.Inspect(d),
            IFormattable formattable and (int or long or short or byte or uint or ulong or Guid) => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => null,
        };
        if (text is null)
            error = $"ID cannot represent value: {InputInspector.Inspect(value)}";
        else
            writer.WriteString(text);
        return text is not null;
    }

    internal override ValueNode? ToLiteral(object value)
    {
        var literal = base.ToLiteral(value is string ? value : Convert.ToString(value, CultureInfo.InvariantCulture)!);
        return literal;
    }
}
