using Alignment.Core.Journeys;
using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Core.Leads.Assessments;

/// <summary>
/// Reads where a buyer stands from the engagement log. Each engagement that carries a stage is evidence for that stage and all
/// before it, fading with the policy's half-life; the reading is the furthest stage with enough. Buyers go back, and so
/// does the reading.
/// </summary>
public sealed class StageReader
{
    private const int MostEvidenceShown = 10;
    private readonly double rate;
    private readonly double enough;

    /// <summary>Creates a reader for one journey.</summary>
    /// <param name="journey">The journey the buyer is on.</param>
    /// <param name="policy">How evidence is weighed; <see cref="StageReadingPolicy.Default"/> if left out.</param>
    public StageReader(Journey journey, StageReadingPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(journey);
        Journey = journey;
        Policy = policy ?? StageReadingPolicy.Default;
        rate = EngagementRule.RateOf(Policy.HalfLife);
        enough = Policy.Threshold - HandOffThresholds.Tolerance;
    }

    /// <summary>The journey it reads.</summary>
    public Journey Journey { get; }

    /// <summary>How it weighs evidence.</summary>
    public StageReadingPolicy Policy { get; }

    /// <summary>Reads the stage of a lead.</summary>
    /// <param name="facts">The lead.</param>
    /// <param name="asOf">The instant of reading; what happened later does not exist.</param>
    public StageReading Read(LeadFacts facts, Instant asOf)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var now = Moment.Of(asOf);
        var log = facts.LogUntil(now).Engagements;
        Span<double> evidence = stackalloc double[Journey.Stages.Count];
        var position = Position(log, now, evidence);
        var because = new List<StageEvidence>();
        foreach (var engagement in log)
            if (StageOf(engagement) is >= 0 and var stage && stage >= position) because.Add(new(engagement, Weight(engagement, now)));
        var spells = Spells(facts, asOf);
        return new(
            Journey.Stages[position], evidence[position], spells.Count > 0 ? spells[^1].From : null,
            [.. because.OrderByDescending(e => e.Weight).Take(MostEvidenceShown)]);
    }

    /// <summary>Reads the stage without saying why; costs one pass over the log.</summary>
    /// <param name="facts">The lead.</param>
    /// <param name="asOf">The instant of reading; what happened later does not exist.</param>
    public StagePosition Locate(LeadFacts facts, Instant asOf)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var now = Moment.Of(asOf);
        Span<double> evidence = stackalloc double[Journey.Stages.Count];
        var position = Position(facts.LogUntil(now).Engagements, now, evidence);
        if (position == 0) return new(Journey.Stages[0], evidence[0], null);
        var lost = now + (long)Math.Floor(EnoughFor(evidence[position])) + 1;
        return new(Journey.Stages[position], evidence[position], Instant.FromUnixTimeSeconds(Moment.SecondAfter(lost)));
    }

    /// <summary>
    /// Every reading the lead has had up to an instant, oldest first, with how long each lasted: forward when something
    /// happened, back when evidence had faded.
    /// </summary>
    /// <param name="facts">The lead.</param>
    /// <param name="asOf">What happened later does not exist.</param>
    /// <returns>Spells without gaps, from the lead's creation or its first evidence, whichever is earlier; the last is open.</returns>
    public IReadOnlyList<StageSpell> Spells(LeadFacts facts, Instant asOf)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var now = Moment.Of(asOf);
        var changes = new List<(int Stage, long From)>();
        Span<double> evidence = stackalloc double[Journey.Stages.Count];
        var (last, reading) = (long.MinValue, 0);
        foreach (var engagement in facts.LogUntil(now).Engagements)
        {
            var stage = StageOf(engagement);
            if (stage < 0) continue;
            if (changes.Count == 0) changes.Add((0, Math.Min(facts.CreatedMoment, engagement.Moment)));
            if (last != long.MinValue) StepBack(changes, evidence, ref reading, last, engagement.Moment);
            var faded = last == long.MinValue ? 0 : Math.Exp(-rate * (engagement.Moment - last));
            for (var i = 0; i < evidence.Length; i++) evidence[i] = (evidence[i] * faded) + (i <= stage ? 1 : 0);
            last = engagement.Moment;
            var read = Furthest(evidence);
            if (read != reading) Change(changes, reading = read, last);
        }

        if (last != long.MinValue) StepBack(changes, evidence, ref reading, last, now);
        else if (facts.CreatedMoment <= now) changes.Add((0, facts.CreatedMoment));
        return Joined(changes);
    }

    internal int Position(ReadOnlySpan<Engagement> visible, long now)
    {
        Span<double> evidence = stackalloc double[Journey.Stages.Count];
        return Position(visible, now, evidence);
    }

    internal double EvidenceFor(int position, ReadOnlySpan<Engagement> visible, long now)
    {
        Span<double> evidence = stackalloc double[Journey.Stages.Count];
        Position(visible, now, evidence);
        return evidence[position];
    }

    /// <summary>How long evidence stays enough, in microseconds; negative if it is not.</summary>
    internal double EnoughFor(double evidence) => evidence < enough ? -1 : Math.Log(evidence / enough) / rate;

    internal bool IsEnough(double evidence, double microsecondsLater) => evidence * Math.Exp(-rate * microsecondsLater) >= enough;

    private int Position(ReadOnlySpan<Engagement> visible, long now, Span<double> evidence)
    {
        evidence.Clear();
        foreach (var engagement in visible)
            if (StageOf(engagement) is >= 0 and var stage) evidence[stage] += Weight(engagement, now);
        for (var i = evidence.Length - 2; i >= 0; i--) evidence[i] += evidence[i + 1];
        return Furthest(evidence);
    }

    private int Furthest(ReadOnlySpan<double> evidence)
    {
        for (var i = evidence.Length - 1; i > 0; i--)
            if (evidence[i] >= enough) return i;
        return 0;
    }

    private int StageOf(Engagement engagement)
    {
        if (engagement.Stage is not null) return Journey.IndexOf(engagement.Stage);
        var furthest = -1;
        foreach (var stage in engagement.ContentStages) furthest = Math.Max(furthest, Journey.IndexOf(stage));
        return furthest;
    }

    private double Weight(Engagement engagement, long now) => Math.Exp(-rate * (now - engagement.Moment));

    // Between two engagements evidence only fades, that of later stages first.
    private void StepBack(List<(int Stage, long From)> changes, ReadOnlySpan<double> evidence, ref int reading, long from, long until)
    {
        while (reading > 0)
        {
            var lost = from + (long)Math.Floor(EnoughFor(evidence[reading])) + 1;
            if (lost > until) return;
            do reading--;
            while (reading > 0 && !IsEnough(evidence[reading], lost - from));
            Change(changes, reading, lost);
        }
    }

    // What happened at one instant is one change.
    private static void Change(List<(int Stage, long From)> changes, int stage, long from)
    {
        if (changes.Count > 0 && changes[^1].From >= from) changes[^1] = (stage, changes[^1].From);
        else changes.Add((stage, from));
    }

    private List<StageSpell> Joined(List<(int Stage, long From)> changes)
    {
        var spells = new List<StageSpell>();
        foreach (var (stage, from) in changes)
        {
            var start = Moment.ToInstant(from);
            if (spells.Count > 0 && spells[^1].Stage.Position == stage) continue;
            if (spells.Count > 0) spells[^1] = spells[^1] with { Until = start };
            spells.Add(new(Journey.Stages[stage], start, null));
        }

        return spells;
    }
}
