using NodaTime;

namespace Alignment.Core.Stories;

/// <summary>Content given to a lead.</summary>
/// <param name="At">When.</param>
/// <param name="Asset">What.</param>
/// <param name="Lead">To whom; the lead's id.</param>
/// <param name="RepKey">The rep who gave it; null where a nurture step or the buyer's own choice did.</param>
public readonly record struct Share(Instant At, ContentAssetId Asset, Guid Lead, string? RepKey = null);

/// <summary>A lead's change of stage.</summary>
/// <param name="At">When the reading changed.</param>
/// <param name="Lead">The lead's id.</param>
/// <param name="From">The position of the stage before.</param>
/// <param name="To">The position of the stage after.</param>
public readonly record struct StageMove(Instant At, Guid Lead, int From, int To)
{
    /// <summary>Whether the lead moved on to a later stage.</summary>
    public bool Forward => To > From;
}

/// <summary>The use of an asset.</summary>
/// <param name="SharedByReps">How often reps gave it.</param>
/// <param name="Reps">How many reps did.</param>
/// <param name="Leads">How many leads received it, from whomever.</param>
/// <param name="MovedForward">How many of those leads moved on to a later stage within the window after receiving it.</param>
public readonly record struct ContentUsage(int SharedByReps, int Reps, int Leads, int MovedForward);

/// <summary>What one rep gave one lead.</summary>
/// <param name="RepKey">The rep.</param>
/// <param name="Asset">What.</param>
/// <param name="Lead">To whom.</param>
/// <param name="Times">How often.</param>
/// <param name="LastAt">When last.</param>
/// <param name="MovedForward">Whether the lead moved on within the window after one of those times.</param>
public sealed record RepUse(string RepKey, ContentAssetId Asset, Guid Lead, int Times, Instant LastAt, bool MovedForward);

/// <summary>The use of an asset in equally long spans before and after a revision.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Span">How long each span is; shorter than asked for where a neighbouring revision or the present cuts it.</param>
/// <param name="Before">The use in the span that ends with the revision.</param>
/// <param name="After">The use in the span that begins with it.</param>
public sealed record RevisionEffect(ContentRevision Revision, Duration Span, ContentUsage Before, ContentUsage After);

/// <summary>Who gives what to whom, what nobody uses, and what leads did after it.</summary>
public sealed class ContentUse
{
    /// <summary>For how long after it a move forward is put down to an asset, unless somebody says otherwise: 30 days.</summary>
    public static readonly Duration UsualWindow = Duration.FromDays(30);

    private readonly ILookup<ContentAssetId, Share> shares;
    private readonly Dictionary<Guid, Instant[]> forward;

    /// <summary>Gathers use.</summary>
    /// <param name="shares">What was given to whom.</param>
    /// <param name="moves">The changes of stage of those leads.</param>
    /// <param name="window">For how long after it a move forward is put down to an asset; <see cref="UsualWindow"/> if left out. Positive.</param>
    public ContentUse(IEnumerable<Share> shares, IEnumerable<StageMove> moves, Duration? window = null)
    {
        Window = window ?? UsualWindow;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Window, Duration.Zero, nameof(window));
        this.shares = shares.ToLookup(share => share.Asset);
        forward = moves.Where(move => move.Forward).GroupBy(move => move.Lead)
            .ToDictionary(lead => lead.Key, lead => lead.Select(move => move.At).Order().ToArray());
    }

    /// <summary>For how long after it a move forward is put down to an asset.</summary>
    /// <value><see cref="UsualWindow"/> by default.</value>
    public Duration Window { get; }

    /// <summary>The use of an asset.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="from">From this instant on, inclusive; from the beginning if null.</param>
    /// <param name="to">Up to this instant, exclusive; to the end if null.</param>
    public ContentUsage Of(ContentAssetId asset, Instant? from = null, Instant? to = null)
    {
        var counted = Within(asset, from, to).ToList();
        return new ContentUsage(
            counted.Count(share => share.RepKey is not null),
            counted.Where(share => share.RepKey is not null).Select(share => share.RepKey).Distinct(StringComparer.Ordinal).Count(),
            counted.Select(share => share.Lead).Distinct().Count(),
            counted.Where(MovedOn).Select(share => share.Lead).Distinct().Count());
    }

    /// <summary>What each rep gave to whom, by rep, then asset, then lead.</summary>
    /// <param name="from">From this instant on, inclusive; from the beginning if null.</param>
    /// <param name="to">Up to this instant, exclusive; to the end if null.</param>
    public IReadOnlyList<RepUse> ByRep(Instant? from = null, Instant? to = null) =>
    [
        .. shares.SelectMany(asset => Within(asset.Key, from, to))
            .Where(share => share.RepKey is not null)
            .GroupBy(share => (RepKey: share.RepKey!, share.Asset, share.Lead))
            .OrderBy(use => use.Key.RepKey, StringComparer.Ordinal).ThenBy(use => use.Key.Asset.Value).ThenBy(use => use.Key.Lead)
            .Select(use => new RepUse(
                use.Key.RepKey, use.Key.Asset, use.Key.Lead, use.Count(), use.Max(share => share.At), use.Any(MovedOn))),
    ];

    /// <summary>The assets in use that nobody gave to anybody.</summary>
    /// <param name="assets">The assets.</param>
    /// <param name="since">Since this instant, inclusive; ever if null.</param>
    public IReadOnlyList<ContentAsset> Unused(IEnumerable<ContentAsset> assets, Instant? since = null) =>
        [.. assets.Where(asset => asset.InUse && !Within(asset.Id, since, null).Any())];

    /// <summary>The use before and after each revision of an asset.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="span">How long to look before and after; positive.</param>
    /// <param name="now">The present instant; a span does not reach beyond it.</param>
    public IReadOnlyList<RevisionEffect> AcrossRevisions(ContentAsset asset, Duration span, Instant now)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return [.. asset.SpansAcrossRevisions(span, now).Select(around => new RevisionEffect(
            around.Revision, around.Length, Of(asset.Id, around.From, around.Revision.At), Of(asset.Id, around.Revision.At, around.Until)))];
    }

    /// <summary>How leads moved after an asset.</summary>
    /// <param name="asset">The asset.</param>
    public ForwardMoves MovesAfter(ContentAssetId asset) => Of(asset) is var usage ? new ForwardMoves(usage.Leads, usage.MovedForward) : default;

    private IEnumerable<Share> Within(ContentAssetId asset, Instant? from, Instant? to) =>
        shares[asset].Where(share => (from is null || share.At >= from) && (to is null || share.At < to));

    private bool MovedOn(Share share)
    {
        if (!forward.TryGetValue(share.Lead, out var moves)) return false;
        var next = Array.BinarySearch(moves, share.At);
        next = next < 0 ? ~next : next;
        while (next < moves.Length && moves[next] <= share.At) next++;
        return next < moves.Length && moves[next] <= share.At + Window;
    }
}
