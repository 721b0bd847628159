using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>Compares a literal with an input type. Variables in it are someone else's matter.</summary>
/// <remarks>Messages quote at most 1,000 characters of a literal, or one large literal could make many large messages.</remarks>
internal sealed class LiteralValidator(ValidationContext context)
{
    private const int LongestQuote = 1_000;

    internal void Validate(ValueNode value, IType type)
    {
        if (value is VariableNode)
            return;
        if (type is NonNullType nonNull)
        {
            if (value is NullValueNode)
                context.Report($"Expected value of non-null type \"{type}\" not to be null.", value);
            else
                Validate(value, nonNull.NullableType);
            return;
        }

        if (value is NullValueNode)
            return;
        switch (type)
        {
            case ListType list when value is ListValueNode items:
                foreach (var item in items.Values)
                    Validate(item, list.ElementType);
                break;
            case ListType list:
                Validate(value, list.ElementType);
                break;
            case InputObjectType inputObject:
                ValidateObject(value, inputObject);
                break;
            case EnumType enumType:
                ValidateEnum(value, enumType);
                break;
            case ScalarType scalar when !scalar.IsValidLiteral(WithoutVariables(value), out var message):
                context.Report(Abbreviate(message!), value);
                break;
        }
    }

    private void ValidateObject(ValueNode value, InputObjectType type)
    {
        if (value is not ObjectValueNode node)
        {
            context.Report($"Expected value of type \"{type}\" to be an object, found: {Quote(value)}.", value);
            return;
        }

        foreach (var definition in type.Fields)
        {
            if (LastField(node, definition.Name) is { } field)
                Validate(field.Value, definition.Type);
            else if (definition.IsRequired)
                context.Report($"Expected value of type \"{type}\" to include required field \"{definition.Name}\", found: {Quote(value)}.", value);
        }

        var known = 0;
        foreach (var field in node.Fields)
        {
            if (type.Fields.ContainsField(field.Name.Value))
                known++;
            else
                ReportUnknownField(node, field, type);
        }

        if (type.IsOneOf && (known != 1 || OnlyKnown(node, type).Value is NullValueNode))
        {
            context.Report(
                $"Within OneOf Input Object type \"{type}\", exactly one field must be specified, and the value for that field must be non-null.",
                value);
        }
    }

    private static string Quote(ValueNode value) => Abbreviate(value.ToString());

    private static string Abbreviate(string text) => text.Length > LongestQuote ? text[..LongestQuote] + "..." : text;

    private static ObjectFieldNode? LastField(ObjectValueNode node, string name)
    {
        for (var i = node.Fields.Length - 1; i >= 0; i--)
        {
            if (node.Fields[i].Name.Value == name)
                return node.Fields[i];
        }

        return null;
    }

    private static ObjectFieldNode OnlyKnown(ObjectValueNode node, InputObjectType type) =>
        node.Fields.First(f => type.Fields.ContainsField(f.Name.Value));

    private void ReportUnknownField(ObjectValueNode node, ObjectFieldNode field, InputObjectType type)
    {
        var name = field.Name.Value;
        var suggestion = context.DidYouMean(name, type.Fields.Select(static f => f.Name));
        var found = suggestion.Length > 0 ? $".{suggestion} Found" : ", found";
        context.Report($"Expected value of type \"{type}\" not to include unknown field \"{name}\"{found}: {Quote(node)}.", field);
    }

    private void ValidateEnum(ValueNode value, EnumType type)
    {
        var text = Quote(value);
        var names = type.Values.Select(static v => v.Name);
        if (value is not EnumValueNode)
        {
            context.Report(
                $"Enum \"{type}\" cannot represent non-enum value: {text}.{context.DidYouMean(text, names, "the enum value")}", value);
        }
        else if (!type.TryGetValue(((EnumValueNode)value).Value, out _))
        {
            context.Report($"Value \"{text}\" does not exist in \"{type}\" enum.{context.DidYouMean(text, names, "the enum value")}", value);
        }
    }

    /// <summary>The literal as a scalar may see it before variables are known: null for a variable, nothing for a field that is one.</summary>
    private static ValueNode WithoutVariables(ValueNode value) => value switch
    {
        VariableNode => new NullValueNode(value.Location),
        ListValueNode list => new ListValueNode(list.Location, [.. list.Values.Select(WithoutVariables)]),
        ObjectValueNode node => new ObjectValueNode(node.Location, [.. node.Fields
            .Where(static f => f.Value is not VariableNode)
            .Select(static f => new ObjectFieldNode(f.Location, f.Name, WithoutVariables(f.Value)))]),
        _ => value,
    };
}
