using Alignment.Core.Personas;
using NodaTime;

namespace Alignment.Core.Stories;

/// <summary>A change of what an asset says, large enough to compare its use before and after.</summary>
/// <param name="At">When the revised asset came into use.</param>
/// <param name="By">Who revised it.</param>
/// <param name="What">What was changed.</param>
public sealed record ContentRevision(Instant At, string By, string What);

/// <summary>Equally long spans before and after a revision.</summary>
/// <param name="Revision">The revision, at whose instant one ends and the other begins.</param>
/// <param name="Length">How long each is.</param>
public sealed record RevisionSpans(ContentRevision Revision, Duration Length)
{
    /// <summary>Where the span before it begins.</summary>
    public Instant From => Revision.At - Length;

    /// <summary>Where the span after it ends, exclusive.</summary>
    public Instant Until => Revision.At + Length;
}

public sealed partial class ContentAsset
{
    /// <summary>Spans in which use before and after each revision can be compared; none reaches beyond a neighbouring revision or the present.</summary>
    /// <param name="span">How long to look before and after; positive.</param>
    /// <param name="now">The present instant; later revisions are left out.</param>
    public IReadOnlyList<RevisionSpans> SpansAcrossRevisions(Duration span, Instant now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(span, Duration.Zero);
        var past = revisions.Where(revision => revision.At <= now).ToList();
        return [.. past.Select((revision, index) =>
        {
            var until = index + 1 < past.Count ? past[index + 1].At : now;
            var since = index > 0 ? revision.At - past[index - 1].At : span;
            return new RevisionSpans(revision, Duration.Min(span, Duration.Min(until - revision.At, since)));
        })];
    }

    /// <summary>Records that the content was changed.</summary>
    /// <param name="what">What was changed, 1 to 2,000 characters.</param>
    /// <param name="by">Who revised it.</param>
    /// <param name="at">When the revised asset came into use; not before an earlier revision.</param>
    public Result<ContentRevision> Revise(string what, string by, Instant at)
    {
        var refusals = new List<Refusal>();
        var changed = Wording.Require(what, Wording.LongestStatement, "What was changed", refusals, "what");
        var who = Wording.Require(by, Wording.LongestName, "Who revised it", refusals, "by");
        if (!InUse) refusals.Add(new Refusal(RefusalCode.WrongState, "The asset is retired; reinstate it first."));
        if (revisions.Count > 0 && at < revisions[^1].At)
            refusals.Add(new Refusal(RefusalCode.Validation, $"The asset was revised at {revisions[^1].At}; a later revision cannot come before.", "at"));
        if (refusals.Count > 0) return refusals;
        var revision = new ContentRevision(at, who, changed);
        revisions.Add(revision);
        Version++;
        return revision;
    }

    /// <summary>Takes the asset out of use: it is suggested no more, covers nothing, and from then on is evidence of no stage
    /// (<see cref="ContentStages"/>). Its past use stays on record and stays evidence.</summary>
    /// <param name="because">Why, 1 to 2,000 characters.</param>
    /// <param name="at">From when on.</param>
    /// <returns>Whether it was in use; retiring again changes nothing.</returns>
    public Result<bool> Retire(string because, Instant at)
    {
        var refusals = new List<Refusal>();
        var why = Wording.Require(because, Wording.LongestStatement, "The reason for retiring", refusals, "because");
        if (refusals.Count > 0) return refusals;
        if (!InUse) return false;
        (RetiredAt, RetiredBecause) = (at, why);
        Version++;
        return true;
    }

    /// <summary>What stands against giving content to a lead: there is none, it is retired, or the gift lies in the future.</summary>
    /// <param name="asset">The content; null where none is known by that name.</param>
    /// <param name="at">When it is said to be given.</param>
    /// <param name="now">The present.</param>
    /// <returns>Every reason, under <c>assetId</c> or <c>at</c>; none where it may be given.</returns>
    public static IReadOnlyList<Refusal> WhyNotGive(ContentAsset? asset, Instant at, Instant now)
    {
        var refusals = new List<Refusal>();
        if (asset is null) refusals.Add(new Refusal(RefusalCode.NotFound, "There is no such content.", "assetId"));
        else if (!asset.InUse) refusals.Add(new Refusal(RefusalCode.WrongState, $"The content was retired: {asset.RetiredBecause}", "assetId"));
        if (at > now) refusals.Add(new Refusal(RefusalCode.Validation, "Content cannot be given in the future.", "at"));
        return refusals;
    }

    /// <summary>Which function gives content: sales where a rep does, marketing where nobody in person does, as in a nurture step.</summary>
    /// <param name="repKey">The rep who gives it; null for a nurture step.</param>
    public static Function GiverOf(string? repKey) => repKey is null ? Function.Marketing : Function.Sales;

    /// <summary>Brings a retired asset back into use.</summary>
    /// <returns>Whether it was retired.</returns>
    public bool Reinstate()
    {
        if (InUse) return false;
        (RetiredAt, RetiredBecause) = (null, null);
        Version++;
        return true;
    }
}
