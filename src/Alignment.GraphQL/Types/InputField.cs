using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Types;

/// <summary>An argument of a field or directive, or a field of an input object.</summary>
public sealed class InputField : IFieldDefinition
{
    internal InputField(string coordinate, string name, string? description, ValueNode? defaultValue, string? deprecationReason)
    {
        Coordinate = coordinate;
        Name = name;
        Description = description;
        DefaultValue = defaultValue;
        DeprecationReason = deprecationReason;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string? Description { get; }

    /// <inheritdoc/>
    public string? DeprecationReason { get; }

    /// <inheritdoc/>
    public IType Type { get; internal set; } = null!;

    /// <summary>What is taken when nothing is given: a constant; null when there is no default (a default of null is a node).</summary>
    public ValueNode? DefaultValue { get; }

    /// <summary>Whether something must be given: null is excluded and there is no default.</summary>
    public bool IsRequired => Type is NonNullType && DefaultValue is null;

    /// <summary><c>Query.lead(id:)</c>, <c>@skip(if:)</c> or <c>LeadInput.name</c>: how errors and tools name it.</summary>
    public string Coordinate { get; }

    /// <summary>The class that the value becomes, or null if the schema was not built from classes.</summary>
    internal Type? RuntimeType { get; set; }

    /// <summary>What the author said about it: an id's type name, a converter.</summary>
    internal InputBinding? Binding { get; set; }

    /// <summary>The name of the C# member or parameter; null if it is the field's.</summary>
    internal string? MemberName { get; set; }

    /// <summary>Makes runtime values of what is given.</summary>
    internal InputCoercer? Coercer { get; set; }

    /// <summary>The runtime value of the default, made anew each time; false if there is none.</summary>
    internal bool TryGetDefault(out object? value)
    {
        value = DefaultValue is null ? null : Coercer!.FromLiteral(DefaultValue, VariableValues.None, new InputFaults());
        return DefaultValue is not null;
    }

    /// <summary>The coordinate.</summary>
    public override string ToString() => Coordinate;
}
