using System.Collections.Concurrent;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types;

/// <content>What is known once all types are: meta fields, coercers, resolvers tied to fields, the types of values.</content>
public sealed partial class Schema
{
    private readonly ConcurrentDictionary<(NamedType Type, Type Runtime), ObjectType> objectTypes = new();

    /// <summary><c>__schema</c>, a field of the query root.</summary>
    public OutputField SchemaMetaField { get; private set; } = null!;

    /// <summary><c>__type</c>, a field of the query root.</summary>
    public OutputField TypeMetaField { get; private set; } = null!;

    /// <summary><c>__typename</c>, a field of every object, interface and union.</summary>
    public OutputField TypeNameMetaField { get; private set; } = null!;

    internal InputCoercers Coercers { get; private set; } = null!;

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

    /// <summary>The object type of a value of an abstract type; null with a fault if it is none of the possible ones.</summary>
    internal ObjectType? ResolveObjectType(NamedType type, object value, OutputField field, out string? fault)
    {
        fault = null;
        if (objectTypes.TryGetValue((type, value.GetType()), out var known))
            return known;
        var possible = GetPossibleTypes(type);
        var resolve = (type as InterfaceType)?.ResolveType ?? (type as UnionType)?.ResolveType;
        if (resolve is not null)
        {
            var name = resolve(value);
            if (possible.FirstOrDefault(p => p.Name == name) is { } named)
                return named;
            fault = name is null
                ? $"Abstract type \"{type}\" must resolve to an Object type at runtime for field \"{field}\". Either the \"{type}\" type should provide a \"resolveType\" function or each possible type should provide an \"isTypeOf\" function."
                : TryGetType(name, out var other)
                    ? $"Runtime Object type \"{name}\" is not a possible type for \"{type}\"."
                    : $"Abstract type \"{type}\" was resolved to a type \"{name}\" that does not exist inside the schema.";
            return null;
        }

        if (possible.FirstOrDefault(p => p.IsTypeOf?.Invoke(value) ?? false) is { } claimed)
            return claimed;
        var nearest = possible.Where(p => p.RuntimeType != typeof(object) && p.RuntimeType.IsInstanceOfType(value))
            .OrderByDescending(p => DepthOf(p.RuntimeType)).FirstOrDefault();
        if (nearest is not null)
            return objectTypes[(type, value.GetType())] = nearest;
        fault = $"Abstract type \"{type}\" must resolve to an Object type at runtime for field \"{field}\"; no possible type is made from the value's class.";
        return null;
    }

    /// <summary>Ties resolvers to their fields, when all types are known.</summary>
    internal void Complete(List<string> problems)
    {
        Coercers = new InputCoercers(Runtime);
        (SchemaMetaField, TypeMetaField, TypeNameMetaField) = Introspection.MetaFields(this);
        foreach (var type in Types)
        {
            if (type is InputObjectType input)
                Complete(input.Fields, problems);
        }

        foreach (var argument in DirectiveTypes.Select(d => d.Arguments).Append(TypeMetaField.Arguments))
            Complete(argument, problems);
        foreach (var complex in Types.OfType<ComplexType>())
        {
            foreach (var field in complex.Fields)
            {
                Complete(field.Arguments, problems);
                if (complex is ObjectType)
                    Complete(field, problems);
            }
        }

        Complete(SchemaMetaField, problems);
        Complete(TypeMetaField, problems);
    }

    private static int DepthOf(Type type)
    {
        var depth = type.IsInterface ? 0 : 1;
        for (var at = type.BaseType; at is not null; at = at.BaseType)
            depth++;
        return depth;
    }

    private void Complete(FieldCollection<InputField> fields, List<string> problems)
    {
        foreach (var field in fields)
        {
            try
            {
                field.Coercer = Coercers.For(field.Type, field.RuntimeType ?? typeof(object), field.Binding?.IdTypeName);
            }
            catch (SchemaException exception)
            {
                problems.AddRange(exception.Problems.Select(p => $"{field}: {p}"));
            }
        }
    }

    private void Complete(OutputField field, List<string> problems)
    {
        try
        {
            field.Runtime = (field.Resolver ?? DefaultResolver.For(field)).Bind(field, this);
        }
        catch (Exception exception) when ((exception as SchemaException ?? exception.InnerException) is SchemaException known)
        {
            problems.AddRange(known.Problems);
        }
    }
}
