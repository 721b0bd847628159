using System.Security.Claims;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>What a resolver may ask about the field it resolves. It is valid until the resolver's task completes.</summary>
public interface IResolverContext
{
    /// <summary>The schema.</summary>
    Schema Schema { get; }

    /// <summary>The selected field.</summary>
    ISelection Selection { get; }

    /// <summary>Response keys and list indices from the root to this field. It is computed on request.</summary>
    IReadOnlyList<object> Path { get; }

    /// <summary>Set when the client goes away or the operation runs out of time.</summary>
    CancellationToken RequestAborted { get; }

    /// <summary>Who asks; never null, but perhaps not authenticated.</summary>
    ClaimsPrincipal User { get; }

    /// <summary>The services of the request.</summary>
    /// <remarks>
    /// A resolver that takes a scoped service as a parameter runs alone (see <c>docs/graphql-authoring.md</c>); one that asks
    /// for it here does not, and must not share what cannot be shared.
    /// </remarks>
    IServiceProvider RequestServices { get; }

    /// <summary>Values that travel with the request, from the host's interceptors to resolvers and back.</summary>
    IDictionary<string, object?> ContextData { get; }

    /// <summary>The object that has the field.</summary>
    T Parent<T>();

    /// <summary>The value of an argument: what was given, or else its default, or else null or 0.</summary>
    /// <exception cref="ArgumentException">The field has no such argument.</exception>
    T ArgumentValue<T>(string name);

    /// <summary>Whether a value was given for the argument, a default not counted.</summary>
    bool HasArgument(string name);

    /// <summary>A service of the request.</summary>
    T Service<T>()
        where T : notnull;

    /// <summary>
    /// Whether the client selected a field below this one; dots lead deeper, bars separate fields any of which will do:
    /// <c>"edges.node.name|email"</c>.
    /// </summary>
    bool IsSelected(string path);

    /// <summary>
    /// The pages that the client asks for at a connection of the object that this field returns, so that they can be read together with it.
    /// One whose arguments are wrong is left out: its own field reports that.
    /// </summary>
    IReadOnlyList<SelectedPage> PagesBelow(string field);

    /// <summary>Adds an error at this field; the field's value stands.</summary>
    void ReportError(GraphQLError error);
}

/// <summary>A field of the operation, with what the client selected below it.</summary>
public interface ISelection
{
    /// <summary>The field.</summary>
    OutputField Field { get; }

    /// <summary>The key in the response: the alias, or else the field's name.</summary>
    string ResponseName { get; }
}

/// <summary>A page that the client asks for at a connection.</summary>
/// <param name="Paging">Which one.</param>
/// <param name="IsSelected">Whether the client selected a field below the connection: <c>"nodes.name|email"</c>, as <see cref="IResolverContext.IsSelected"/> has it.</param>
public sealed record SelectedPage(PagingArguments Paging, Func<string, bool> IsSelected);
