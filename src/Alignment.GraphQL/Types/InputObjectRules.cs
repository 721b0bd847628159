using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Types;

/// <summary>3.10: no input object asks for itself without end, neither by fields that must be given nor by defaults.</summary>
internal sealed class InputObjectRules
{
    private readonly List<InputObjectType> types;
    private readonly List<string> problems;
    private readonly HashSet<InputObjectType> finite = [];
    private readonly HashSet<string> visitedDefaults = new(StringComparer.Ordinal);
    private readonly List<string> defaultPath = [];

    private InputObjectRules(Schema schema, List<string> problems)
    {
        types = [.. schema.Types.OfType<InputObjectType>()];
        this.problems = problems;
    }

    internal static void Check(Schema schema, List<string> problems)
    {
        var rules = new InputObjectRules(schema, problems);
        rules.FindFinite();
        rules.ReportEndless();
        foreach (var type in rules.types)
            rules.FollowDefaults(type, new ObjectValueNode(default, []));
    }

    // Whatever can be written with what is known to be writable is writable too, until nothing more is found.
    private void FindFinite()
    {
        while (types.Where(t => !finite.Contains(t) && IsFinite(t)).ToList() is { Count: > 0 } found)
            finite.UnionWith(found);
    }

    private bool IsFinite(InputObjectType type) => type.IsOneOf
        ? type.Fields.Count == 0 || type.Fields.Any(f => Needed(type, f) is not { } needed || finite.Contains(needed))
        : type.Fields.All(f => Needed(type, f) is not { } needed || finite.Contains(needed));

    /// <summary>The input object that must be written where this field is.</summary>
    private static InputObjectType? Needed(InputObjectType type, InputField field) =>
        type.IsOneOf ? field.Type as InputObjectType : (field.Type as NonNullType)?.NullableType as InputObjectType;

    private void ReportEndless()
    {
        var visited = new HashSet<InputObjectType>();
        var path = new List<(InputObjectType Type, string Field)>();
        foreach (var type in types.Where(t => !finite.Contains(t)))
            Walk(type);

        void Walk(InputObjectType type)
        {
            if (!visited.Add(type))
                return;
            foreach (var field in type.Fields)
            {
                if (Needed(type, field) is not { } needed || finite.Contains(needed))
                    continue;
                path.Add((type, field.Coordinate));
                var start = path.FindIndex(step => step.Type == needed);
                if (start < 0)
                    Walk(needed);
                else
                    problems.Add($"Input Object {needed} cannot be provided a finite value because it references itself through fields: {string.Join(", ", path.Skip(start).Select(s => s.Field))}.");
                path.RemoveAt(path.Count - 1);
            }
        }
    }

    private void FollowDefaults(InputObjectType type, ValueNode value)
    {
        foreach (var item in (value as ListValueNode)?.Values ?? [])
            FollowDefaults(type, item);
        if (value is not ObjectValueNode node)
            return;
        foreach (var field in type.Fields)
        {
            if (field.Type.NamedType() is not InputObjectType inner)
                continue;
            if (node.Fields.LastOrDefault(f => f.Name.Value == field.Name) is { } given)
                FollowDefaults(inner, given.Value);
            else if (field.DefaultValue is { } fallback)
                FollowDefault(field.Coordinate, inner, fallback);
        }
    }

    private void FollowDefault(string field, InputObjectType type, ValueNode value)
    {
        var start = defaultPath.IndexOf(field);
        if (start >= 0)
        {
            var others = defaultPath.Skip(start + 1).ToList();
            problems.Add($"Invalid circular reference. The default value of Input Object field {field} references itself{(others.Count > 0 ? $" via the default values of: {string.Join(", ", others)}" : "")}.");
            return;
        }

        if (!visitedDefaults.Add(field))
            return;
        defaultPath.Add(field);
        FollowDefaults(type, value);
        defaultPath.RemoveAt(defaultPath.Count - 1);
    }
}
