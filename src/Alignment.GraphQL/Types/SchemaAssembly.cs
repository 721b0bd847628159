using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types;

/// <summary>Makes types of their configurations: first the names, then what refers to names.</summary>
internal sealed class SchemaAssembly
{
    private readonly Dictionary<string, NamedType> byName = new(StringComparer.Ordinal);
    private readonly List<TypeConfiguration> configurations;
    private readonly IReadOnlyCollection<DirectiveTypeConfiguration> directiveConfigurations;
    private readonly IReadOnlyList<string> order;
    private readonly List<string> problems;

    internal SchemaAssembly(
        IEnumerable<TypeConfiguration> types,
        IEnumerable<ScalarType> scalars,
        IReadOnlyCollection<DirectiveTypeConfiguration> directives,
        IReadOnlyList<string> order,
        List<string> problems)
    {
        this.order = order;
        configurations = [.. types];
        directiveConfigurations = directives;
        this.problems = problems;
        foreach (var type in configurations)
            byName[type.Name] = Create(type);
        foreach (var scalar in scalars)
            byName.TryAdd(scalar.Name, scalar);
    }

    internal Schema Assemble(string? description, string queryName, string mutationName, string subscriptionName, SchemaRuntime runtime)
    {
        foreach (var configuration in configurations)
            Complete(configuration);
        var directives = directiveConfigurations.Select(Directive).ToList();
        var query = Root("Query", queryName);
        if (!byName.ContainsKey(queryName))
            problems.Add(queryName is "" or "Query" ? "Query root type must be provided." : $"Unknown type \"{queryName}\".");
        var mutation = Root("Mutation", mutationName);
        var subscription = Root("Subscription", subscriptionName);
        return new Schema(description, query, mutation, subscription, InReferenceOrder(directives, query, mutation, subscription), directives, runtime);
    }

    private static NamedType Create(TypeConfiguration type) => type switch
    {
        ObjectTypeConfiguration o => new ObjectType(o.Name, o.Description, o.RuntimeType) { IsTypeOf = o.IsTypeOf },
        InterfaceTypeConfiguration i => new InterfaceType(i.Name, i.Description, i.RuntimeType) { ResolveType = i.ResolveType },
        UnionTypeConfiguration u => new UnionType(u.Name, u.Description, u.RuntimeType) { ResolveType = u.ResolveType },
        EnumTypeConfiguration e => new EnumType(e.Name, e.Description, e.RuntimeType, [.. e.Values.DistinctBy(v => v.Name).Select(Value)]),
        InputObjectTypeConfiguration i => new InputObjectType(i.Name, i.Description, i.RuntimeType, i.IsOneOf),
        _ => throw new ArgumentException($"{type.GetType()} is not a type configuration.", nameof(type)),
    };

    private static EnumValue Value(EnumValueConfiguration value) =>
        new(value.Name, value.Description, value.DeprecationReason, value.Value);

    private ObjectType? Root(string kind, string name)
    {
        if (byName.TryGetValue(name, out var type) && type is not ObjectType)
            problems.Add($"{kind} root type must be Object type{(kind == "Query" ? "" : " if provided")}, it cannot be {name}.");
        else if (type is null && name.Length > 0 && name != kind && kind != "Query")
            problems.Add($"Unknown type \"{name}\".");
        return type as ObjectType;
    }

    private void Complete(TypeConfiguration configuration)
    {
        switch (configuration)
        {
            case ComplexTypeConfiguration complex:
                var type = (ComplexType)byName[configuration.Name];
                type.Fields = Unique(complex.Fields.Select(f => Output(type, f)), FieldTwice);
                Once(complex.Interfaces, name => $"Type {type} can only implement {name} once.");
                type.Interfaces = [.. complex.Interfaces.Distinct(StringComparer.Ordinal).Select(n => Find<InterfaceType>(n, $"Type {configuration.Name} must only implement Interface types, it cannot implement {n}.")).OfType<InterfaceType>()];
                break;
            case UnionTypeConfiguration union:
                Once(union.Types, name => $"Union type {union.Name} can only include type {name} once.");
                ((UnionType)byName[configuration.Name]).Types = [.. union.Types.Distinct(StringComparer.Ordinal).Select(n => Find<ObjectType>(n, $"Union type {union.Name} can only include Object types, it cannot include {n}.")).OfType<ObjectType>()];
                break;
            case EnumTypeConfiguration enumType:
                Once(enumType.Values.Select(v => v.Name), name => $"Enum value \"{enumType.Name}.{name}\" can only be defined once.");
                break;
            case InputObjectTypeConfiguration input:
                ((InputObjectType)byName[configuration.Name]).Fields = Unique(input.Fields.Select(f => Input($"{input.Name}.{f.Name}", f)), FieldTwice);
                break;
        }
    }

