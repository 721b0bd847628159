using System.Collections.Immutable;
using System.Reflection;
using Alignment.GraphQL.Configuration;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types.Annotations;

/// <summary>Reads a schema out of annotated classes, starting from the roots and following what their members return and take.</summary>
internal sealed partial class AnnotatedSchema
{
    private readonly SchemaDefinition definition;
    private readonly SchemaBuilder builder;
    private readonly ResolverCompiler compiler;
    private readonly XmlDocumentation documentation = new();
    private readonly Dictionary<Type, string> outputs = [];
    private readonly Dictionary<Type, string> inputs = [];
    private readonly Dictionary<string, Type> takenBy = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, string> scalarNames;
    private readonly Dictionary<Type, List<Type>> extensions = [];
    private readonly Dictionary<Type, ObjectTypeDescriptor> descriptors = [];
    private readonly Queue<Action> work = new();
    private readonly List<Type> all;
    private readonly List<Type> abstracts;

    private AnnotatedSchema(SchemaDefinition definition, ServiceLifetimes lifetimes)
    {
        this.definition = definition;
        Lifetimes = lifetimes;
        Inference = new TypeInference(this);
        compiler = new ResolverCompiler(this);
        builder = new SchemaBuilder
        {
            Description = definition.Description,
            Runtime = new SchemaRuntime { Converters = definition.Converters, NodeIds = definition.NodeIds },
        };
        scalarNames = new Dictionary<Type, string>(BuiltInBindings);
        foreach (var scalar in definition.Scalars)
        {
            builder.AddScalar(scalar);
            scalarNames[scalar.RuntimeType] = scalar.Name;
        }

        foreach (var (runtime, scalar) in definition.RuntimeBindings)
            scalarNames[runtime] = scalar;
        all = [.. definition.Assemblies.Distinct().SelectMany(a => a.GetTypes()).Concat(definition.Types).Distinct()
            .Where(t => t.GetCustomAttribute<GraphQLIgnoreAttribute>() is null)
            .OrderBy(t => t.FullName, StringComparer.Ordinal)];
        abstracts = [.. all.Where(t => t.GetCustomAttribute<InterfaceTypeAttribute>() is not null || t.GetCustomAttribute<UnionTypeAttribute>() is not null)];
        if (definition.ErrorInterface is { } errorInterface && !abstracts.Contains(errorInterface))
            abstracts.Add(errorInterface);
    }

    internal ServiceLifetimes Lifetimes { get; }

    internal TypeInference Inference { get; }

    private static IReadOnlyDictionary<Type, string> BuiltInBindings { get; } = new Dictionary<Type, string>
    {
        [typeof(string)] = "String",
        [typeof(bool)] = "Boolean",
        [typeof(int)] = "Int",
        [typeof(short)] = "Int",
        [typeof(ushort)] = "Int",
        [typeof(byte)] = "Int",
        [typeof(sbyte)] = "Int",
        [typeof(double)] = "Float",
        [typeof(float)] = "Float",
        [typeof(long)] = "Long",
        [typeof(decimal)] = "Decimal",
        [typeof(Guid)] = "UUID",
        [typeof(Uri)] = "String",
        [typeof(System.Text.Json.JsonElement)] = "JSON",
    };

    /// <summary>The schema that the host's definition makes.</summary>
    /// <exception cref="SchemaException">Something is wrong; everything that is wrong is listed.</exception>
    internal static AnnotatedSchemaResult Build(SchemaDefinition definition, ServiceLifetimes lifetimes)
    {
        var annotated = new AnnotatedSchema(definition, lifetimes);
        annotated.Read();
        foreach (var configure in definition.Configurators)
            configure(annotated.builder);
        return new AnnotatedSchemaResult(annotated.builder.Build(), annotated.loaders);
    }

