namespace Alignment.GraphQL.Types;

/// <content>The fields that types have without listing them.</content>
public sealed partial class Schema
{
    /// <summary><c>__schema</c>, a field of the query root.</summary>
    public OutputField SchemaMetaField { get; private set; } = null!;

    /// <summary><c>__type</c>, a field of the query root.</summary>
    public OutputField TypeMetaField { get; private set; } = null!;

    /// <summary><c>__typename</c>, a field of every object, interface and union.</summary>
    public OutputField TypeNameMetaField { get; private set; } = null!;

    /// <summary>The field of a type, those included that it has without listing them; null if there is none.</summary>
    public OutputField? GetField(NamedType type, string name)
    {
        if (name.StartsWith("__", StringComparison.Ordinal))
        {
            if (name == "__typename" && type.IsCompositeType())
                return TypeNameMetaField;
            if (ReferenceEquals(type, QueryType) && name is ("__schema" or "__type"))
                return name == "__schema" ? SchemaMetaField : TypeMetaField;
        }

        return type is ComplexType complex && complex.Fields.TryGetField(name, out var field) ? field : null;
    }

    /// <summary>Ties resolvers to their fields, when all types are known.</summary>
    internal void Complete(List<string> problems)
    {
        (SchemaMetaField, TypeMetaField, TypeNameMetaField) = Introspection.MetaFields(this);
        _ = problems;
    }
}
