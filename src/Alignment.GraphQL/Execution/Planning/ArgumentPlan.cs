using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>The coerced arguments of one selection: the same for all its parents.</summary>
internal sealed class ArgumentValues(object?[] values, bool[] given)
{
    internal static readonly ArgumentValues None = new([], []);

    internal object? this[int index] => values[index];

    /// <summary>Whether there is a value: one the client gave, or a default.</summary>
    internal bool IsGiven(int index) => given[index];
}

/// <summary>How the arguments of a selection are computed: at once if they are constants, else from the variables.</summary>
internal sealed class ArgumentPlan
{
    internal static readonly ArgumentPlan None = new(null, [], ArgumentValues.None);

    private readonly OutputField? field;
    private readonly ValueNode?[] literals;
    private readonly ArgumentValues? constant;
    private FieldNode? node;

    private ArgumentPlan(OutputField? field, ValueNode?[] literals, ArgumentValues? constant)
    {
        this.field = field;
        this.literals = literals;
        this.constant = constant;
    }

    internal static ArgumentPlan Compile(OutputField field, FieldNode node, PlanCompiler compiler)
    {
        if (field.Arguments.Count == 0)
            return None;
        var literals = new ValueNode?[field.Arguments.Count];
        for (var i = 0; i < literals.Length; i++)
        {
            var name = field.Arguments[i].Name;
            literals[i] = node.Arguments.FirstOrDefault(a => a.Name.Value == name)?.Value;
        }

        var plan = new ArgumentPlan(field, literals, null) { node = node };
        if (literals.Any(l => l is not null && ContainsVariable(l)))
            return plan;
        try
        {
            return new ArgumentPlan(field, literals, plan.Evaluate(VariableValues.None)) { node = node };
        }
        catch (GraphQLException)
        {
            return plan; // an id of another type, say: each execution reports it where it stands
        }
    }

    /// <summary>The values.</summary>
    /// <exception cref="GraphQLException">A value does not fit its argument.</exception>
    internal ArgumentValues Evaluate(VariableValues variables)
    {
        if (constant is not null)
            return constant;
        var values = new object?[literals.Length];
        var given = new bool[literals.Length];
        for (var i = 0; i < literals.Length; i++)
            given[i] = TryEvaluate(field!.Arguments[i], literals[i], variables, out values[i]);
        return new ArgumentValues(values, given);
    }

    /// <summary>The literal of an argument, variables and all; null if it was not given.</summary>
    internal ValueNode? LiteralOf(int index) => literals[index];

    private bool TryEvaluate(InputField argument, ValueNode? literal, VariableValues variables, out object? value)
    {
        var missing = literal is VariableNode variable && !variables.Has(variable.Name.Value);
        if (literal is null || missing)
        {
            if (argument.TryGetDefault(out value))
                return true;
            if (argument.Type is not NonNullType)
                return false;
            throw new GraphQLException(GraphQLError.At(
                literal is null
                    ? $"Argument \"{argument}\" of required type \"{argument.Type}\" was not provided."
                    : $"Argument \"{argument}\" has invalid value: Expected variable \"${((VariableNode)literal).Name.Value}\" provided to type \"{argument.Type}\" to provide a runtime value.",
                ErrorCodes.InvalidArgument,
                literal is null ? node! : literal));
        }

        var faults = new InputFaults();
        value = argument.Coercer!.FromLiteral(literal, variables, faults);
        if (!faults.Any)
            return true;
        throw new GraphQLException([.. faults.All.Select(f =>
            GraphQLError.At($"Argument \"{argument}\" has invalid value{f.Place}: {f.Message}", f.Code, literal) with { Extensions = f.Extensions })]);
    }

    private static bool ContainsVariable(ValueNode literal) => literal switch
    {
        VariableNode => true,
        ListValueNode list => list.Values.Any(ContainsVariable),
        ObjectValueNode map => map.Fields.Any(f => ContainsVariable(f.Value)),
        _ => false,
    };
}
