using System.Text.Json;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>One variable of an operation.</summary>
internal sealed class VariablePlan
{
    private VariablePlan(string name, int index, IType type, InputCoercer coercer, VariableDefinitionNode node)
    {
        Name = name;
        Index = index;
        Type = type;
        Coercer = coercer;
        Node = node;
        EncodedName = System.Text.Encoding.UTF8.GetBytes(name);
    }

    internal string Name { get; }

    internal byte[] EncodedName { get; }

    internal int Index { get; }

    internal IType Type { get; }

    /// <summary>Reads the value into the class that its first use wants.</summary>
    internal InputCoercer Coercer { get; }

    internal VariableDefinitionNode Node { get; }

    internal static VariablePlan Compile(Schema schema, VariableDefinitionNode node, int index, InputCoercer? usage)
    {
        var type = TypeReference.From(node.Type).Resolve(n => schema.TryGetType(n, out var found) ? found : null)
            ?? throw new GraphQLException(GraphQLError.At($"Unknown type \"{node.Type.NamedType.Name.Value}\".", ErrorCodes.ValidationFailed, node.Type));
        var coercer = usage?.Nullable ?? schema.Coercers.For(type.NullableType());
        if (type is NonNullType nonNull)
            coercer = new NonNullCoercer(coercer, nonNull);
        return new VariablePlan(node.Variable.Name.Value, index, type, coercer, node);
    }
}

/// <summary>The variables of one request.</summary>
internal sealed class VariableValues
{
    internal static readonly VariableValues None = new([], ReadOnlyMemory<byte>.Empty);

    private readonly VariablePlan[] plans;
    private readonly ReadOnlyMemory<byte> json;
    private readonly object?[] values;
    private readonly bool[] has;
    private readonly (int Start, int Length)[] slices;

    private VariableValues(VariablePlan[] plans, ReadOnlyMemory<byte> json)
    {
        this.plans = plans;
        this.json = json;
        values = new object?[plans.Length];
        has = new bool[plans.Length];
        slices = new (int, int)[plans.Length];
    }

    /// <summary>Reads all variables; every fault of every variable is reported.</summary>
    /// <param name="plans">The variables that the operation declares.</param>
    /// <param name="json">An object, <c>null</c> or nothing; it must stay as it is for as long as the values are used.</param>
    /// <param name="errors">What is wrong.</param>
    /// <param name="suggest">Whether messages may name parts of the schema.</param>
    internal static VariableValues Read(VariablePlan[] plans, ReadOnlyMemory<byte> json, List<GraphQLError> errors, bool suggest)
    {
        if (plans.Length == 0)
            return None;
        var result = new VariableValues(plans, json);
        result.ReadGiven(errors, suggest);
        result.AddDefaults(errors);
        return result;
    }

    internal bool Has(string name) => IndexOf(name) is var index and >= 0 && has[index];

    internal bool IsTrue(string name) => IndexOf(name) is var index and >= 0 && values[index] is true;

    /// <summary>The value of a variable in the class that a place wants.</summary>
    internal object? Get(string name, InputCoercer coercer, InputFaults faults)
    {
        var index = IndexOf(name);
        var own = plans[index].Coercer.Nullable;
        var wanted = coercer.Nullable;
        if (ReferenceEquals(own, wanted) || values[index] is null)
            return values[index];
        if (slices[index].Length == 0)
            return wanted.FromLiteral(plans[index].Node.DefaultValue!, None, faults);
        var reader = new Utf8JsonReader(json.Span.Slice(slices[index].Start, slices[index].Length), new JsonReaderOptions { MaxDepth = JsonDepth });
        reader.Read();
        return wanted.Read(ref reader, faults);
    }

    /// <summary>The literal with the variables in it replaced by what they stand for; one without a value is left out, or null in a list.</summary>
    internal ValueNode Replace(ValueNode literal) => literal switch
    {
        VariableNode variable => LiteralOf(variable.Name.Value) ?? new NullValueNode(literal.Location),
        ListValueNode list => new ListValueNode(list.Location, [.. list.Values.Select(Replace)]),
        ObjectValueNode map => new ObjectValueNode(map.Location, [.. map.Fields
            .Where(f => f.Value is not VariableNode variable || Has(variable.Name.Value))
            .Select(f => new ObjectFieldNode(f.Location, f.Name, Replace(f.Value)))]),
        _ => literal,
    };

    /// <summary>The literal that a variable stands for, or null if it has no value.</summary>
    internal ValueNode? LiteralOf(string name)
    {
        var index = IndexOf(name);
        if (index < 0 || !has[index])
            return null;
        if (slices[index].Length == 0)
            return plans[index].Node.DefaultValue;
        return LiteralJson.FromUtf8(json.Span.Slice(slices[index].Start, slices[index].Length));
    }

    internal const int JsonDepth = 128;

    private int IndexOf(string name)
    {
        for (var i = 0; i < plans.Length; i++)
        {
            if (plans[i].Name == name)
                return i;
        }

        return -1;
    }

    private void ReadGiven(List<GraphQLError> errors, bool suggest)
    {
        if (json.IsEmpty)
            return;
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = JsonDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var plan = Find(ref reader);
            reader.Read();
            if (plan is null)
            {
                reader.Skip();
                continue;
            }

            var start = checked((int)reader.TokenStartIndex);
            var faults = new InputFaults(suggest);
            values[plan.Index] = plan.Coercer.Read(ref reader, faults);
            has[plan.Index] = true;
            slices[plan.Index] = (start, checked((int)reader.BytesConsumed) - start);
            foreach (var fault in faults.All)
                errors.Add(Error(plan, $"Variable \"${plan.Name}\" has invalid value{fault.Place}: {fault.Message}", fault));
        }
    }

    private void AddDefaults(List<GraphQLError> errors)
    {
        foreach (var plan in plans)
        {
            if (has[plan.Index])
                continue;
            if (plan.Node.DefaultValue is { } literal)
            {
                var faults = new InputFaults();
                values[plan.Index] = plan.Coercer.FromLiteral(literal, None, faults);
                has[plan.Index] = true;
                foreach (var fault in faults.All)
                    errors.Add(Error(plan, $"Variable \"${plan.Name}\" has invalid default value{fault.Place}: {fault.Message}", fault));
            }
            else if (plan.Type is NonNullType)
            {
                errors.Add(Error(plan, $"Variable \"${plan.Name}\" has invalid value: Expected a value of non-null type \"{plan.Type}\" to be provided.", null));
            }
        }
    }

    private VariablePlan? Find(ref Utf8JsonReader reader)
    {
        foreach (var plan in plans)
        {
            if (reader.ValueTextEquals(plan.EncodedName))
                return plan;
        }

        return null;
    }

    private static GraphQLError Error(VariablePlan plan, string message, InputFault? fault) =>
        GraphQLError.At(message, fault?.Code ?? ErrorCodes.InvalidVariables, plan.Node) with
        {
            Extensions = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["variable"] = plan.Name,
                ["inputPath"] = fault is { Path.Count: > 0 } ? fault.Path : null,
            }.Where(e => e.Value is not null).ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal),
        };
}
