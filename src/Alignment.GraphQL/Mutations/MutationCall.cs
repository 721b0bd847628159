using System.Reflection;
using Alignment.GraphQL.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL;

/// <summary>Runs a mutation's method inside the middleware, and turns expected exceptions into errors.</summary>
internal sealed class MutationCall(
    MethodInfo method,
    Type valueType,
    ResolverCall<ValueTask<object?>> call,
    IReadOnlyList<Type> middleware,
    IReadOnlyList<ErrorFactory> factories)
{
    internal ValueTask<MutationPayload> InvokeAsync(object parent, object?[] bound, IResolverContext? resolverContext)
    {
        var context = (ResolverContext)resolverContext!;
        MutationDelegate next = _ => CallAsync(parent, bound, context);
        if (middleware.Count > 0)
        {
            var services = new RequestServiceProvider(context.Column.Request);
            for (var i = middleware.Count - 1; i >= 0; i--)
            {
                var inner = next;
                var type = middleware[i];
                next = c => ((IMutationMiddleware)ActivatorUtilities.GetServiceOrCreateInstance(services, type)).InvokeAsync(c, inner);
            }
        }

        return next(new MutationContext(context, method, valueType));
    }

    private async ValueTask<MutationPayload> CallAsync(object parent, object?[] bound, ResolverContext context)
    {
        try
        {
            return MutationPayload.Of(await call(parent, bound, context).ConfigureAwait(false));
        }
        catch (Exception exception) when (FactoryFor(exception) is { } factory)
        {
            return MutationPayload.Refused(factory.Create(exception));
        }
    }

    private ErrorFactory? FactoryFor(Exception exception)
    {
        for (var type = exception.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            if (factories.FirstOrDefault(f => f.ExceptionType == type) is { } factory)
                return factory;
        }

        return null;
    }
}

/// <summary>Makes an error of an exception.</summary>
internal sealed record ErrorFactory(Type ExceptionType, Func<Exception, object> Create);

/// <summary>An exception as an error: its message.</summary>
/// <typeparam name="TException">The class of the exception.</typeparam>
internal sealed class ExceptionError<TException>(TException exception)
    where TException : Exception
{
    public string Message => exception.Message;
}
