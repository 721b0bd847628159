using System.Globalization;
using System.Text;
using Alignment.GraphQL.Validation;

namespace Alignment.GraphQL.Execution;

/// <summary>One thing that is wrong with a given value.</summary>
/// <param name="Message">In the reference implementation's words where it has any.</param>
/// <param name="Path">Field names and indices below the variable or argument.</param>
/// <param name="Code">Goes into <c>extensions.code</c>.</param>
internal sealed record InputFault(string Message, IReadOnlyList<object> Path, string Code)
{
    /// <summary><c> at .leads[3].name</c>; empty for the value itself.</summary>
    internal string Place
    {
        get
        {
            if (Path.Count == 0)
                return "";
            var text = new StringBuilder(" at ");
            foreach (var step in Path)
                _ = step is int index ? text.Append(CultureInfo.InvariantCulture, $"[{index}]") : text.Append('.').Append(step);
            return text.ToString();
        }
    }

    /// <summary>Where in the input, for programs.</summary>
    internal IReadOnlyDictionary<string, object?>? Extensions =>
        Path.Count == 0 ? null : new Dictionary<string, object?>(StringComparer.Ordinal) { ["inputPath"] = Path };
}

/// <summary>Collects all that is wrong with one given value.</summary>
internal sealed class InputFaults(bool suggest = false)
{
    private const int Most = 100;

    private readonly List<object> path = [];
    private List<InputFault>? all;

    internal bool Any => all is not null;

    /// <summary>Whether more faults would not be kept, so that their messages need not be made.</summary>
    internal bool IsFull => all?.Count >= Most;

    internal IReadOnlyList<InputFault> All => all ?? [];

    /// <summary>" Did you mean ...?" where names may be told, else nothing.</summary>
    internal string DidYouMean(string name, IEnumerable<string> known, string? introduction = null) =>
        suggest ? Suggestions.DidYouMean(Suggestions.Nearest(name, known), introduction) : "";

    internal void Push(object step) => path.Add(step);

    internal void Pop() => path.RemoveAt(path.Count - 1);

    internal void Add(string message, string code = ErrorCodes.InvalidVariables)
    {
        all ??= [];
        if (all.Count < Most)
            all.Add(new InputFault(message, [.. path], code));
    }
}
