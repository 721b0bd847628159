using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types;

/// <summary>Collects type definitions, from classes, from the schema language or by hand, and makes one schema of them.</summary>
/// <remarks>Problems are collected; <see cref="Build"/> reports all of them at once.</remarks>
public sealed partial class SchemaBuilder
{
    private readonly Dictionary<string, TypeConfiguration> types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ScalarType> scalars = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DirectiveTypeConfiguration> directives = new(StringComparer.Ordinal);
    private readonly List<string> order = [];
    private readonly List<string> problems = [];
    private readonly SchemaDocumentRules documents;

    /// <summary>An empty schema, to be filled.</summary>
    public SchemaBuilder() => documents = new SchemaDocumentRules(problems);

    /// <summary>Markdown for readers of the schema, or null.</summary>
    public string? Description { get; set; }

    /// <summary>The name of the root of queries.</summary>
    public string QueryTypeName { get; set; } = "Query";

    /// <summary>The name of the root of mutations; there is none if no type has it.</summary>
    public string MutationTypeName { get; set; } = "Mutation";

    /// <summary>The name of the root of subscriptions; there is none if no type has it.</summary>
    public string SubscriptionTypeName { get; set; } = "Subscription";

    /// <summary>What execution needs to know beyond the types.</summary>
    internal SchemaRuntime Runtime { get; init; } = SchemaRuntime.Default;

    /// <summary>The types so far, by name.</summary>
    internal IReadOnlyDictionary<string, TypeConfiguration> Types => types;

    /// <summary>Adds a type. A second one of the same name is a problem.</summary>
    public SchemaBuilder AddType(TypeConfiguration type)
    {
        if (scalars.ContainsKey(type.Name) || !types.TryAdd(type.Name, type))
            problems.Add($"There can be only one type named \"{type.Name}\": {type.Origin} is a second one.");
        order.Add(type.Name);
        return this;
    }

    /// <summary>Adds a scalar. A second one of the same name is a problem.</summary>
    public SchemaBuilder AddScalar(ScalarType scalar)
    {
        if (types.ContainsKey(scalar.Name) || (scalars.TryGetValue(scalar.Name, out var known) && known.GetType() != scalar.GetType()))
            problems.Add($"There can be only one type named \"{scalar.Name}\".");
        scalars.TryAdd(scalar.Name, scalar);
        order.Add(scalar.Name);
        return this;
    }

    /// <summary>Adds a directive. A second one of the same name is a problem.</summary>
    public SchemaBuilder AddDirective(DirectiveTypeConfiguration directive)
    {
        if (!directives.TryAdd(directive.Name, directive))
            problems.Add($"There can be only one directive named \"@{directive.Name}\".");
        return this;
    }

    /// <summary>Gives a field of an object type its resolver.</summary>
    /// <exception cref="KeyNotFoundException">There is no such field.</exception>
    public SchemaBuilder AddResolver(string typeName, string fieldName, FieldResolver resolver)
    {
        var type = (ComplexTypeConfiguration)types[typeName];
        var field = type.Fields.Find(f => f.Name == fieldName) ?? throw new KeyNotFoundException($"There is no field {typeName}.{fieldName}.");
        field.Resolver = resolver;
        return this;
    }

    /// <summary>Gives a field of the subscription root its events; each event is the parent of the field when it is resolved.</summary>
    /// <exception cref="KeyNotFoundException">There is no such field.</exception>
    public SchemaBuilder AddSubscription(string fieldName, Func<IResolverContext, IAsyncEnumerable<object?>> open)
    {
        var type = (ComplexTypeConfiguration)types[SubscriptionTypeName];
        var field = type.Fields.Find(f => f.Name == fieldName) ?? throw new KeyNotFoundException($"There is no field {SubscriptionTypeName}.{fieldName}.");
        field.Subscribe = new MethodOpener<object?>([], (_, _, context) => ValueTask.FromResult<object?>(open(context!)));
        return this;
    }

    /// <summary>Gives an interface or union the function that names the object type of a value.</summary>
    /// <exception cref="KeyNotFoundException">There is no such type.</exception>
    public SchemaBuilder AddTypeResolver(string typeName, Func<object, string?> resolve)
    {
        if (types[typeName] is InterfaceTypeConfiguration interfaceType)
            interfaceType.ResolveType = resolve;
        else
            ((UnionTypeConfiguration)types[typeName]).ResolveType = resolve;
        return this;
    }

    /// <summary>The object types and their fields so far.</summary>
    internal IReadOnlyList<(string Type, string Field)> FieldNames() =>
        [.. types.Values.OfType<ObjectTypeConfiguration>().SelectMany(t => t.Fields.Select(f => (t.Name, f.Name)))];

    /// <summary>Notes a problem found while definitions were read.</summary>
    internal void AddProblem(string problem) => problems.Add(problem);

    /// <summary>The schema.</summary>
    /// <exception cref="SchemaException">The definitions do not make a schema; every reason is listed.</exception>
    public Schema Build()
    {
        problems.AddRange(types.Keys.Concat(scalars.Keys).Where(n => n.StartsWith("__", StringComparison.Ordinal)).Select(SchemaValidator.Reserved));
        foreach (var scalar in BuiltInScalars.Create())
            scalars.TryAdd(scalar.Name, scalar);
        foreach (var type in Introspection.Types())
            AddType(type);
        foreach (var directive in SpecifiedDirectives.All())
            directives.TryAdd(directive.Name, directive);
        var assembly = new SchemaAssembly(types.Values, scalars.Values, directives.Values, order, problems);
        var schema = assembly.Assemble(Description, QueryTypeName, MutationTypeName, SubscriptionTypeName, Runtime);
        documents.CheckDirectives(schema);
        if (problems.Count == 0)
            problems.AddRange(SchemaValidator.Validate(schema));
        if (problems.Count > 0)
            throw new SchemaException([.. problems.Distinct(StringComparer.Ordinal)]);
        schema.Complete(problems);
        return problems.Count == 0 ? schema : throw new SchemaException([.. problems.Distinct(StringComparer.Ordinal)]);
    }
}
