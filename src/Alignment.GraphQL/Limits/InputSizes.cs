using System.Text.Json;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Limits;

/// <summary>Counts the values given as inputs, in literals and in variables, and refuses when there are too many.</summary>
internal struct InputSizes(GraphQLLimits limits)
{
    private int values;

    /// <summary>Looks through the JSON of the variables before anything is made of it.</summary>
    /// <param name="json">An object, or nothing.</param>
    /// <param name="limits">The limits.</param>
    /// <returns>A refusal, or null. JSON that is malformed is for others to refuse.</returns>
    internal static GraphQLError? Check(ReadOnlySpan<byte> json, GraphQLLimits limits)
    {
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

    private GraphQLError? CountOne(ValueNode? node) => ++values <= limits.MaxInputValues
        ? null
        : LimitRefusal.Of("There are too many input values", ErrorCodes.InputTooLarge, nameof(limits.MaxInputValues), limits.MaxInputValues, null, node);

    private readonly GraphQLError? CheckLength(int length, ValueNode? node) => length <= limits.MaxListLength
        ? null
        : LimitRefusal.Of("An input list or object is too long", ErrorCodes.InputTooLarge, nameof(limits.MaxListLength), limits.MaxListLength, null, node);
}
