using System.Reflection;
using System.Security.Claims;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL;

/// <summary>One call of a mutation, as middleware sees it.</summary>
public sealed class MutationContext
{
    private readonly ResolverContext context;

    internal MutationContext(ResolverContext context, MethodInfo method, Type valueType)
    {
        this.context = context;
        Method = method;
        ValueType = valueType;
    }

    /// <summary>The mutation's name in the schema.</summary>
    public string FieldName => context.Selection.Field.Name;

    /// <summary>The method that serves it; its attributes are the host's to read.</summary>
    public MethodInfo Method { get; }

    /// <summary>The class that <see cref="MutationPayload.Value"/> has.</summary>
    public Type ValueType { get; }

    /// <summary>Who asks.</summary>
    public ClaimsPrincipal User => context.User;

    /// <summary>The services of the request.</summary>
    public IServiceProvider RequestServices => context.RequestServices;

    /// <summary>Set when the client goes away or time is up.</summary>
    public CancellationToken RequestAborted => context.RequestAborted;

    /// <summary>Values that travel with the request.</summary>
    public IDictionary<string, object?> ContextData => context.ContextData;

    /// <summary>
    /// The input as JSON that is the same for the same input: names in ordinal order, no white space, variables put in, enum values
    /// as strings, defaults left out. Good for comparing and hashing.
    /// </summary>
    /// <param name="except">Fields of the input to leave out, such as the idempotency key itself.</param>
    public byte[] GetCanonicalInput(params ReadOnlySpan<string> except)
    {
        var input = Input();
        foreach (var name in except)
            input = input is null ? null : new ObjectValueNode(input.Location, [.. input.Fields.Where(f => f.Name.Value != name)]);
        using var writer = new ResultWriter(512);
        CanonicalJson.Write(writer, input ?? new ObjectValueNode(default, []));
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>The value of one field of the input; <c>default</c> if it was not given.</summary>
    /// <typeparam name="T"><see cref="string"/>, <see cref="int"/>, <see cref="bool"/>, or another class that the field's scalar has.</typeparam>
    public T? GetInputValue<T>(string name)
    {
        var literal = Input()?.Fields.FirstOrDefault(f => f.Name.Value == name)?.Value;
        if (literal is null or NullValueNode)
            return default;
        var type = ((Types.InputObjectType)Types.TypeExtensions.NamedType(context.Selection.Field.Arguments["input"].Type)).Fields[name].Type;
        var faults = new InputFaults();
        var value = context.Schema.Coercers.For(type, typeof(T), null).FromLiteral(literal, VariableValues.None, faults);
        return value is T typed ? typed : default;
    }

    private ObjectValueNode? Input()
    {
        var arguments = context.Selection.Field.Arguments;
        if (!arguments.ContainsField("input"))
            return null;
        var literal = context.Column.Selection.Arguments.LiteralOf(context.Column.Selection.IndexOfArgument("input"));
        return literal is null ? null : context.Column.Request.Variables.Replace(literal) as ObjectValueNode;
    }
}

/// <summary>Literals as JSON with names in ordinal order.</summary>
internal static class CanonicalJson
{
    internal static void Write(ResultWriter writer, ValueNode literal)
    {
        switch (literal)
        {
            case ObjectValueNode map:
                writer.WriteByte((byte)'{');
                var first = true;
                foreach (var field in map.Fields.OrderBy(f => f.Name.Value, StringComparer.Ordinal))
                {
                    if (!first)
                        writer.WriteByte((byte)',');
                    first = false;
                    writer.WriteString(field.Name.Value);
                    writer.WriteByte((byte)':');
                    Write(writer, field.Value);
                }

                writer.WriteByte((byte)'}');
                break;
            case ListValueNode list:
                writer.WriteByte((byte)'[');
                for (var i = 0; i < list.Values.Length; i++)
                {
                    if (i > 0)
                        writer.WriteByte((byte)',');
                    Write(writer, list.Values[i]);
                }

                writer.WriteByte((byte)']');
                break;
            default:
                LiteralJson.Write(writer, literal);
                break;
        }
    }
}
