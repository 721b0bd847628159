using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Limits;

/// <summary>Counts the values given as inputs, in literals and in variables, and refuses when there are too many.</summary>
internal struct InputSizes(GraphQLLimits limits)
{
    private int values;

    /// <summary>Looks through the JSON of the variables before anything is made of it: its size, and that its strings are text.</summary>
    /// <param name="json">An object, or nothing.</param>
    /// <param name="limits">The limits.</param>
    /// <returns>A refusal, or null. JSON that is malformed is for others to refuse.</returns>
    internal static GraphQLError? Check(ReadOnlySpan<byte> json, GraphQLLimits limits)
    {
        if (!Utf8.IsValid(json))
            return NotText();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1_000 });
        var sizes = new InputSizes(limits);
        var open = new Stack<int>();
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    open.Pop();
                    continue;
                }

                if (reader.ValueIsEscaped && HasHalfCharacter(reader.ValueSpan))
                    return NotText();
                if (reader.TokenType == JsonTokenType.PropertyName)
                    continue;
                if (sizes.CountOne(null) is { } tooMany)
                    return tooMany;
                if (open.TryPop(out var length))
                {
                    open.Push(length + 1);
                    if (sizes.CheckLength(length + 1, null) is { } tooLong)
                        return tooLong;
                }

                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    open.Push(0);
            }
        }
        catch (JsonException)
        {
            return null;
        }

        return null;
    }

    /// <summary>Counts a literal. Recursion is as deep as the literal, which the parser bounds.</summary>
    internal GraphQLError? Count(ValueNode value)
    {
        var refusal = CountOne(value);
        switch (value)
        {
            case ListValueNode list:
                refusal ??= CheckLength(list.Values.Length, list);
                for (var i = 0; refusal is null && i < list.Values.Length; i++)
                    refusal = Count(list.Values[i]);
                break;
            case ObjectValueNode node:
                refusal ??= CheckLength(node.Fields.Length, node);
                for (var i = 0; refusal is null && i < node.Fields.Length; i++)
                    refusal = Count(node.Fields[i].Value);
                break;
        }

        return refusal;
    }

    private static GraphQLError NotText() =>
        new("The variables hold a string that is not text: every character must be whole, in UTF-8 or as an escape.") { Code = ErrorCodes.InvalidVariables };

    /// <summary>Whether an escaped JSON string has one half of a surrogate pair without the other.</summary>
    private static bool HasHalfCharacter(ReadOnlySpan<byte> escaped)
    {
        for (var at = escaped.IndexOf((byte)'\\'); at >= 0; at = escaped.IndexOf((byte)'\\'))
        {
            if (escaped[at + 1] != 'u')
            {
                escaped = escaped[(at + 2)..];
                continue;
            }

            var unit = UnitAt(escaped[at..]);
            escaped = escaped[(at + 6)..];
            if (char.IsLowSurrogate(unit))
                return true;
            if (!char.IsHighSurrogate(unit))
                continue;
            if (!escaped.StartsWith("\\u"u8) || !char.IsLowSurrogate(UnitAt(escaped)))
                return true;
            escaped = escaped[6..];
        }

        return false;
    }

    private static char UnitAt(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private GraphQLError? CountOne(ValueNode? node) => ++values <= limits.MaxInputValues
        ? null
        : LimitRefusal.Of("There are too many input values", ErrorCodes.InputTooLarge, nameof(limits.MaxInputValues), limits.MaxInputValues, null, node);

    private readonly GraphQLError? CheckLength(int length, ValueNode? node) => length <= limits.MaxListLength
        ? null
        : LimitRefusal.Of("An input list or object is too long", ErrorCodes.InputTooLarge, nameof(limits.MaxListLength), limits.MaxListLength, null, node);
}
