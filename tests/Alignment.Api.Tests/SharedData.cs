namespace Alignment.Api.Tests;

/// <summary>Real data beside the checkout, which a clone need not have.</summary>
internal static class SharedData
{
    public static string Repository { get; } = FindRepository();

    private static string Folder { get; } = Path.GetFullPath(Path.Combine(Repository, "..", "shared", "data"));

    public static bool IsAbsent => !Directory.Exists(Folder);

    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    public static string Sample(params string[] parts) => Path.Combine([Repository, "samples", .. parts]);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Alignment.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Alignment.sln is not above the tests.");
    }
}

/// <summary>A test on real data: skipped with this reason where it is absent, but not in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute()
    {
        if (SharedData.IsAbsent && Environment.GetEnvironmentVariable("CI") != "true") Skip = "The real data is not beside this checkout (../shared/data).";
    }
}
