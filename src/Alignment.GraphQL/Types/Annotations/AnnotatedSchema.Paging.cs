using System.Reflection;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types.Annotations;

/// <content>Connections.</content>
internal sealed partial class AnnotatedSchema
{
    private readonly Dictionary<string, Type> connections = new(StringComparer.Ordinal);

    private void AddPaging(OutputFieldConfiguration field, UsePagingAttribute paging, MethodInfo method, NullabilityInfo result)
    {
        if (ConnectionBaseOf(result.Type) is not { } connection)
            throw new ArgumentException("a method with [UsePaging] must return a Connection<T>.");
        if (method.GetParameters().All(p => p.ParameterType != typeof(PagingArguments)))
            throw new ArgumentException("a method with [UsePaging] must take PagingArguments.");
        var name = paging.ConnectionName ?? Naming.PascalCase(field.Name);
        var reference = TypeReference.Named($"{name}Connection");
        field.Type = result.ReadState is NullabilityState.NotNull ? reference.NonNull() : reference;
        field.Paging = new PagingOptions
        {
            DefaultPageSize = paging.DefaultPageSize > 0 ? paging.DefaultPageSize : definition.Paging.DefaultPageSize,
            MaxPageSize = paging.MaxPageSize > 0 ? paging.MaxPageSize : definition.Paging.MaxPageSize,
            IncludeTotalCount = paging.IncludeTotalCount && definition.Paging.IncludeTotalCount,
        };
        AddPagingArgument(field, "first", "Int", "How many items, from the start.");
        AddPagingArgument(field, "after", "String", "The cursor after which to start.");
        if (paging.AllowBackwardPagination)
        {
            AddPagingArgument(field, "last", "Int", "How many items, from the end.");
            AddPagingArgument(field, "before", "String", "The cursor before which to end.");
        }

        if (connections.TryAdd(name, result.Type))
            AddConnection(name, connection.GetGenericArguments()[0], result, field.Paging.IncludeTotalCount);
        else if (connections[name] != result.Type)
            throw new ArgumentException($"{name}Connection is already a connection of {connections[name]}: give this one another ConnectionName.");
    }

    private static void AddPagingArgument(OutputFieldConfiguration field, string name, string type, string description) =>
        field.Arguments.Add(new InputFieldConfiguration(name, TypeReference.Named(type))
        {
            Description = description,
            RuntimeType = type == "Int" ? typeof(int) : typeof(string),
        });

    private static RequestBinding PagingBinding(OutputFieldConfiguration field) =>
        new(column => PagingArguments.Read(column.Selection, column.Arguments, field.Paging!));

    private void AddConnection(string name, Type item, NullabilityInfo result, bool withCount)
    {
        var itemInfo = result.Type.IsGenericType ? result.GenericTypeArguments.FirstOrDefault(a => a.Type == item) : null;
        var itemReference = TypeReference.Named(OutputName(item));
        if (itemInfo?.ReadState is not NullabilityState.Nullable)
            itemReference = itemReference.NonNull();
        var connection = new ObjectTypeConfiguration($"{name}Connection") { RuntimeType = result.Type, Description = $"One page of `{itemReference.NamedTypeName}`." };
        var edge = new ObjectTypeConfiguration($"{name}Edge") { RuntimeType = typeof(Edge<>).MakeGenericType(item), Description = "An item with the cursor that leads to it." };
        ResolverCompiler.Invoke(nameof(ResolverCompiler.ConnectionFields), [item], connection, edge, itemReference, withCount);
        builder.AddType(connection);
        builder.AddType(edge);
        if (connections.Count == 1)
            AddPageInfo();
        for (var type = result.Type; type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Connection<>)); type = type.BaseType)
        {
            foreach (var property in PropertiesOf(type).Where(p => p.DeclaringType == type))
                connection.Fields.Add(PropertyField(property, result.Type, connection.Name, null, withResolver: true));
        }
    }

    private void AddPageInfo() => builder.AddType(new ObjectTypeConfiguration("PageInfo")
    {
        RuntimeType = typeof(PageInfo),
        Description = "Where a page stands among the others.",
        Fields =
        {
            new("hasNextPage", TypeReference.Parse("Boolean!")) { Description = "Whether there is more after the page.", Resolver = FieldResolver.Member<PageInfo, bool>(p => p.HasNextPage) },
            new("hasPreviousPage", TypeReference.Parse("Boolean!")) { Description = "Whether there is more before the page.", Resolver = FieldResolver.Member<PageInfo, bool>(p => p.HasPreviousPage) },
            new("startCursor", TypeReference.Named("String")) { Description = "The cursor of the first item.", Resolver = FieldResolver.Member<PageInfo, string?>(p => p.StartCursor) },
            new("endCursor", TypeReference.Named("String")) { Description = "The cursor of the last item.", Resolver = FieldResolver.Member<PageInfo, string?>(p => p.EndCursor) },
        },
    });

    private static Type? ConnectionBaseOf(Type type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (at.IsGenericType && at.GetGenericTypeDefinition() == typeof(Connection<>))
                return at;
        }

        return null;
    }
}
