using System.Globalization;
using FsCheck;
using Microsoft.FSharp.Core;

namespace Alignment.Testing;

/// <summary>
/// How many cases a property is tried with: few enough for every build, and as many times more as ALIGNMENT_ROUNDS says. A failure prints its
/// seed as two numbers; ALIGNMENT_SEED="1234,5678" starts there again.
/// </summary>
public static class Trials
{
    private static readonly ulong[] Chosen =
        [.. (Environment.GetEnvironmentVariable("ALIGNMENT_SEED") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => ulong.Parse(part, CultureInfo.InvariantCulture))];

    /// <summary>The seed of a test that deals by itself, and prints it: the one asked for, else another one each time.</summary>
    public static ulong Seed => Chosen.Length > 0 ? Chosen[0] : (ulong)Random.Shared.NextInt64();

    /// <summary>As many rounds as usual, times those asked for.</summary>
    public static int Rounds(int usual) => usual * int.Parse(Environment.GetEnvironmentVariable("ALIGNMENT_ROUNDS") ?? "1", CultureInfo.InvariantCulture);

    /// <summary>Tries a property with so many cases, times the rounds asked for, from the seed asked for.</summary>
    public static Config Of(int cases)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Rounds(cases));
        if (Chosen.Length == 0) return config;
        var start = Chosen.Length == 1 ? new Rnd(Chosen[0]) : new Rnd(Chosen[0], Chosen[1]);
        return config.WithReplay(FSharpOption<Replay>.Some(new Replay(start, FSharpOption<int>.None)));
    }
}
