using System.Diagnostics;

namespace Alignment.Benchmarks;

/// <summary>This program once more, as a process of its own.</summary>
internal static class OwnProgram
{
    /// <summary>How to start it with other arguments, whether it runs by itself or by "dotnet" with the program as the first argument.</summary>
    public static ProcessStartInfo With(params IEnumerable<string> args)
    {
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(OwnProgram).Assembly.Location] : [];
        return new(Environment.ProcessPath!, [.. program, .. args]);
    }
}
