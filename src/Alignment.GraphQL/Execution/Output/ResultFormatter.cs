using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>
/// Walks the resolved rows depth first and writes them. A null where the schema excludes it goes up: the buffer is wound back
/// to the nearest place that may be null. Errors are noted in the order of the response, once for each null.
/// </summary>
internal sealed class ResultFormatter(RequestContext request, ResultWriter writer)
{
    private readonly List<Selection> selections = [];
    private readonly List<PathEntry> path = [];
    private List<GraphQLError>? errors;

    internal ResultWriter Writer { get; } = writer;

    internal IReadOnlyList<GraphQLError>? Errors => errors;

    internal OutputField CurrentField => selections[^1].Field;

    internal void Push(int index) => path.Add(new PathEntry(null, index));

    internal void Pop() => path.RemoveAt(path.Count - 1);

    /// <summary>Writes the root object; null if it has become null.</summary>
    internal void WriteRoot(RowGroup root)
    {
        var start = Writer.Position;
        if (!WriteObject(root, 0))
        {
            Writer.Rewind(start);
            Writer.WriteNull();
        }
    }

    /// <summary>Writes one object; false if it must become null.</summary>
    internal bool WriteObject(RowGroup group, int row)
    {
        Writer.WriteByte((byte)'{');
        var active = group.Selections;
        var columns = group.Columns;
        for (var i = 0; i < active.Length; i++)
        {
            var selection = active[i];
            Writer.WriteRaw(i == 0 ? selection.FirstKey : selection.NextKey);
            if (selection.IsTypeName)
            {
                Writer.WriteRaw(group.Type.EncodedName);
                continue;
            }

            var start = Writer.Position;
            Enter(selection);
            var outcome = columns[i] is { } column ? column.Write(this, row) : selection.Runtime.Write(this, group.Rows[row]);
            if (outcome != Outcome.Written)
            {
                Writer.Rewind(start);
                if (selection.IsNonNull)
                {
                    if (outcome == Outcome.Null)
                        ReportNull();
                    Leave();
                    return false;
                }

                Writer.WriteNull();
            }

            Leave();
        }

        Writer.WriteByte((byte)'}');
        return true;
    }

    /// <summary>Notes that a resolver failed.</summary>
    internal void Report(Exception exception)
    {
        switch (exception)
        {
            case GraphQLException known:
                foreach (var error in known.Errors)
                    Add(error with { Path = error.Path ?? CurrentPath(), Locations = error.Locations.Count > 0 ? error.Locations : CurrentLocations() });
                break;
            default:
                request.Log.ResolverFailed(exception, CurrentField.Coordinate);
                Add(new GraphQLError("Unexpected Execution Error")
                {
                    Code = ErrorCodes.Unexpected,
                    Path = CurrentPath(),
                    Locations = CurrentLocations(),
                    Exception = exception,
                });
                break;
        }
    }

    /// <summary>Notes an error at the current place.</summary>
    internal void Report(string message, string code) =>
        Add(new GraphQLError(message) { Code = code, Path = CurrentPath(), Locations = CurrentLocations() });

    /// <summary>Notes a null where the schema excludes it.</summary>
    internal void ReportNull() => Report($"Cannot return null for non-nullable field {CurrentField.Coordinate}.", ErrorCodes.InvalidResult);

    /// <summary>Notes errors that a resolver reported beside its value.</summary>
    internal void Report(IReadOnlyList<GraphQLError> reported)
    {
        foreach (var error in reported)
            Add(error with { Path = error.Path ?? CurrentPath(), Locations = error.Locations.Count > 0 ? error.Locations : CurrentLocations() });
    }

    private void Add(GraphQLError error) => (errors ??= []).Add(request.Services.Filtered(error));

    internal void Enter(Selection selection)
    {
        if (path.Capacity == 0)
            selections.Capacity = path.Capacity = 16; // rather than grow thrice
        selections.Add(selection);
        path.Add(new PathEntry(selection.ResponseName, 0));
    }

    private void Leave()
    {
        path.RemoveAt(path.Count - 1);
        selections.RemoveAt(selections.Count - 1);
    }

    private object[] CurrentPath()
    {
        var result = new object[path.Count];
        for (var i = 0; i < result.Length; i++)
            result[i] = path[i].Name ?? (object)path[i].Index;
        return result;
    }

    private List<SourceLocation> CurrentLocations() => selections[^1].LocationsFor(request);

    private readonly record struct PathEntry(string? Name, int Index);
}
