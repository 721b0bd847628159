using System.Text;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules.OverlappingFields;

/// <summary>Two sets of fields that cannot both be the value of one key of the response.</summary>
/// <param name="ResponseName">The key.</param>
/// <param name="Reason">Why, as a clause.</param>
/// <param name="Fields1">A field, followed by the fields below it that are the cause.</param>
/// <param name="Fields2">The same of the other.</param>
internal sealed record Conflict(string ResponseName, string Reason, List<FieldNode> Fields1, List<FieldNode> Fields2)
{
    private const int LongestDetail = 1_000;
    private const int MostFields = 20;

    internal static Conflict Between(string responseName, string reason, FieldNode field1, FieldNode field2) =>
        new(responseName, reason, [field1], [field2]);

    /// <summary>The conflict of two fields whose selections conflict.</summary>
    internal static Conflict Through(string responseName, FieldNode field1, FieldNode field2, List<Conflict> below)
    {
        var reason = new StringBuilder();
        foreach (var conflict in below)
        {
            reason.Append(reason.Length == 0 ? string.Empty : " and ")
                .Append("subfields \"").Append(Abbreviate(conflict.ResponseName)).Append("\" conflict because ").Append(conflict.Reason);
            if (reason.Length > LongestDetail)
                break;
        }

        return new Conflict(
            responseName,
            Abbreviate(reason.ToString()),
            Gather(field1, below, static c => c.Fields1),
            Gather(field2, below, static c => c.Fields2));
    }

    internal static string Abbreviate(string text) => text.Length > LongestDetail ? text[..LongestDetail] + "..." : text;

    private static List<FieldNode> Gather(FieldNode field, List<Conflict> below, Func<Conflict, List<FieldNode>> side)
    {
        var fields = new List<FieldNode> { field };
        foreach (var conflict in below)
        {
            fields.AddRange(side(conflict).TakeLast(MostFields - fields.Count));
            if (fields.Count == MostFields)
                break;
        }

        return fields;
    }
}
