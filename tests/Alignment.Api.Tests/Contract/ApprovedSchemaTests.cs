using Alignment.Testing;

namespace Alignment.Api.Tests.Contract;

/// <summary>The host's schema against the files that somebody has read: <c>docs/schema.graphql</c> and that of the last release.</summary>
public sealed class ApprovedSchemaTests
{
    private const string Approve = "dotnet run --project src/Alignment.Api -- schema export > docs/schema.graphql";

    [Fact]
    public async Task WhenTheSchemaDiffersFromTheApprovedOne_ThenTheDifferenceIsTold()
    {
        var approved = Lines(await File.ReadAllTextAsync(Repository.PathTo("docs", "schema.graphql")));
        var current = Lines(await AlignmentHost.PrintSchemaAsync());
        var difference = Difference(string.Join('\n', approved), string.Join('\n', current));
        Assert.True(difference.Length == 0, $"The schema is not the approved one:\n{difference}\nIf it is right: {Approve}");
    }

    [Fact]
    public async Task WhenAReleasedMemberBreaks_ThenTheChangelogNamesItAndItWasDeprecated()
    {
        var released = SchemaMembers.Read(await File.ReadAllTextAsync(Repository.PathTo("docs", "schema.released.graphql")));
        var refused = Refused(released, SchemaMembers.Read(await AlignmentHost.PrintSchemaAsync()), Changelog.Read());
        Assert.True(refused.Count == 0, $"The schema breaks its clients:\n{string.Join('\n', refused)}\nKeep the member, mark it [GraphQLDeprecated(\"what to use instead\")] for a release, and take it away in the next.");
    }

    [Fact]
    public void WhenABreakingChangeIsNotInTheChangelog_ThenItIsRefused()
    {
        var (older, newer) = (SchemaMembers.Read("type Query { a: Int  b: Int }"), SchemaMembers.Read("type Query { b: Int }"));
        Assert.Contains("under \"### Breaking\"", Assert.Single(Refused(older, newer, Changelog.Parse("## Unreleased\n### Added\n`Query.a`"))), StringComparison.Ordinal);
        Assert.Empty(Refused(older, newer, Changelog.Parse("## Unreleased\n### Breaking\n- `Query.a` is gone.")));
        Assert.Single(Refused(older, newer, Changelog.Parse("## Unreleased\n\n## 1.0.0\n### Breaking\n- `Query.a` is gone.")));
    }

    [Fact]
    public void WhenAReleasedMemberGoesWithoutDeprecation_ThenItIsRefusedThoughTheChangelogNamesIt()
    {
        var newer = SchemaMembers.Read("type Query { b: Int }");
        var told = Changelog.Parse("## Unreleased\n### Breaking\n- `Query.a` is gone.\n\n## 1.0.0\n");
        Assert.Contains("@deprecated", Assert.Single(Refused(SchemaMembers.Read("type Query { a: Int  b: Int }"), newer, told)), StringComparison.Ordinal);
        Assert.Empty(Refused(SchemaMembers.Read("type Query { a: Int @deprecated  b: Int }"), newer, told));
    }

    // Until a version is released nobody can have been told by a deprecation.
    private static List<string> Refused(SchemaMembers released, SchemaMembers current, Changelog changelog) =>
    [
        .. from change in BreakingChange.Between(released, current)
           let why = !changelog.Names(change.Member) ? $"name `{change.Member}` in CHANGELOG.md, Unreleased, under \"### Breaking\""
               : changelog.HasRelease && !change.WasAnnounced ? "it was not @deprecated in the last release"
               : null
           where why is not null
           select $"{change.Member} {change.What}: {why}.",
    ];

    private static string Difference(string approved, string current)
    {
        if (approved == current)
            return "";
        var (was, now) = (SchemaMembers.Read(approved).All, SchemaMembers.Read(current).All);
        var members = was.Where(member => !now.TryGetValue(member.Key, out var same) || same.ToString() != member.Value.ToString())
            .Select(member => $"- {member.Key}: {member.Value}")
            .Concat(now.Where(member => !was.TryGetValue(member.Key, out var same) || same.ToString() != member.Value.ToString())
                .Select(member => $"+ {member.Key}: {member.Value}"));
        string[] lines = [.. Lines(approved).Except(Lines(current)).Take(20).Select(line => $"- {line}"), .. Lines(current).Except(Lines(approved)).Take(20).Select(line => $"+ {line}")];
        return $"members:\n{string.Join('\n', members)}\nlines (20 a side at most):\n{string.Join('\n', lines)}\n";
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
