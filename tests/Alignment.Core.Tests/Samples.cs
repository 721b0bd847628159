using System.Globalization;
using FsCheck;
using Microsoft.FSharp.Core;

namespace Alignment.Core.Tests;

/// <summary>
/// How many cases a property is tried with: few enough for every build, and as many times more as ALIGNMENT_ROUNDS says. A failure prints its
/// seed as two numbers; ALIGNMENT_SEED="1234,5678" starts there again.
/// </summary>
internal static class Samples
{
    public static Config Of(int cases)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(cases * int.Parse(Environment.GetEnvironmentVariable("ALIGNMENT_ROUNDS") ?? "1", CultureInfo.InvariantCulture));
        if (Environment.GetEnvironmentVariable("ALIGNMENT_SEED") is not { Length: > 0 } seed) return config;
        var parts = seed.Split(',').Select(part => ulong.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var start = parts.Length == 1 ? new Rnd(parts[0]) : new Rnd(parts[0], parts[1]);
        return config.WithReplay(FSharpOption<Replay>.Some(new Replay(start, FSharpOption<int>.None)));
    }
}
