using Alignment.Api.Data;
using Alignment.Api.Leads.Standings;
using NodaTime;

namespace Alignment.Api.Stories;

/// <summary>Content is evidence of where the leads stand that engaged with it; when it changes, they are looked at again.</summary>
internal static class ContentEvidence
{
    /// <summary>Has the leads that engaged with some content looked at anew, once the unit of work is committed.</summary>
    /// <param name="context">The context of the unit of work that changed the content.</param>
    /// <param name="externalIds">The content, as engagements name it.</param>
    /// <param name="review">Wakes the reviewer; null where it runs in another process, which looks when it next wakes.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops the unit of work.</param>
    public static async Task ChangedAsync(
        AlignmentContext context, IReadOnlyCollection<string> externalIds, ReviewSignal? review, Instant now, CancellationToken cancel)
    {
        if (externalIds.Count == 0) return;
        await StandingsUpdate.LookAgainAtLeadsGivenAsync(context, externalIds, now, cancel);
        if (review is not null) context.AfterCommit(review.Raise);
    }
}
