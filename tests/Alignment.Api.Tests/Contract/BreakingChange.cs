using Alignment.GraphQL.Language;

namespace Alignment.Api.Tests.Contract;

/// <summary>A change that a client of the older schema may not survive.</summary>
/// <param name="Member">The schema coordinate of what changed.</param>
/// <param name="What">What became of it.</param>
/// <param name="WasAnnounced">Whether the older schema had it deprecated.</param>
internal sealed record BreakingChange(string Member, string What, bool WasAnnounced)
{
    /// <summary>The breaking changes from one schema to the next, by coordinate. Members of what went with its owner are not named again.</summary>
    public static IReadOnlyList<BreakingChange> Between(SchemaMembers older, SchemaMembers newer)
    {
        var changes = new List<BreakingChange>();
        foreach (var (member, was) in older.All)
        {
            if (SchemaMembers.OwnerOf(member) is { } owner && !newer.All.ContainsKey(owner))
                continue;
            if (!newer.All.TryGetValue(member, out var now))
                changes.Add(new(member, "is gone", was.Deprecated));
            else if (was.Kind != now.Kind)
                changes.Add(new(member, $"was a {was.Kind}, is a {now.Kind}", was.Deprecated));
            else if (was.Type is not null && !Serves(was, now))
                changes.Add(new(member, $"was {was}, is {now}", was.Deprecated));
            else if (now.IsRequired && !was.IsRequired)
                changes.Add(new(member, $"lost its default and is required ({now})", was.Deprecated));
            else if (now.TakesOne && !was.TakesOne)
                changes.Add(new(member, "takes exactly one of its fields", was.Deprecated));
            else if (was.Uses.Except(now.Uses) is { Count: > 0 } lost)
                changes.Add(new(member, $"may no longer be used: {string.Join(", ", lost)}", was.Deprecated));
        }

        foreach (var (member, now) in newer.All)
        {
            if (now.IsRequired && !older.All.ContainsKey(member) && older.All.ContainsKey(SchemaMembers.OwnerOf(member)!))
                changes.Add(new(member, $"is new and required ({now})", WasAnnounced: false));
        }

        return changes;
    }

    /// <summary>Whether what the older schema promised still holds: results may promise more, inputs may ask for less.</summary>
    private static bool Serves(SchemaMember was, SchemaMember now) => was.Kind == SyntaxKind.InputValueDefinition
        ? IsSameOrStricter(now.Type!, was.Type!)
        : IsSameOrStricter(was.Type!, now.Type!);

    private static bool IsSameOrStricter(TypeNode loose, TypeNode strict) => (loose, strict) switch
    {
        (NonNullTypeNode one, NonNullTypeNode other) => IsSameOrStricter(one.Type, other.Type),
        (NonNullTypeNode, _) => false,
        (_, NonNullTypeNode other) => IsSameOrStricter(loose, other.Type),
        (ListTypeNode one, ListTypeNode other) => IsSameOrStricter(one.Type, other.Type),
        (NamedTypeNode one, NamedTypeNode other) => one.Name.Value == other.Name.Value,
        _ => false,
    };
}
