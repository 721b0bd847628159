using System.Collections.Immutable;
using System.Text;

namespace Alignment.GraphQL.Language;

/// <summary>Writes syntax as text, laid out as the reference implementation lays it out.</summary>
/// <remarks>Printing and parsing again gives the same tree, locations aside. Recursion is as deep as the tree.</remarks>
public static partial class SyntaxPrinter
{
    private const int LongestLine = 80;

    /// <summary>The text of a node.</summary>
    public static string Print(SyntaxNode node) => node switch
    {
        NameNode name => name.Value,
        DocumentNode document => Join(document.Definitions, "\n\n"),
        OperationDefinitionNode operation => Operation(operation),
        FragmentDefinitionNode fragment => Fragment(fragment),
        VariableDefinitionNode variable => VariableDefinition(variable),
        SelectionSetNode set => Block(set.Selections),
        FieldNode field => Field(field),
        FragmentSpreadNode spread => "..." + spread.Name.Value + Wrap(" ", Join(spread.Directives, " ")),
        InlineFragmentNode inline => InlineFragment(inline),
        ArgumentNode argument => argument.Name.Value + ": " + Print(argument.Value),
        DirectiveNode directive => "@" + directive.Name.Value + Wrap("(", Join(directive.Arguments, ", "), ")"),
        NamedTypeNode type => type.Name.Value,
        ListTypeNode list => "[" + Print(list.Type) + "]",
        NonNullTypeNode nonNull => Print(nonNull.Type) + "!",
        ValueNode value => Value(value),
        ObjectFieldNode field => field.Name.Value + ": " + Print(field.Value),
        _ => TypeSystem(node),
    };

    private static string Fragment(FragmentDefinitionNode fragment) =>
        $"{Description(fragment.Description)}fragment {fragment.Name.Value} on {fragment.TypeCondition.Name.Value} " +
        $"{Wrap(string.Empty, Join(fragment.Directives, " "), " ")}{Print(fragment.SelectionSet)}";

    private static string VariableDefinition(VariableDefinitionNode variable) =>
        $"{Description(variable.Description)}${variable.Variable.Name.Value}: {Print(variable.Type)}" +
        $"{Default(variable.DefaultValue)}{Wrap(" ", Join(variable.Directives, " "))}";

    private static string Field(FieldNode field)
    {
        var name = field.Alias is null ? field.Name.Value : field.Alias.Value + ": " + field.Name.Value;
        var line = WithArguments(name, field.Arguments) + Wrap(" ", Join(field.Directives, " "));
        return field.SelectionSet is null ? line : line + " " + Print(field.SelectionSet);
    }

    private static string InlineFragment(InlineFragmentNode inline) => Words(
        "...",
        inline.TypeCondition is null ? string.Empty : "on " + inline.TypeCondition.Name.Value,
        Join(inline.Directives, " "),
        Print(inline.SelectionSet));

    private static string Value(ValueNode node) => node switch
    {
        VariableNode variable => $"${variable.Name.Value}",
        IntValueNode value => value.Value,
        FloatValueNode value => value.Value,
        EnumValueNode value => value.Value,
        BooleanValueNode value => value.Value ? "true" : "false",
        NullValueNode => "null",
        StringValueNode value => value.Block ? StringPrinter.Block(value.Value) : StringPrinter.Quoted(value.Value),
        ListValueNode list => List(list),
        ObjectValueNode value => Object(value),
        _ => throw new ArgumentException($"{node.Kind} is no value.", nameof(node)),
    };

    private static string List(ListValueNode list)
    {
        var items = PrintAll(list.Values);
        var line = $"[{string.Join(", ", items)}]";
        return line.Length > LongestLine ? $"[\n{Indent(string.Join('\n', items))}\n]" : line;
    }

    private static string Object(ObjectValueNode value)
    {
        var fields = PrintAll(value.Fields);
        var line = $"{{ {string.Join(", ", fields)} }}";
        return line.Length <= LongestLine ? line : $"{{\n{Indent(string.Join('\n', fields))}\n}}";
    }

    private static string Operation(OperationDefinitionNode operation)
    {
        var keyword = KeywordOf(operation.Operation);
        var variables = PrintAll(operation.VariableDefinitions);
        var signature = (operation.Name?.Value ?? string.Empty) + (variables.Exists(static v => v.Contains('\n', StringComparison.Ordinal))
            ? $"(\n{string.Join('\n', variables)}\n)"
            : Wrap("(", string.Join(", ", variables), ")"));
        var prefix = Description(operation.Description) + Words(keyword, signature, Join(operation.Directives, " "));
        return prefix == "query" ? Print(operation.SelectionSet) : $"{prefix} {Print(operation.SelectionSet)}";
    }

    internal static string KeywordOf(OperationType operation) => operation switch
    {
        OperationType.Query => "query",
        OperationType.Mutation => "mutation",
        _ => "subscription",
    };

    private static string WithArguments(string prefix, ImmutableArray<ArgumentNode> arguments)
    {
        var printed = PrintAll(arguments);
        var line = prefix + Wrap("(", string.Join(", ", printed), ")");
        return printed.Count > 0 && line.Length > LongestLine ? $"{prefix}(\n{Indent(string.Join('\n', printed))}\n)" : line;
    }

    private static string Description(StringValueNode? description) => description is null ? string.Empty : Print(description) + "\n";

    private static string Default(ValueNode? value) => value is null ? string.Empty : $" = {Print(value)}";

    private static List<string> PrintAll<T>(ImmutableArray<T> nodes)
        where T : SyntaxNode
    {
        var printed = new List<string>(nodes.Length);
        foreach (var node in nodes)
            printed.Add(Print(node));
        return printed;
    }

    private static string Join<T>(ImmutableArray<T> nodes, string separator)
        where T : SyntaxNode => nodes.IsEmpty ? string.Empty : string.Join(separator, PrintAll(nodes));

    private static string Block<T>(ImmutableArray<T> nodes)
        where T : SyntaxNode => nodes.IsEmpty ? string.Empty : $"{{\n{Indent(Join(nodes, "\n"))}\n}}";

    private static string Wrap(string before, string text, string after = "") => text.Length == 0 ? text : before + text + after;

    private static string Words(params ReadOnlySpan<string> words)
    {
        var text = new StringBuilder();
        foreach (var word in words)
        {
            if (text.Length > 0 && word.Length > 0)
                text.Append(' ');
            text.Append(word);
        }

        return text.ToString();
    }

    private static string Indent(string text) => text.Length == 0 ? text : "  " + text.Replace("\n", "\n  ", StringComparison.Ordinal);
}
