using System.Text.Json;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>Makes runtime values of one class out of JSON and literals of one type.</summary>
internal abstract class InputCoercer(IType type, Type runtimeType)
{
    internal IType Type { get; } = type;

    internal Type RuntimeType { get; } = runtimeType;

    /// <summary>The coercer without the check for null.</summary>
    internal virtual InputCoercer Nullable => this;

    /// <summary>Reads the value whose first token the reader stands on, and leaves the reader on its last token.</summary>
    internal object? Read(ref Utf8JsonReader reader, InputFaults faults) =>
        reader.TokenType == JsonTokenType.Null ? ForNull(faults) : ReadValue(ref reader, faults);

    /// <summary>Reads a literal, with the variables in it.</summary>
    internal object? FromLiteral(ValueNode literal, VariableValues variables, InputFaults faults) => literal switch
    {
        VariableNode variable => FromVariable(variable.Name.Value, variables, faults),
        NullValueNode => ForNull(faults),
        _ => FromLiteralValue(literal, variables, faults),
    };

    protected abstract object? ReadValue(ref Utf8JsonReader reader, InputFaults faults);

    protected abstract object? FromLiteralValue(ValueNode literal, VariableValues variables, InputFaults faults);

    protected virtual object? ForNull(InputFaults faults) => null;

    private object? FromVariable(string name, VariableValues variables, InputFaults faults)
    {
        if (!variables.Has(name))
        {
            if (Type is NonNullType)
                faults.Add($"Expected variable \"${name}\" provided to type \"{Type}\" to provide a runtime value.", ErrorCodes.InvalidArgument);
            return null;
        }

        var value = variables.Get(name, this, faults);
        if (value is null && Type is NonNullType && !faults.Any)
            faults.Add($"Expected variable \"${name}\" provided to non-null type \"{Type}\" not to be null.", ErrorCodes.InvalidArgument);
        return value;
    }
}

/// <summary>Refuses null.</summary>
internal sealed class NonNullCoercer(InputCoercer inner, NonNullType type) : InputCoercer(type, inner.RuntimeType)
{
    internal override InputCoercer Nullable => inner;

    protected override object? ReadValue(ref Utf8JsonReader reader, InputFaults faults) => inner.Read(ref reader, faults);

    protected override object? FromLiteralValue(ValueNode literal, VariableValues variables, InputFaults faults) =>
        inner.FromLiteral(literal, variables, faults);

    protected override object? ForNull(InputFaults faults)
    {
        faults.Add($"Expected value of non-null type \"{Type}\" not to be null.");
        return null;
    }
}

/// <summary>A list, or one item that stands for a list of itself.</summary>
internal sealed class ListCoercer(InputCoercer item, ListType type, Type runtimeType, Func<List<object?>, object> build)
    : InputCoercer(type, runtimeType)
{
    internal InputCoercer Item => item;

    protected override object? ReadValue(ref Utf8JsonReader reader, InputFaults faults)
    {
        var items = new List<object?>();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            items.Add(item.Read(ref reader, faults));
        }
        else
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                faults.Push(items.Count);
                items.Add(item.Read(ref reader, faults));
                faults.Pop();
            }
        }

        return faults.Any ? null : build(items);
    }

    protected override object? FromLiteralValue(ValueNode literal, VariableValues variables, InputFaults faults)
    {
        var items = new List<object?>();
        if (literal is not ListValueNode list)
        {
            items.Add(item.FromLiteral(literal, variables, faults));
        }
        else
        {
            foreach (var value in list.Values)
            {
                faults.Push(items.Count);
                items.Add(item.FromLiteral(value, variables, faults));
                faults.Pop();
            }
        }

        return faults.Any ? null : build(items);
    }
}

/// <summary>A scalar, perhaps converted to another class.</summary>
internal sealed class ScalarCoercer(ScalarType type, Type runtimeType, Func<object, object>? convert) : InputCoercer(type, runtimeType)
{
    protected override object? ReadValue(ref Utf8JsonReader reader, InputFaults faults)
    {
        var start = reader;
        if (type.TryReadValue(ref reader, out var value, out var error))
            return Convert(value!, faults, start);
        faults.Add(type.Describe(error, InputInspector.Inspect(start)));
        reader = start;
        reader.Skip();
        return null;
    }

