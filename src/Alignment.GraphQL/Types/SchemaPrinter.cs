using System.Text;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Types;

/// <summary>Writes a schema in the schema language, laid out as the reference implementation lays it out.</summary>
public static class SchemaPrinter
{
    /// <summary>The whole schema, without what the specification defines, without a final line break.</summary>
    public static string Print(Schema schema)
    {
        var parts = new List<string>();
        if (Definition(schema) is { } definition)
            parts.Add(definition);
        parts.AddRange(schema.DirectiveTypes.Where(d => !d.IsSpecified).Select(Directive));
        parts.AddRange(schema.Types.Where(t => !t.IsIntrospectionType && t is not ScalarType { IsSpecified: true }).Select(Print));
        return string.Join("\n\n", parts);
    }

    /// <summary>One type.</summary>
    public static string Print(NamedType type) => type switch
    {
        ScalarType scalar => $"{Description(scalar.Description)}scalar {scalar}{(scalar.SpecifiedBy is { } url ? $" @specifiedBy(url: {Quoted(url)})" : "")}",
        ObjectType o => $"{Description(o.Description)}type {o}{Interfaces(o)}{Block(o.Fields.Select(Field))}",
        InterfaceType i => $"{Description(i.Description)}interface {i}{Interfaces(i)}{Block(i.Fields.Select(Field))}",
        UnionType u => $"{Description(u.Description)}union {u}{(u.Types.Count > 0 ? " = " + string.Join(" | ", u.Types) : "")}",
        EnumType e => $"{Description(e.Description)}enum {e}{Block(e.Values.Select((v, i) => $"{Description(v.Description, "  ", i == 0)}  {v}{Deprecated(v.DeprecationReason)}"))}",
        InputObjectType n => $"{Description(n.Description)}input {n}{(n.IsOneOf ? " @oneOf" : "")}{Block(n.Fields.Select((f, i) => $"{Description(f.Description, "  ", i == 0)}  {Input(f)}"))}",
        _ => throw new ArgumentException($"{type.GetType()} cannot be printed.", nameof(type)),
    };

    private static string? Definition(Schema schema)
    {
        var usual = schema.QueryType.Name == "Query"
            && (schema.MutationType?.Name ?? "Mutation") == "Mutation"
            && (schema.SubscriptionType?.Name ?? "Subscription") == "Subscription"
            && (schema.MutationType is not null || !IsObject("Mutation"))
            && (schema.SubscriptionType is not null || !IsObject("Subscription"));
        if (schema.Description is null && usual)
            return null;
        var text = new StringBuilder(Description(schema.Description)).Append("schema {\n  query: ").Append(schema.QueryType).Append('\n');
        if (schema.MutationType is { } mutation)
            text.Append("  mutation: ").Append(mutation).Append('\n');
        if (schema.SubscriptionType is { } subscription)
            text.Append("  subscription: ").Append(subscription).Append('\n');
        return text.Append('}').ToString();

        bool IsObject(string name) => schema.TryGetType(name, out _);
    }

    private static string Directive(DirectiveType directive) =>
        $"{Description(directive.Description)}directive {directive}{Arguments(directive.Arguments, "")}{Deprecated(directive.DeprecationReason)}" +
        $"{(directive.IsRepeatable ? " repeatable" : "")} on {string.Join(" | ", directive.Locations.Select(EnumNames.Of))}";

    private static string Interfaces(ComplexType type) =>
        type.Interfaces.Count > 0 ? " implements " + string.Join(" & ", type.Interfaces) : "";

    private static string Field(OutputField field, int index) =>
        $"{Description(field.Description, "  ", index == 0)}  {field.Name}{Arguments(field.Arguments, "  ")}: {field.Type}{Deprecated(field.DeprecationReason)}";

    private static string Arguments(FieldCollection<InputField> arguments, string indentation)
    {
        if (arguments.Count == 0)
            return "";
        if (arguments.All(a => a.Description is null))
            return $"({string.Join(", ", arguments.Select(Input))})";
        var lines = arguments.Select((a, i) => $"{Description(a.Description, "  " + indentation, i == 0)}  {indentation}{Input(a)}");
        return $"(\n{string.Join('\n', lines)}\n{indentation})";
    }

    private static string Input(InputField field) =>
        $"{field.Name}: {field.Type}{(field.DefaultValue is { } value ? $" = {SyntaxPrinter.Print(value)}" : "")}{Deprecated(field.DeprecationReason)}";

    private static string Deprecated(string? reason) => reason switch
    {
        null => "",
        SpecifiedDirectives.DefaultDeprecationReason => " @deprecated",
        _ => $" @deprecated(reason: {Quoted(reason)})",
    };

    private static string Block(IEnumerable<string> items)
    {
        var body = string.Join('\n', items);
        return body.Length > 0 ? $" {{\n{body}\n}}" : "";
    }

    private static string Description(string? description, string indentation = "", bool first = true)
    {
        if (description is null)
            return "";
        var block = IsPrintableAsBlock(description);
        var text = SyntaxPrinter.Print(new StringValueNode(default, description, block));
        return $"{(indentation.Length > 0 && !first ? "\n" : "")}{indentation}{text.Replace("\n", "\n" + indentation, StringComparison.Ordinal)}\n";
    }

    private static string Quoted(string text) => SyntaxPrinter.Print(new StringValueNode(default, text));

    // A block string keeps neither control characters, nor blank first and last lines, nor an indentation common to all lines.
    private static bool IsPrintableAsBlock(string value)
    {
        if (value.Length == 0)
            return true;
        if (value.Any(c => c is <= '\u000f' and not '\t' and not '\n'))
            return false;
        var lines = value.Split('\n');
        var blankEnds = lines[0].AsSpan().Trim(" \t").IsEmpty || lines[^1].AsSpan().Trim(" \t").IsEmpty;
        var allIndented = lines.Where(l => !l.AsSpan().Trim(" \t").IsEmpty).All(l => l[0] is ' ' or '\t');
        return !blankEnds && !(allIndented && lines.Length > 1);
    }
}
