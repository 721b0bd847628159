using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace Alignment.Testing;

/// <summary>Waits for what happens beside a test: no longer than it takes, and as long as a busy machine may need.</summary>
public static class Eventually
{
    /// <summary>After this, what is waited for will not come.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="reached">Looked at a hundred times a second.</param>
    /// <param name="what">The condition as it stands in the test.</param>
    public static Task UntilAsync(Func<bool> reached, [CallerArgumentExpression(nameof(reached))] string what = "") =>
        UntilAsync(() => Task.FromResult(reached()), what);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string)"/>
    public static async Task UntilAsync(Func<Task<bool>> reached, [CallerArgumentExpression(nameof(reached))] string what = "")
    {
        var waited = Stopwatch.StartNew();
        while (!await reached())
        {
            if (waited.Elapsed > Patience)
                throw new XunitException($"Within {Patience} it did not come to {what}.");
            await Task.Delay(10);
        }
    }
}