    protected override object? FromLiteralValue(ValueNode literal, VariableValues variables, InputFaults faults)
    {
        var complete = variables.Replace(literal);
        if (type.TryParseLiteralValue(complete, out var value, out var error))
            return Convert(value!, faults, complete);
        faults.Add(type.Describe(error, InputInspector.Inspect(complete)), ErrorCodes.InvalidArgument);
        return null;
    }

    private object? Convert(object value, InputFaults faults, Utf8JsonReader start)
    {
        try
        {
            return convert is null ? value : convert(value);
        }
        catch (Exception exception)
        {
            return Refuse(exception, InputInspector.Inspect(start), faults);
        }
    }

    private object? Convert(object value, InputFaults faults, ValueNode literal)
    {
        try
        {
            return convert is null ? value : convert(value);
        }
        catch (Exception exception)
        {
            return Refuse(exception, InputInspector.Inspect(literal), faults);
        }
    }

    // A converter refuses by throwing; only what it says on purpose is passed on.
    private object? Refuse(Exception exception, string found, InputFaults faults)
    {
        var reason = exception is ArgumentException or FormatException or OverflowException or GraphQLException ? exception.Message : null;
        faults.Add(reason is null
            ? $"Expected value of type \"{type}\", found: {found}."
            : $"Expected value of type \"{type}\", but encountered error \"{reason}\"; found: {found}.");
        return null;
    }
}

/// <summary>An enum.</summary>
internal sealed class EnumCoercer(EnumType type, Type runtimeType) : InputCoercer(type, runtimeType)
{
    protected override object? ReadValue(ref Utf8JsonReader reader, InputFaults faults)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var name = reader.GetString()!;
            if (type.TryGetValue(name, out var value))
                return value.Value;
            faults.Add($"Value \"{name}\" does not exist in \"{type}\" enum.{DidYouMean(name, faults)}");
            return null;
        }

        var found = InputInspector.Inspect(reader);
        faults.Add($"Enum \"{type}\" cannot represent non-string value: {found}.{DidYouMean(found, faults)}");
        reader.Skip();
        return null;
    }

    protected override object? FromLiteralValue(ValueNode literal, VariableValues variables, InputFaults faults)
    {
        if (literal is EnumValueNode name && type.TryGetValue(name.Value, out var value))
            return value.Value;
        faults.Add(
            literal is EnumValueNode
                ? $"Value \"{InputInspector.Inspect(literal)}\" does not exist in \"{type}\" enum."
                : $"Enum \"{type}\" cannot represent non-enum value: {InputInspector.Inspect(literal)}.",
            ErrorCodes.InvalidArgument);
        return null;
    }

    private string DidYouMean(string name, InputFaults faults) => faults.DidYouMean(name, type.Values.Select(v => v.Name), "the enum value");
}

/// <summary>The opaque id of a node of one type.</summary>
internal sealed class NodeIdCoercer(IdType type, string typeName, Type runtimeType, Func<string, object?> parse, INodeIdSerializer serializer)
    : InputCoercer(type, runtimeType)
{
    protected override object? ReadValue(ref Utf8JsonReader reader, InputFaults faults)
    {
        var start = reader;
        if (type.TryReadValue(ref reader, out var value, out var error))
            return Parse((string)value!, faults);
        faults.Add(error!);
        reader = start;
        reader.Skip();
        return null;
    }

    protected override object? FromLiteralValue(ValueNode literal, VariableValues variables, InputFaults faults)
    {
        if (type.TryParseLiteralValue(literal, out var value, out var error))
            return Parse((string)value!, faults);
        faults.Add(error!, ErrorCodes.InvalidArgument);
        return null;
    }

    private object? Parse(string id, InputFaults faults)
    {
        if (!serializer.TryParse(id, out var foundType, out var text))
            faults.Add($"{InputInspector.Inspect(id)} is not an id of this service.", ErrorCodes.InvalidId);
        else if (foundType != typeName)
            faults.Add($"{InputInspector.Inspect(id)} is the id of a {foundType}; the id of a {typeName} is expected.", ErrorCodes.InvalidId);
        else if (parse(text) is { } value)
            return value;
        else
            faults.Add($"{InputInspector.Inspect(id)} is not the id of a {typeName}.", ErrorCodes.InvalidId);
        return null;
    }
}