    private OutputField Output(ComplexType type, OutputFieldConfiguration field)
    {
        var output = new OutputField(type, field.Name, field.Description, field.DeprecationReason)
        {
            Type = Resolve(field.Type, $"{type.Name}.{field.Name}"),
            Resolver = field.Resolver,
            Paging = field.Paging,
            Cost = field.Cost,
            AssumedSize = field.AssumedSize,
            Authorization = field.Authorization,
            IdTypeName = field.IdTypeName,
            Subscribe = field.Subscribe,
            IsPure = field.Resolver?.IsPure ?? false,
        };
        output.Arguments = Unique(field.Arguments.Select(a => Input($"{type.Name}.{field.Name}({a.Name}:)", a)), ArgumentTwice);
        return output;
    }

    private InputField Input(string coordinate, InputFieldConfiguration field) =>
        new(coordinate, field.Name, field.Description, field.DefaultValue, field.DeprecationReason)
        {
            Type = Resolve(field.Type, coordinate),
            RuntimeType = field.RuntimeType,
            Binding = field.Binding,
            MemberName = field.MemberName,
        };

    private DirectiveType Directive(DirectiveTypeConfiguration directive) =>
        new(directive.Name, directive.Description, directive.Locations, directive.IsRepeatable, directive.DeprecationReason)
        {
            Arguments = Unique(directive.Arguments.Select(a => Input($"@{directive.Name}({a.Name}:)", a)), ArgumentTwice),
        };

    private IType Resolve(TypeReference reference, string coordinate)
    {
        if (reference.Resolve(name => byName.GetValueOrDefault(name)) is { } type)
            return type;
        problems.Add($"{coordinate} has the unknown type \"{reference.NamedTypeName}\".");
        return reference.Resolve(_ => byName["String"])!;
    }

    private T? Find<T>(string name, string otherwise)
        where T : NamedType
    {
        if (byName.GetValueOrDefault(name) is T type)
            return type;
        problems.Add(byName.ContainsKey(name) ? otherwise : $"Unknown type \"{name}\".");
        return null;
    }

    private FieldCollection<T> Unique<T>(IEnumerable<T> fields, Func<T, string> problem)
        where T : class, IFieldDefinition
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var unique = new List<T>();
        foreach (var field in fields)
        {
            if (seen.Add(field.Name))
                unique.Add(field);
            else
                problems.Add(problem(field));
        }

        return new FieldCollection<T>(unique);
    }

    private static string FieldTwice(OutputField field) => $"Field \"{field.Coordinate}\" can only be defined once.";

    private static string FieldTwice(InputField field) => $"Field \"{field.Coordinate}\" can only be defined once.";

    private static string ArgumentTwice(InputField argument) => $"Argument \"{argument.Coordinate}\" can only be defined once.";

    private void Once(IEnumerable<string> names, Func<string, string> problem) =>
        problems.AddRange(names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => problem(g.Key)));

    // Depth first from each defined type, then from the roots, the directives and introspection, as the reference implementation does.
    private List<NamedType> InReferenceOrder(List<DirectiveType> directives, params ReadOnlySpan<ObjectType?> roots)
    {
        var ordered = new List<NamedType>();
        var listed = order.Where(n => !n.StartsWith("__", StringComparison.Ordinal)).Select(n => byName[n]).Distinct().ToList();
        var seen = listed.ToHashSet();
        foreach (var type in listed)
        {
            seen.Remove(type);
            Collect(type, seen, ordered);
        }

        foreach (var root in roots)
        {
            if (root is not null)
                Collect(root, seen, ordered);
        }

        foreach (var argument in directives.SelectMany(d => d.Arguments))
            Collect(argument.Type, seen, ordered);
        Collect(byName["__Schema"], seen, ordered);
        return ordered;
    }

    private static void Collect(IType type, HashSet<NamedType> seen, List<NamedType> ordered)
    {
        var pending = new Stack<IEnumerator<IType>>();
        Visit(type.NamedType());
        while (pending.TryPeek(out var next))
        {
            if (next.MoveNext())
                Visit(next.Current.NamedType());
            else
                pending.Pop();
        }

        void Visit(NamedType named)
        {
            if (!seen.Add(named))
                return;
            ordered.Add(named);
            pending.Push(ReferencesOf(named).GetEnumerator());
        }
    }

    private static IEnumerable<IType> ReferencesOf(NamedType type) => type switch
    {
        UnionType union => union.Types,
        InputObjectType input => input.Fields.Select(f => f.Type),
        ComplexType complex => complex.Interfaces.Concat<IType>(complex.Fields.SelectMany(f => f.Arguments.Select(a => a.Type).Prepend(f.Type))),
        _ => [],
    };
}
