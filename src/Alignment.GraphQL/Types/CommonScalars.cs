using System.Text.Json;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types;

/// <summary><c>Long</c>: a 64-bit signed integer. It enters a schema when a class uses <see cref="long"/>.</summary>
public sealed class LongType() : ScalarType<long>("Long", "A whole number between -(2^63) and 2^63 - 1.")
{
    /// <inheritdoc/>
    protected override bool TryRead(ref Utf8JsonReader reader, out long value, out string? error)
    {
        error = null;
        value = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out value);
    }

    /// <inheritdoc/>
    protected internal override void Write(ResultWriter writer, long value) => writer.WriteNumber(value);
}

/// <summary><c>Decimal</c>: a decimal number of at most 28 digits. It enters a schema when a class uses <see cref="decimal"/>.</summary>
public sealed class DecimalType() : ScalarType<decimal>("Decimal", "A decimal number of at most 28 significant digits, exact.")
{
    /// <inheritdoc/>
    protected override bool TryRead(ref Utf8JsonReader reader, out decimal value, out string? error)
    {
        error = null;
        value = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out value);
    }

    /// <inheritdoc/>
    protected internal override void Write(ResultWriter writer, decimal value) => writer.WriteNumber(value);
}

/// <summary><c>UUID</c>. It enters a schema when a class uses <see cref="Guid"/> other than as an id.</summary>
public sealed class UuidType() : StringScalarType<Guid>("UUID", "A universally unique identifier, as 32 hexadecimal digits in five groups.", "https://tools.ietf.org/html/rfc4122")
{
    /// <inheritdoc/>
    protected override bool TryParse(string text, out Guid value, out string? error)
    {
        error = null;
        return Guid.TryParseExact(text, "D", out value);
    }

    /// <inheritdoc/>
    protected override string Format(Guid value) => value.ToString("D");

    /// <inheritdoc/>
    protected internal override void Write(ResultWriter writer, Guid value) => writer.WriteFormatted(value);
}

/// <summary><c>JSON</c>: any JSON value. It enters a schema when a class uses <see cref="JsonElement"/>.</summary>
public sealed class JsonType() : ScalarType<JsonElement>("JSON", "Any JSON value.")
{
    /// <inheritdoc/>
    protected override bool TryRead(ref Utf8JsonReader reader, out JsonElement value, out string? error)
    {
        error = null;
        value = JsonElement.ParseValue(ref reader);
        return true;
    }

    /// <inheritdoc/>
    protected internal override void Write(ResultWriter writer, JsonElement value) =>
        writer.WriteRaw(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value));
}
