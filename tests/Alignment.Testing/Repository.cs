namespace Alignment.Testing;

/// <summary>Where the tests find the project's own files and the real data beside it.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Alignment.sln</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>Whether this is a CI run, in which nothing may be skipped.</summary>
    public static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A file or folder of the project.</summary>
    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A file or folder of the design and data that live beside the project.</summary>
    public static string PathToShared(params string[] parts) => Path.GetFullPath(Path.Combine([Root, "..", "shared", .. parts]));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Alignment.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No Alignment.sln above {AppContext.BaseDirectory}.");
    }
}
