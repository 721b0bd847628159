using System.Diagnostics;

namespace Alignment.Api.Tests;

/// <summary>Folders for files of tests, all in one that goes when the test run ends.</summary>
internal static class TestFolder
{
    private static readonly string Root = Make();

    public static string New(string name)
    {
        var folder = Path.Combine(Root, $"{name}-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static string Make()
    {
        var root = Directory.CreateTempSubdirectory("alignment-tests-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => RunAfterwards($"rm -rf '{root}'");
        return root;
    }

    /// <summary>Runs a shell command that outlives this process, which is given little time to end.</summary>
    public static void RunAfterwards(string command) => Process.Start(new ProcessStartInfo("sh", ["-c", $"({command}) >/dev/null 2>&1 &"]) { WorkingDirectory = "/" })?.Dispose();
}
