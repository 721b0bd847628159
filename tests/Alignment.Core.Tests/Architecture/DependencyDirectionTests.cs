using System.Text.RegularExpressions;
using Alignment.Testing;

namespace Alignment.Core.Tests.Architecture;

public sealed partial class DependencyDirectionTests
{
    /// <summary>Each folder of Core, and the folders it may look at.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Personas"] = ["Personas"],
        ["Journeys"] = ["Journeys"],
        ["Stories"] = ["Stories", "Personas", "Journeys"],
        ["Leads"] = ["Leads", "Stories", "Personas", "Journeys"],
        ["Enablement"] = ["Enablement", "Leads", "Stories", "Personas", "Journeys"],
        ["Scorecards"] = ["Scorecards", "Enablement", "Leads", "Stories", "Personas", "Journeys"],
    };

    [Fact]
    public void WhenCoreFoldersUseEachOther_ThenArrowsRunOneWay()
    {
        var wrong = SourceFiles("src", "Alignment.Core")
            .SelectMany(file => CoreNamespaces(File.ReadAllText(file)).Select(used => (file, used)))
            .Where(use => FolderOf(use.file) is { } from && !MayUse[from].Contains(use.used))
            .Select(use => $"{use.file} uses {use.used}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void WhenAFolderIsAddedToCore_ThenItsArrowsAreDecided()
    {
        var unknown = Directory.GetDirectories(Repository.PathTo("src", "Alignment.Core"))
            .Select(Path.GetFileName)
            .Where(name => name is not ("bin" or "obj") && !MayUse.ContainsKey(name!));

        Assert.Empty(unknown);
    }

    [Fact]
    public void WhenCoreIsBuilt_ThenItReferencesNodaTimeAndTheFrameworkOnly()
    {
        var foreign = typeof(Refusal).Assembly.GetReferencedAssemblies()
            .Select(assembly => assembly.Name!)
            .Where(name => name != "NodaTime" && !name.StartsWith("System.", StringComparison.Ordinal));

        Assert.Empty(foreign);
    }

    [Fact]
    public void WhenTheEngineIsRead_ThenItKnowsNothingOfTheDomain()
    {
        var wrong = SourceFiles("src", "Alignment.GraphQL")
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"\bAlignment\.(Core|Api)\b|\bNodaTime\b"));

        Assert.Empty(wrong);
    }

    [Fact]
    public void WhenTheDomainIsRead_ThenItKnowsNoDatabaseAndNoWeb()
    {
        var wrong = SourceFiles("src", "Alignment.Core")
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"using (Microsoft\.|System\.Net|System\.ComponentModel\.DataAnnotations|System\.Text\.Json\.Serialization)"));

        Assert.Empty(wrong);
    }

    private static IEnumerable<string> SourceFiles(params string[] folder)
    {
        var root = Repository.PathTo(folder);
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(root, file).StartsWith("obj", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(files);
        return files;
    }

    private static string? FolderOf(string file)
    {
        var parts = Path.GetRelativePath(Repository.PathTo("src", "Alignment.Core"), file).Split(Path.DirectorySeparatorChar);
        return parts.Length > 1 ? parts[0] : null;
    }

    private static IEnumerable<string> CoreNamespaces(string source) =>
        CoreNamespace().Matches(source).Select(match => match.Groups[1].Value).Where(MayUse.ContainsKey).Distinct();

    [GeneratedRegex(@"Alignment\.Core\.(\w+)")]
    private static partial Regex CoreNamespace();
}
