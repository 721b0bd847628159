using System.Collections.Concurrent;
using System.Text;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>A field selected on an object type, with all the places that select it.</summary>
internal sealed class Selection : ISelection
{
    private readonly Occurrence[] occurrences;
    private readonly PlanCompiler compiler;
    private readonly ConcurrentDictionary<ObjectType, SelectionSetPlan>? abstractChildren;
    private readonly ConcurrentDictionary<string, bool> selected = new(StringComparer.Ordinal);
    private SelectionSetPlan? children;

    internal Selection(PlanCompiler compiler, ObjectType parent, OutputField field, Occurrence[] occurrences)
    {
        this.compiler = compiler;
        this.occurrences = occurrences;
        Parent = parent;
        Field = field;
        ResponseName = occurrences[0].Node.ResponseName;
        IsTypeName = ReferenceEquals(field, compiler.Schema.TypeNameMetaField);
        IsNonNull = field.Type is NonNullType;
        IsConditional = !occurrences.Any(o => o.Condition.IsAlways);
        var named = field.Type.NamedType();
        IsLeaf = named.IsLeafType();
        if (named.IsAbstractType())
            abstractChildren = new ConcurrentDictionary<ObjectType, SelectionSetPlan>();
        FirstKey = Encoding.UTF8.GetBytes($"\"{ResponseName}\":");
        NextKey = Encoding.UTF8.GetBytes($",\"{ResponseName}\":");
        Arguments = IsTypeName ? ArgumentPlan.None : ArgumentPlan.Compile(field, occurrences[0].Node, compiler);
    }

    /// <inheritdoc/>
    public OutputField Field { get; }

    /// <inheritdoc/>
    public string ResponseName { get; }

    internal ObjectType Parent { get; }

    internal IType Type => Field.Type;

    internal FieldRuntime Runtime => Field.Runtime!;

    internal ArgumentPlan Arguments { get; }

    internal bool IsTypeName { get; }

    internal bool IsNonNull { get; }

    internal bool IsLeaf { get; }

    internal bool IsConditional { get; }

    /// <summary>Whether variables decide which of its places comes first, and so where it stands in the response.</summary>
    internal bool MayMove => occurrences.Length > 1 && !occurrences[0].Condition.IsAlways;

    /// <summary><c>"name":</c>.</summary>
    internal byte[] FirstKey { get; }

    /// <summary><c>,"name":</c>.</summary>
    internal byte[] NextKey { get; }

    internal FieldNode FirstNode => occurrences[0].Node;

    internal bool IsIncluded(VariableValues variables) => FirstIncluded(variables) > 0;

    /// <summary>The order of the first place that the variables include; 0 if they include none.</summary>
    internal int FirstIncluded(VariableValues variables)
    {
        foreach (var occurrence in occurrences)
        {
            if (occurrence.Condition.Holds(variables))
                return occurrence.Order;
        }

        return 0;
    }

    internal int IndexOfArgument(string name)
    {
        for (var i = 0; i < Field.Arguments.Count; i++)
        {
            if (Field.Arguments[i].Name == name)
                return i;
        }

        throw new ArgumentException($"{Field} has no argument \"{name}\".", nameof(name));
    }

    /// <summary>What is selected below on values of an object type.</summary>
    internal SelectionSetPlan ChildrenOn(ObjectType type) => abstractChildren is null
        ? children ??= compiler.CompileChildren(type, occurrences)
        : abstractChildren.GetOrAdd(type, static (t, s) => s.compiler.CompileChildren(t, s.occurrences), this);

    /// <summary>The object type of a value; null with a fault if it is none of the possible ones.</summary>
    internal ObjectType? ResolveType(object value, RequestContext request, out string? fault)
    {
        fault = null;
        var named = Type.NamedType();
        if (named is ObjectType objectType)
        {
            if (objectType.IsTypeOf is { } isTypeOf && !isTypeOf(value))
            {
                fault = $"Expected value of type \"{objectType}\" but got: {InputInspector.Inspect(value)}.";
                return null;
            }

            return objectType;
        }

        return request.Schema.ResolveObjectType(named, value, Field, out fault);
    }

    internal List<SourceLocation> LocationsFor(RequestContext request)
    {
        var locations = new List<SourceLocation>(1);
        foreach (var occurrence in occurrences)
        {
            if (occurrence.Condition.Holds(request.Variables) && occurrence.Node.Location.Position is { } position)
                locations.Add(position);
        }

        return locations;
    }

    /// <summary>Whether the client selected a field below; dots lead deeper, bars separate fields any of which will do.</summary>
    internal bool IsSelected(string path, RequestContext request) => compiler.HasConditions
        ? Selects(path, request)
        : selected.GetOrAdd(path, static (path, of) => of.Selection.Selects(path, of.Request), (Selection: this, Request: request));

    private bool Selects(string path, RequestContext request)
    {
        var nodes = occurrences.Where(o => o.Condition.Holds(request.Variables)).Select(o => o.Node.SelectionSet).ToList();
        foreach (var step in path.Split('.'))
        {
            var names = step.Split('|');
            var next = new List<SelectionSetNode?>();
            foreach (var set in nodes)
            {
                foreach (var name in names)
                    next.AddRange(compiler.FieldsNamed(set, name, request.Variables).Select(node => node.SelectionSet));
            }

            if (next.Count == 0)
                return false;
            nodes = next;
        }

        return true;
    }
}
