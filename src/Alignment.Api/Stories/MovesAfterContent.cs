using System.Collections.Concurrent;
using Alignment.Api.Data;
using Alignment.Core.Stories;
using NodaTime;

namespace Alignment.Api.Stories;

/// <summary>
/// How leads moved after each asset, by which proposals are ranked. Counting a hundred thousand receipts takes a while and the ranking
/// hardly changes with one more, so figures are counted anew only when they are older than <see cref="MostAge"/>.
/// </summary>
/// <param name="clock">The present.</param>
public sealed class MovesAfterContent(IClock clock)
{
    /// <summary>How old the figures may be.</summary>
    public static readonly Duration MostAge = Duration.FromMinutes(5);

    // Content that hardly anybody received is as quick to count as to remember, and its figures are watched as they begin.
    private const int Few = 100;
    private const int MostKept = 100_000;
    private readonly ConcurrentDictionary<ContentAssetId, (Instant At, ForwardMoves Moves)> kept = new();

    /// <summary>The figures of assets, in at most one statement.</summary>
    public async Task<IReadOnlyDictionary<ContentAssetId, ForwardMoves>> ReadAsync(
        AlignmentContext context, IReadOnlyCollection<ContentAssetId> assets, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(assets);
        var now = clock.GetCurrentInstant();
        var found = new Dictionary<ContentAssetId, ForwardMoves>();
        foreach (var asset in assets)
            if (kept.TryGetValue(asset, out var known) && known.At <= now && now - known.At < MostAge) found[asset] = known.Moves;
        var counted = await ContentUseReader.ReadAsync(context, assets.Where(asset => !found.ContainsKey(asset)).Select(asset => new UsageWanted(asset)), cancel);
        if (kept.Count + counted.Count > MostKept) kept.Clear();
        foreach (var (asset, usage) in counted)
        {
            var moves = found[asset.Asset] = new ForwardMoves(usage.Leads, usage.MovedForward);
            if (usage.Leads > Few) kept[asset.Asset] = (now, moves);
        }

        return found;
    }
}
