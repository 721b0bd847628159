using System.Text;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules.OverlappingFields;

/// <summary>Gives equal texts to values that are written alike, the order of object fields aside.</summary>
internal sealed class ValueKeys
{
    private readonly Dictionary<ValueNode, string> keys = [];

    internal string Of(ValueNode value)
    {
        if (keys.TryGetValue(value, out var key))
            return key;
        var text = new StringBuilder();
        Write(text, value);
        return keys[value] = text.ToString();
    }

    private static void Write(StringBuilder text, ValueNode value)
    {
        switch (value)
        {
            case ListValueNode list:
                text.Append('[');
                foreach (var item in list.Values)
                    Write(text, item);
                text.Append(']');
                break;
            case ObjectValueNode node:
                text.Append('{');
                foreach (var field in node.Fields.OrderBy(static f => f.Name.Value, StringComparer.Ordinal))
                {
                    text.Append(field.Name.Value).Append(':');
                    Write(text, field.Value);
                }

                text.Append('}');
                break;
            case StringValueNode node:
                text.Append(node.Block ? "\"\"\"" : "\"").Append(node.Value.Length).Append(':').Append(node.Value);
                break;
            default:
                text.Append((char)('A' + (int)value.Kind)).Append(value).Append(' ');
                break;
        }
    }
}
