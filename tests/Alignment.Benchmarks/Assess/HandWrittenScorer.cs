namespace Alignment.Benchmarks.Assess;

/// <summary>The twelve rules written by hand as a loop: how fast the same work can be with the rules compiled in.</summary>
internal static class HandWrittenScorer
{
    public const int Rules = 12;
    private const long Day = 86_400;
    private static readonly double Per14Days = -Math.Log(2) / (14 * Day);
    private static readonly double Per30Days = -Math.Log(2) / (30 * Day);

    public enum Verdict : byte
    {
        Nurture,
        HandOff,
        Disqualify,
    }

    public struct Hit
    {
        public short Rule;
        public bool Met;
        public int Counted;
        public double Points;
    }

    public sealed class Explained
    {
        public required int Lead { get; init; }

        public required double Score { get; init; }

        public required double Fit { get; init; }

        public required Verdict Verdict { get; init; }

        public required Hit[] Hits { get; init; }
    }

    public static Explained Explain(SyntheticLead lead, long now)
    {
        var hits = new Hit[Rules];
        for (var i = 0; i < Rules; i++) hits[i].Rule = (short)(i + 1);
        var fit = 0.0;
        if (lead.Industry is "software" or "finance" or "healthcare" or "manufacturing") fit += Meet(ref hits[0], 15);
        if (lead.CompanySize is >= 200 and <= 5000) fit += Meet(ref hits[1], 15);
        var role = lead.JobRole;
        if (role is "cio" or "cto" or "it_director" or "vp_engineering") fit += Meet(ref hits[2], 20);
        if (lead.Seniority >= 4) fit += Meet(ref hits[3], 10);
        if (lead.Country is "US" or "CA" or "GB" or "DE" or "FR" or "NL") fit += Meet(ref hits[4], 5);
        if (lead.Budget >= 50_000) fit += Meet(ref hits[5], 15);

        var (pricing, downloads, pricingCount, downloadCount, webinars) = (0.0, 0.0, 0, 0, 0);
        var (last, ninetyDaysAgo) = (long.MinValue, now - (90 * Day));
        foreach (var e in lead.Events)
        {
            var at = e.At;
            if (at > last) last = at;
            switch (e.Type)
            {
                case 1:
                    pricing += 8 * Math.Exp((now - at) * Per14Days);
                    pricingCount++;
                    break;
                case 2:
                    downloads += 5 * Math.Exp((now - at) * Per30Days);
                    downloadCount++;
                    break;
                case 3:
                    if (at > ninetyDaysAgo) webinars++;
                    break;
            }
        }

        var score = fit;
        if (pricingCount > 0) score += Meet(ref hits[6], Math.Min(24, pricing), pricingCount);
        if (webinars >= 2) score += Meet(ref hits[7], 12, webinars);
        if (downloadCount > 0) score += Meet(ref hits[8], Math.Min(20, downloads), downloadCount);
        if (last <= now - (60 * Day)) score += Meet(ref hits[9], -10);
        if (lead.DomainType == "free") score += Meet(ref hits[10], -10);
        var excluded = lead.DomainType == "competitor" || role == "student";
        hits[11].Met = excluded;
        var verdict = excluded ? Verdict.Disqualify : score >= 70 && fit >= 40 ? Verdict.HandOff : Verdict.Nurture;
        return new() { Lead = lead.Id, Score = score, Fit = fit, Verdict = verdict, Hits = hits };
    }

    private static double Meet(ref Hit hit, double points, int counted = 0)
    {
        hit.Met = true;
        hit.Points = points;
        hit.Counted = counted;
        return points;
    }
}
