using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace Alignment.Testing;

/// <summary>Compares text with a file that somebody has read and approved.</summary>
public static class Snapshot
{
    /// <summary>Fails unless the text equals <c>__snapshots__/CLASS.TEST.snap</c> beside the test.</summary>
    /// <remarks>
    /// A difference leaves the new text in <c>__snapshots__/__mismatch__</c>: read it, and move it over the old one if it is right.
    /// A missing snapshot is written for reading, except in CI, where it fails.
    /// </remarks>
    public static void MatchSnapshot(
        this string actual, string? name = null, [CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(OnThisMachine(file))!, "__snapshots__");
        var key = $"{Path.GetFileNameWithoutExtension(file)}.{name ?? test}.snap";
        var approved = Path.Combine(folder, key);
        var mismatch = Path.Combine(folder, "__mismatch__", key);
        var text = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

        if (!File.Exists(approved))
        {
            if (Repository.IsCi)
                throw new XunitException($"There is no snapshot {approved}. Run the test outside CI, read what it writes, and commit it.");
            Directory.CreateDirectory(folder);
            File.WriteAllText(approved, text);
            return;
        }

        if (File.ReadAllText(approved).ReplaceLineEndings("\n") == text)
        {
            if (File.Exists(mismatch))
                File.Delete(mismatch);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(mismatch)!);
        File.WriteAllText(mismatch, text);
        throw new XunitException($"The text differs from {approved}. Compare it with {mismatch}; if the new text is right, move it there.");
    }

    // A CI build writes the repository's root as "/_", so that what it builds is the same on every machine.
    private static string OnThisMachine(string file) =>
        file.StartsWith("/_/", StringComparison.Ordinal) ? Repository.PathTo(file["/_/".Length..]) : file;
}
