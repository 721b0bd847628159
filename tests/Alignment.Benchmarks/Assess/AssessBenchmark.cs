using System.Diagnostics;
using System.Globalization;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using NodaTime;

namespace Alignment.Benchmarks.Assess;

/// <summary>
/// Assessment with explanation from a definition held as data, beside the same rules written by hand and beside
/// json-rules-engine: one thread, the same leads, passes interleaved, the best pass of each counted.
/// </summary>
internal static class AssessBenchmark
{
    private const int Passes = 7;
    private static double sink;

    public static int Run(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
        var plain = Enumerable.Range(1, count).Select(SyntheticLead.Make).ToArray();
        var pool = new AttributeValuePool();
        var facts = Array.ConvertAll(plain, lead => TwelveRules.Facts(lead, pool));
        var assessor = TwelveRules.Definition.Compile();
        var now = Instant.FromUnixTimeSeconds(SyntheticLead.Now);
        if (!Agree(plain, facts, assessor, now)) return 1;

        var stages = assessor.StagesFor(null);
        Measure hand = new("hand-written, explanation structs"), ours = new("Assess, definition as data"),
            change = new("NextChange"), reading = new("stage reading"), texts = new("Assess with every note rendered");
        for (var pass = 0; pass < Passes; pass++)
        {
            hand.Time(count, () => { foreach (var lead in plain) sink += HandWrittenScorer.Explain(lead, SyntheticLead.Now).Score; });
            ours.Time(count, () => { foreach (var lead in facts) sink += assessor.Assess(lead, now).Fit; });
            change.Time(count / 10, () => { foreach (var lead in facts.AsSpan(0, count / 10)) sink += assessor.NextChange(lead, now) is null ? 0 : 1; });
            reading.Time(count / 10, () => { foreach (var lead in facts.AsSpan(0, count / 10)) sink += stages.Read(lead, now).Evidence; });
            texts.Time(count / 50, () =>
            {
                foreach (var lead in facts.AsSpan(0, count / 50))
                    foreach (var result in assessor.Assess(lead, now).Criteria) sink += result.Note.Length;
            });
        }

        Console.WriteLine($"{count} leads, {facts.Sum(f => f.Engagements.Count)} engagements, {assessor.Definition.Criteria.Count} criteria, best of {Passes} interleaved passes, one thread");
        foreach (var measure in (ReadOnlySpan<Measure>)[hand, ours, change, reading, texts]) measure.Print(hand);
        var rival = JsonRulesEngine.Measure(plain, assessor, facts, now);
        if (rival is { } rate) Console.WriteLine($"json-rules-engine 7.3.1: {rate,12:N0} leads/s; Assess is {ours.Rate / rate:N0} times as fast (at least 200 wanted)");
        else Console.WriteLine("json-rules-engine 7.3.1: not measured; Node or npm is missing");
        Console.WriteLine($"Assess / hand-written: {ours.Rate / hand.Rate:0.00} (at least 0.5 wanted)");
        return ours.Rate / hand.Rate >= 0.5 && !(ours.Rate / rival < 200) ? 0 : 1;
    }

    private static bool Agree(SyntheticLead[] plain, LeadFacts[] facts, LeadAssessor assessor, Instant now)
    {
        for (var i = 0; i < plain.Length; i++)
        {
            var byHand = HandWrittenScorer.Explain(plain[i], SyntheticLead.Now);
            var byData = assessor.Assess(facts[i], now);
            if (Math.Abs(byHand.Score - byData.Total) < 1e-9 && byHand.Verdict.ToString() == byData.Decision.ToString()) continue;
            Console.Error.WriteLine($"lead {plain[i].Id}: by hand {byHand.Score} {byHand.Verdict}, by data {byData.Total} {byData.Decision}");
            return false;
        }

        Console.WriteLine("both agree on every score and decision");
        return true;
    }

    private sealed class Measure(string name)
    {
        private double bytes;

        /// <summary>Leads a second in the best pass.</summary>
        public double Rate { get; private set; }

        public void Time(int leads, Action work)
        {
            GC.Collect();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            work();
            clock.Stop();
            bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / leads;
            Rate = Math.Max(Rate, leads / clock.Elapsed.TotalSeconds);
        }

        public void Print(Measure limit) =>
            Console.WriteLine($"{name,-36} {Rate,12:N0} leads/s {1e9 / Rate,8:N0} ns {bytes,8:N0} bytes  {Rate / limit.Rate:0.00} of hand-written");
    }
}
