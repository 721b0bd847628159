using Alignment.Api.Data;
using Alignment.Api.Leads.Standings;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>
/// Takes in what sources say, by file or by mutation: the one way in. Rows are known by (source, external id), so that the same
/// rows again change nothing; a bad row is rejected with every reason and does not stop the others. Rows of a call are taken
/// together: of several about the same thing, the last one counts.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="clock">When they are taken in.</param>
/// <param name="journal">Tells others what became of leads.</param>
public sealed class LeadIntake(AlignmentStore store, IClock clock, LeadJournal journal)
{
    /// <summary>Records leads, or what is new about them.</summary>
    /// <param name="source">Where the rows come from: 1 to 100 characters.</param>
    /// <param name="rows">At most some thousands; the caller splits longer input.</param>
    /// <param name="by">Who brings them; the source itself if left out.</param>
    /// <param name="cancel">Stops before anything is written.</param>
    /// <returns>What became of each row, in their order.</returns>
    public Task<IReadOnlyList<RowResult>> CaptureLeadsAsync(string source, IReadOnlyList<LeadRow> rows, Actor? by = null, CancellationToken cancel = default) =>
        store.WriteAsync((context, token) => CaptureLeadsAsync(context, source, rows, by, clock.GetCurrentInstant(), journal, token), cancel);

    /// <summary>Adds to the logs of leads.</summary>
    /// <inheritdoc cref="CaptureLeadsAsync(string, IReadOnlyList{LeadRow}, Actor?, CancellationToken)"/>
    public Task<IReadOnlyList<RowResult>> RecordEngagementsAsync(string source, IReadOnlyList<EngagementRow> rows, CancellationToken cancel = default) =>
        store.WriteAsync((context, token) => RecordEngagementsAsync(context, source, rows, clock.GetCurrentInstant(), journal, token), cancel);

    /// <summary>Records what became of leads.</summary>
    /// <inheritdoc cref="CaptureLeadsAsync(string, IReadOnlyList{LeadRow}, Actor?, CancellationToken)"/>
    public Task<IReadOnlyList<RowResult>> RecordOutcomesAsync(string source, IReadOnlyList<OutcomeRow> rows, Actor? by = null, CancellationToken cancel = default) =>
        store.WriteAsync((context, token) => RecordOutcomesAsync(context, source, rows, by, clock.GetCurrentInstant(), journal, token), cancel);

    /// <summary>The same within a unit of work of the caller's.</summary>
    public static async Task<IReadOnlyList<RowResult>> CaptureLeadsAsync(
        AlignmentContext context, string source, IReadOnlyList<LeadRow> rows, Actor? by, Instant now, LeadJournal journal, CancellationToken cancel)
    {
        var capture = new LeadCapture(context, source, by ?? Actor.Source(source), now);
        return await StandAsync(context, await capture.TakeAsync(rows, cancel), capture.Changed, now, journal, cancel, capture.Created);
    }

    /// <inheritdoc cref="CaptureLeadsAsync(AlignmentContext, string, IReadOnlyList{LeadRow}, Actor?, Instant, LeadJournal, CancellationToken)"/>
    public static async Task<IReadOnlyList<RowResult>> RecordEngagementsAsync(
        AlignmentContext context, string source, IReadOnlyList<EngagementRow> rows, Instant now, LeadJournal journal, CancellationToken cancel) =>
        await StandAsync(context, await new EngagementCapture(context, source).TakeAsync(rows, cancel), [], now, journal, cancel);

    /// <inheritdoc cref="CaptureLeadsAsync(AlignmentContext, string, IReadOnlyList{LeadRow}, Actor?, Instant, LeadJournal, CancellationToken)"/>
    public static async Task<IReadOnlyList<RowResult>> RecordOutcomesAsync(
        AlignmentContext context, string source, IReadOnlyList<OutcomeRow> rows, Actor? by, Instant now, LeadJournal journal, CancellationToken cancel)
    {
        var capture = new OutcomeCapture(context, source, by ?? Actor.Source(source), now);
        return await StandAsync(context, await capture.TakeAsync(rows, cancel), capture.Changed, now, journal, cancel);
    }

    // What was recorded comes before what followed from it.
    private static async Task<IReadOnlyList<RowResult>> StandAsync(
        AlignmentContext context, IReadOnlyList<RowResult> results, IReadOnlyList<LeadMoved> changed, Instant now, LeadJournal journal, CancellationToken cancel,
        IReadOnlyList<Lead>? captured = null)
    {
        var touched = results.Where(result => result.Effect is RowEffect.Created or RowEffect.Updated).Select(result => result.LeadId!.Value).ToHashSet();
        if (captured is not null) touched.ExceptWith(captured.Select(lead => lead.Id));
        var moved = await StandingsUpdate.RefreshAsync(context, touched, captured ?? [], now, cancel);
        await journal.TellAsync(context, [.. changed, .. moved], now, cancel);
        return results;
    }
}
