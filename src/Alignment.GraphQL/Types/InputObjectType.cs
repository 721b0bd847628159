namespace Alignment.GraphQL.Types;

/// <summary>A structured input.</summary>
public sealed class InputObjectType : NamedType
{
    internal InputObjectType(string name, string? description, Type? runtimeType, bool isOneOf)
        : base(name, description)
    {
        RuntimeType = runtimeType ?? typeof(Dictionary<string, object?>);
        IsOneOf = isOneOf;
    }

    /// <inheritdoc/>
    public override TypeKind Kind => TypeKind.InputObject;

    /// <summary>The class its values become; a dictionary if the schema was not built from classes.</summary>
    public Type RuntimeType { get; }

    /// <summary>Whether exactly one field must be given, and not null.</summary>
    public bool IsOneOf { get; }

    /// <summary>The fields, in the order of the definition.</summary>
    public FieldCollection<InputField> Fields { get; internal set; } = FieldCollection<InputField>.Empty;
}
