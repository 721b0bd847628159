using System.Security.Claims;
using Alignment.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL.Execution;

/// <summary>One row of a column, as a resolver sees it.</summary>
internal sealed class ResolverContext(Column column, int row) : IResolverContext
{
    public Schema Schema => column.Request.Schema;

    public ISelection Selection => column.Selection;

    public CancellationToken RequestAborted => column.Request.RequestAborted;

    public ClaimsPrincipal User => column.Request.User;

    public IServiceProvider RequestServices => column.Request.RequestServices;

    public IDictionary<string, object?> ContextData => column.Request.ContextData;

    public IReadOnlyList<object> Path
    {
        get
        {
            var path = new List<object> { column.Selection.ResponseName };
            var (group, at) = (column.Group, row);
            while (group.Parent is { } parent)
            {
                path.AddRange(parent.Children!.IndicesOf(group, at).Reverse().Cast<object>());
                path.Add(parent.Selection.ResponseName);
                at = group.ParentRowOf(at);
                group = parent.Group;
            }

            path.Reverse();
            return path;
        }
    }

    public T Parent<T>() => (T)column.Parent(row);

    public T ArgumentValue<T>(string name)
    {
        var index = column.Selection.IndexOfArgument(name);
        return column.Arguments[index] is { } value ? (T)value : default!;
    }

    public bool HasArgument(string name) => column.Arguments.IsGiven(column.Selection.IndexOfArgument(name));

    public T Service<T>()
        where T : notnull =>
        (column.Request.Services.Lifetimes.IsSingleton(typeof(T)) ? column.Request.ApplicationServices : column.Request.RequestServices).GetRequiredService<T>();

    public bool IsSelected(string path) => column.Selection.IsSelected(path, column.Request);

    public IReadOnlyList<SelectedPage> PagesBelow(string field)
    {
        var (request, pages) = (column.Request, new List<SelectedPage>());
        if (column.Selection.Type.NamedType() is not ObjectType type)
            return pages;
        foreach (var selection in column.Selection.ChildrenOn(type).SelectionsFor(request))
        {
            if (selection.Field.Name != field || selection.Field.Paging is not { } options)
                continue;
            try
            {
                pages.Add(new SelectedPage(
                    PagingArguments.Read(selection, selection.Arguments.Evaluate(request.Variables), options), path => selection.IsSelected(path, request)));
            }
            catch (GraphQLException)
            {
                // Its own field reports it.
            }
        }

        return pages;
    }

    internal Column Column => column;

    internal object?[] Bind(IReadOnlyList<ParameterBinding> parameters) => column.Bind(parameters);

    internal IDisposable Gather() => column.Request.Scheduler.Gather();

    public void ReportError(GraphQLError error) => column.Report(row, error);
}
