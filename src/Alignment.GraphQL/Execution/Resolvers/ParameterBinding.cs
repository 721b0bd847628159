using System.Security.Claims;
using Alignment.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL.Execution;

/// <summary>Where the value of a resolver's parameter comes from. It is bound once for all parents of a level.</summary>
internal abstract class ParameterBinding
{
    /// <summary>The value, boxed.</summary>
    internal abstract object? Bind(Column column);
}

/// <summary>An argument of the field.</summary>
internal sealed class ArgumentBinding(string name, object? absent) : ParameterBinding
{
    internal override object? Bind(Column column)
    {
        var index = column.Selection.IndexOfArgument(name);
        return column.Arguments.IsGiven(index) ? column.Arguments[index] ?? absent : absent;
    }
}

/// <summary>An argument of the field, with whether it was given.</summary>
internal sealed class OptionalArgumentBinding(string name, Func<bool, object?, object> wrap) : ParameterBinding
{
    internal override object? Bind(Column column)
    {
        var index = column.Selection.IndexOfArgument(name);
        return wrap(column.Arguments.IsGiven(index), column.Arguments[index]);
    }
}

/// <summary>A service, of the application if it is a singleton, else of the request.</summary>
internal sealed class ServiceBinding(Type type, object? key, bool isSingleton, bool isRequired) : ParameterBinding
{
    internal override object? Bind(Column column)
    {
        var services = isSingleton ? column.Request.ApplicationServices : column.Request.RequestServices;
        return (key, isRequired) switch
        {
            (null, true) => services.GetRequiredService(type),
            (null, false) => services.GetService(type),
            (_, true) => services.GetRequiredKeyedService(type, key),
            _ => services.GetKeyedServices(type, key).FirstOrDefault(),
        };
    }
}

/// <summary>Something the request or the selection knows.</summary>
internal sealed class RequestBinding(Func<Column, object?> read) : ParameterBinding
{
    internal static RequestBinding CancellationToken { get; } = new(c => c.Request.RequestAborted);

    internal static RequestBinding User { get; } = new(c => c.Request.User);

    internal static RequestBinding Schema { get; } = new(c => c.Request.Schema);

    internal static RequestBinding Selection { get; } = new(c => c.Selection);

    internal static RequestBinding RequestServices { get; } = new(c => c.Request.RequestServices);

    internal static RequestBinding EventMessage { get; } = new(c => c.Request.EventMessage);

    internal static RequestBinding IsSelected(IReadOnlyList<string> paths) =>
        new(c => paths.Any(p => c.Selection.IsSelected(p, c.Request)));

    internal static RequestBinding DataLoader(Type type) => new(c => c.Request.DataLoaders.Get(type));

    internal override object? Bind(Column column) => read(column);

    internal static bool TryGetKnown(Type type, out RequestBinding? binding)
    {
        binding = type == typeof(CancellationToken) ? CancellationToken
            : type == typeof(ClaimsPrincipal) ? User
            : type == typeof(Schema) ? Schema
            : type == typeof(ISelection) ? Selection
            : type == typeof(IServiceProvider) ? RequestServices
            : null;
        return binding is not null;
    }
}
