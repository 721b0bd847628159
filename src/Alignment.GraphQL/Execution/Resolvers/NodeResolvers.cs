namespace Alignment.GraphQL.Execution;

/// <summary>Loads the objects of one type by their ids.</summary>
internal sealed record NodeResolver(
    IReadOnlyList<ParameterBinding> Parameters,
    int IdIndex,
    Func<string, object?> Parse,
    ResolverCall<ValueTask<object?>> Call,
    bool RunsAlone);

/// <summary><c>node</c> and <c>nodes</c>.</summary>
internal sealed class NodeResolvers(INodeIdSerializer serializer)
{
    private readonly Dictionary<string, NodeResolver> byType = new(StringComparer.Ordinal);

    internal FieldResolver Single => new ValueTaskFieldResolver<object?>(new ResolverMethod<ValueTask<object?>>(
        [], (_, _, context) => ResolveAsync((ResolverContext)context!, context!.ArgumentValue<string>("id")), NeedsContext: true, RunsAlone));

    internal FieldResolver Many => new ValueTaskFieldResolver<IReadOnlyList<object?>>(new ResolverMethod<ValueTask<IReadOnlyList<object?>>>(
        [], (_, _, context) => ResolveManyAsync((ResolverContext)context!), NeedsContext: true, RunsAlone));

    private bool RunsAlone => byType.Values.Any(r => r.RunsAlone);

    internal void Add(string typeName, NodeResolver resolver) => byType[typeName] = resolver;

    private async ValueTask<IReadOnlyList<object?>> ResolveManyAsync(ResolverContext context)
    {
        var ids = context.ArgumentValue<IReadOnlyList<string>>("ids");
        var found = new Task<object?>[ids.Count];
        var values = new object?[ids.Count];
        if (RunsAlone)
        {
            // One after the other, and outside the gathering: what waits for a loader in there would wait for ever.
            for (var i = 0; i < values.Length; i++)
                values[i] = await Attempt(context, ids[i], i).ConfigureAwait(false);
            return values;
        }

        using (context.Gather())
        {
            for (var i = 0; i < found.Length; i++)
                found[i] = Attempt(context, ids[i], i);
        }

        for (var i = 0; i < values.Length; i++)
            values[i] = await found[i].ConfigureAwait(false);
        return values;
    }

    private async Task<object?> Attempt(ResolverContext context, string id, int index)
    {
        try
        {
            return await ResolveAsync(context, id).ConfigureAwait(false);
        }
        catch (GraphQLException exception)
        {
            foreach (var error in exception.Errors)
                context.ReportError(error with { Path = [.. context.Path, index] });
            return null;
        }
    }

    private ValueTask<object?> ResolveAsync(ResolverContext context, string id)
    {
        if (!serializer.TryParse(id, out var typeName, out var value))
            throw Refuse($"{InputInspector.Inspect(id)} is not an id of this service.");
        if (!byType.TryGetValue(typeName, out var resolver))
            throw Refuse($"{InputInspector.Inspect(id)} is the id of a {typeName}, which is no node.");
        if (resolver.Parse(value) is not { } parsed)
            throw Refuse($"{InputInspector.Inspect(id)} is not the id of a {typeName}.");
        var bound = context.Bind(resolver.Parameters);
        bound[resolver.IdIndex] = parsed;
        return resolver.Call(context, bound, context);
    }

    private static GraphQLException Refuse(string message) => new(new GraphQLError(message) { Code = ErrorCodes.InvalidId });
}
