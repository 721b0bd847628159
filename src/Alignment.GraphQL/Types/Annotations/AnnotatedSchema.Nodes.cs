using System.Reflection;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types.Annotations;

/// <content>Global object identification.</content>
internal sealed partial class AnnotatedSchema
{
    private readonly Dictionary<Type, MethodInfo> nodes = [];
    private readonly Dictionary<MethodInfo, Type> nodesByMethod = [];

    private void ReadNodes()
    {
        foreach (var method in all.Where(t => t.IsAbstract && t.IsSealed).SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)))
        {
            if (method.GetCustomAttribute<NodeResolverAttribute>() is null)
                continue;
            var type = TypeInference.Unwrap(Inference.Of(method)).Type;
            if (!nodes.TryAdd(type, method))
                builder.AddProblem($"{type.FullName} has two node resolvers: {method.DeclaringType!.Name}.{method.Name} is the second one.");
            nodesByMethod[method] = type;
        }

        definition.GlobalObjectIdentification |= nodes.Count > 0;
    }

    private void AddNodeFields(ObjectTypeConfiguration query)
    {
        builder.AddType(new InterfaceTypeConfiguration("Node")
        {
            Description = "Something with an id of its own, unique across all types.",
            Fields = { new("id", TypeReference.Parse("ID!")) { Description = "Opaque; it stays the same." } },
        });
        var resolvers = new NodeResolvers(builder.Runtime.NodeIds);
        foreach (var (type, method) in nodes)
            Guard($"{method.DeclaringType!.Name}.{method.Name}", () => resolvers.Add(OutputName(type), Resolver(method)));
        query.Fields.Add(new("node", TypeReference.Named("Node"))
        {
            Description = "The object of an id; null if there is none.",
            Arguments = { new("id", TypeReference.Parse("ID!")) { RuntimeType = typeof(string) } },
            Resolver = resolvers.Single,
        });
        query.Fields.Add(new("nodes", TypeReference.Parse("[Node]!"))
        {
            Description = "The objects of several ids, in their order; null where there is none.",
            Arguments = { new("ids", TypeReference.Parse("[ID!]!")) { RuntimeType = typeof(IReadOnlyList<string>) } },
            Resolver = resolvers.Many,
        });
    }

    private NodeResolver Resolver(MethodInfo method)
    {
        var idType = method.GetParameters().FirstOrDefault(compiler.IsArgument)?.ParameterType
            ?? throw new ArgumentException("a node resolver takes the id.");
        var slot = new NodeIdSlot();
        var compiled = compiler.Compile(method, _ => slot);
        var parse = new InputCoercers(builder.Runtime).ParserOf(InputCoercers.Unwrap(idType));
        return new NodeResolver(compiled.Bindings, compiled.Bindings.ToList().IndexOf(slot), parse, BoxedCalls.Of(compiled), compiled.RunsAlone);
    }
}

/// <summary>Stands where the id goes, which is different for each call.</summary>
internal sealed class NodeIdSlot : ParameterBinding
{
    internal override object? Bind(Column column) => null;
}

/// <summary>Calls whose results are boxed and awaited, whatever their class.</summary>
internal static class BoxedCalls
{
    internal static ResolverCall<ValueTask<object?>> Of(CompiledMethod method)
    {
        var result = method.Call.Type;
        var isTask = result.IsGenericType && result.GetGenericTypeDefinition() == typeof(Task<>);
        var isValueTask = result.IsGenericType && result.GetGenericTypeDefinition() == typeof(ValueTask<>);
        var name = isTask ? nameof(OfTask) : isValueTask ? nameof(OfValueTask) : nameof(OfValue);
        var inner = isTask || isValueTask ? result.GetGenericArguments()[0] : result;
        return (ResolverCall<ValueTask<object?>>)typeof(BoxedCalls).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(inner).Invoke(null, [method])!;
    }

    private static ResolverCall<ValueTask<object?>> OfTask<T>(CompiledMethod method)
    {
        var call = ResolverCompiler.CallOf<Task<T>>(method);
        return async (parent, bound, context) => await call(parent, bound, context).ConfigureAwait(false);
    }

    private static ResolverCall<ValueTask<object?>> OfValueTask<T>(CompiledMethod method)
    {
        var call = ResolverCompiler.CallOf<ValueTask<T>>(method);
        return async (parent, bound, context) => await call(parent, bound, context).ConfigureAwait(false);
    }

    private static ResolverCall<ValueTask<object?>> OfValue<T>(CompiledMethod method)
    {
        var call = ResolverCompiler.CallOf<T>(method);
        return (parent, bound, context) => ValueTask.FromResult<object?>(call(parent, bound, context));
    }
}
