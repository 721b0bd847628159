using Xunit;

namespace Alignment.Testing;

/// <summary>A fact that needs files beside the project; it is skipped, with the reason, where they are absent, and runs in CI always.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(params string[] path) => Skip = SharedData.WhyAbsent(path);
}

/// <summary>A theory that needs files beside the project; see <see cref="SharedDataFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute(params string[] path) => Skip = SharedData.WhyAbsent(path);
}

internal static class SharedData
{
    public static string? WhyAbsent(string[] path)
    {
        var place = Repository.PathToShared(path);
        return Repository.IsCi || File.Exists(place) || Directory.Exists(place)
            ? null
            : $"Needs ../shared/{string.Join('/', path)}, which is not part of the project.";
    }
}