    /// <summary>Whether a parameter is given by the host's services.</summary>
    internal bool IsService(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<ServiceAttribute>() is not null
        || (!scalarNames.ContainsKey(InputCoercers.Unwrap(parameter.ParameterType)) && Lifetimes.IsKnown(parameter.ParameterType));

    /// <summary>Whether values of a class are lists.</summary>
    internal bool IsList(Type type) =>
        !scalarNames.ContainsKey(type) && type != typeof(string) && LeafWriters.ItemTypeOf(type) is not null;

    /// <summary>The name of the type that values of a class have when they are returned.</summary>
    internal string OutputName(Type type)
    {
        if (scalarNames.TryGetValue(type, out var scalar))
            return UseScalar(scalar);
        if (outputs.TryGetValue(type, out var known))
            return known;
        if (type.IsEnum)
            return outputs[type] = inputs[type] = AddEnum(type);
        var name = descriptors.GetValueOrDefault(type)?.Name ?? Naming.OfType(type);
        outputs[type] = name;
        Claim(name, type);
        if (abstracts.Contains(type))
            AddAbstract(type, name);
        else if (type == typeof(object) || (type.IsInterface && !extensions.ContainsKey(type)))
            builder.AddProblem($"{type.FullName} is returned by a field, but is neither an object nor annotated with [InterfaceType] or [UnionType].");
        else
            AddObject(type, name);
        return name;
    }

    /// <summary>The name of the type that values of a class have when they are given.</summary>
    internal string InputName(Type type)
    {
        if (scalarNames.TryGetValue(type, out var scalar))
            return UseScalar(scalar);
        if (inputs.TryGetValue(type, out var known))
            return known;
        if (type.IsEnum)
            return outputs[type] = inputs[type] = AddEnum(type);
        var name = Naming.OfInput(type);
        inputs[type] = name;
        Claim(name, type);
        AddInput(type, name);
        return name;
    }

    private void Read()
    {
        foreach (var type in all)
        {
            foreach (var target in ExtensionTargetsOf(type))
            {
                if (!extensions.TryGetValue(target, out var list))
                    extensions[target] = list = [];
                list.Add(type);
            }
        }

        foreach (var (target, classes) in extensions)
            descriptors[target] = ObjectTypeDescriptor.Configure(target, classes, builder.AddProblem);
        ReadDataLoaders();
        ReadNodes();
        ReadRoot<QueryTypeAttribute>("Query", AddQueryField);
        ReadRoot<MutationTypeAttribute>("Mutation", AddMutationField);
        ReadRoot<SubscriptionTypeAttribute>("Subscription", AddSubscriptionField);
        foreach (var type in all.Where(t => t.GetCustomAttribute<ObjectTypeAttribute>() is not null))
            OutputName(type);
        foreach (var target in extensions.Keys)
            OutputName(target);
        while (work.TryDequeue(out var next))
            next();
    }

    private void ReadRoot<TAttribute>(string name, Action<ObjectTypeConfiguration, Type, MethodInfo> add)
        where TAttribute : Attribute
    {
        var classes = all.Where(t => t.GetCustomAttribute<TAttribute>() is not null).ToList();
        if (classes.Count == 0 && !(name == "Query" && definition.GlobalObjectIdentification))
            return;
        var root = new ObjectTypeConfiguration(name);
        foreach (var type in classes)
        {
            foreach (var method in FieldMethodsOf(type))
                Guard($"{type.Name}.{method.Name}", () => add(root, type, method));
        }

        if (name == "Query" && definition.GlobalObjectIdentification)
            AddNodeFields(root);
        builder.AddType(root);
    }

    private void AddQueryField(ObjectTypeConfiguration root, Type type, MethodInfo method) => root.Fields.Add(MethodField(method, "Query", type));

    private static IEnumerable<Type> ExtensionTargetsOf(Type type) => type.GetCustomAttributes()
        .Select(a => a.GetType())
        .Where(a => a.IsGenericType && a.GetGenericTypeDefinition() == typeof(ObjectTypeAttribute<>))
        .Select(a => a.GetGenericArguments()[0]);

    private static IEnumerable<MethodInfo> FieldMethodsOf(Type type) => type
        .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
        .Where(m => !m.IsSpecialName && m.Name != "Configure"
            && m.GetCustomAttribute<GraphQLIgnoreAttribute>() is null
            && m.GetCustomAttribute<DataLoaderAttribute>() is null)
        .OrderBy(m => m.MetadataToken);

    private string UseScalar(string name)
    {
        if (definition.Scalars.TrueForAll(s => s.Name != name))
        {
            ScalarType? common = name switch
            {
                "Long" => new LongType(),
                "Decimal" => new DecimalType(),
                "UUID" => new UuidType(),
                "JSON" => new JsonType(),
                _ => null,
            };
            if (common is not null && commonScalars.Add(name))
                builder.AddScalar(common);
        }

        return name;
    }

    private readonly HashSet<string> commonScalars = new(StringComparer.Ordinal);

    private void Claim(string name, Type type)
    {
        if (takenBy.TryGetValue(name, out var other) && other != type)
            builder.AddProblem($"There can be only one type named \"{name}\": {other.FullName} and {type.FullName} both are.");
        takenBy.TryAdd(name, type);
    }

    private void Guard(string place, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is SchemaException or FormatException or Language.GraphQLSyntaxException or ArgumentException or TargetInvocationException)
        {
            builder.AddProblem($"{place}: {(exception.InnerException ?? exception).Message}");
        }
    }
}

/// <summary>A schema, and the loaders its resolvers ask for.</summary>
internal sealed record AnnotatedSchemaResult(Schema Schema, IReadOnlyDictionary<Type, Func<RequestContext, IDataLoader>> DataLoaders);
