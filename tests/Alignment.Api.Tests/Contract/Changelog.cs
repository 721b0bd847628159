using Alignment.Testing;

namespace Alignment.Api.Tests.Contract;

/// <summary>What the changelog tells users of the schema.</summary>
/// <param name="HasRelease">Whether any version has been released.</param>
/// <param name="Breaking">The Breaking part of what is not released yet; empty if there is none.</param>
internal sealed record Changelog(bool HasRelease, string Breaking)
{
    public static Changelog Read() => Parse(File.ReadAllText(Repository.PathTo("CHANGELOG.md")));

    public static Changelog Parse(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var breaking = lines.SkipWhile(line => line != "## Unreleased").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .SkipWhile(line => line != "### Breaking").Skip(1)
            .TakeWhile(line => !line.StartsWith("### ", StringComparison.Ordinal));
        return new(lines.Any(line => line.StartsWith("## ", StringComparison.Ordinal) && line != "## Unreleased"), string.Join('\n', breaking));
    }

    /// <summary>Whether users are told: the member's coordinate stands there in backquotes.</summary>
    public bool Names(string member) => Breaking.Contains($"`{member}`", StringComparison.Ordinal);
}
