namespace Alignment.Benchmarks.Assess;

/// <summary>A lead as somebody would write it who scores by hand: plain fields, events with a number for a type.</summary>
internal sealed class SyntheticLead
{
    public const long Now = 1_790_000_000;

    public static readonly string[] EventTypes =
        ["page_view", "pricing_view", "content_download", "webinar_attended", "email_open", "email_click", "demo_request", "unsubscribe"];

    private static readonly string[] Industries =
    [
        "software", "finance", "healthcare", "manufacturing", "retail", "education", "energy", "telecom", "media", "logistics",
        "government", "nonprofit", "hospitality", "insurance", "pharma", "automotive", "aerospace", "agriculture", "construction", "legal",
    ];

    private static readonly string[] Roles =
    [
        "cio", "cto", "it_director", "vp_engineering", "developer", "architect", "marketing_manager", "cfo", "analyst", "consultant",
        "student", "hr_manager", "procurement", "ops_manager", "ceo",
    ];

    private static readonly string[] Countries =
    [
        "US", "CA", "GB", "DE", "FR", "NL", "SE", "NO", "DK", "FI", "ES", "IT", "PT", "PL", "CZ", "AT", "CH", "BE", "IE", "AU",
        "NZ", "JP", "KR", "SG", "IN", "BR", "MX", "AR", "CL", "ZA", "NG", "KE", "EG", "TR", "AE", "SA", "IL", "UA", "RO", "GR",
    ];

    private static readonly string[] Sources =
        ["web", "event", "referral", "paid_search", "social", "partner", "outbound", "content", "webinar", "trial"];

    private static readonly string[] Technologies = ["dotnet", "java", "node", "python", "sap", "php"];
    private static readonly string[] Regions = ["amer", "emea", "apac", "latam"];

    public required int Id { get; init; }

    public required string Industry { get; init; }

    public required int CompanySize { get; init; }

    public required string JobRole { get; init; }

    public required string Country { get; init; }

    public required int Seniority { get; init; }

    public required int Budget { get; init; }

    public required string Source { get; init; }

    public required string DomainType { get; init; }

    public required int TimelineMonths { get; init; }

    public required bool Consent { get; init; }

    public required string Technology { get; init; }

    public required string Region { get; init; }

    public required long CreatedAt { get; init; }

    public required Event[] Events { get; init; }

    /// <summary>The same lead for the same number, in every run and on every machine.</summary>
    public static SyntheticLead Make(int id)
    {
        var chance = new Chance(unchecked(((ulong)id * 7919UL) + 42UL));
        var industry = Industries[chance.Below(20)];
        var size = 1 + (int)(50_000 * Math.Pow(chance.Share(), 4));
        var role = Roles[chance.Below(15)];
        var country = Countries[(int)(40 * Math.Pow(chance.Share(), 2))];
        var (seniority, budget, source) = (1 + chance.Below(6), chance.Below(200) * 1000, Sources[chance.Below(10)]);
        var domain = chance.Below(10) switch { < 6 => "corporate", < 9 => "free", _ => "competitor" };
        if (domain == "competitor" && chance.Below(4) != 0) domain = "corporate";
        var (months, consent, technology, region) =
            (chance.Below(24), chance.Below(10) != 0, Technologies[chance.Below(6)], Regions[chance.Below(4)]);
        var created = Now - (86_400L * 200) - chance.Below(86_400 * 165);
        var events = new Event[Math.Min(20, (int)(22 * Math.Pow(chance.Share(), 3)))];
        for (var i = 0; i < events.Length; i++)
        {
            byte type = chance.Share() switch { < 0.4 => 0, < 0.5 => 1, < 0.62 => 2, < 0.70 => 3, < 0.85 => 4, < 0.95 => 5, < 0.97 => 6, _ => 7 };
            events[i] = new() { Type = type, At = Now - 60 - (long)(86_400.0 * 200 * Math.Pow(chance.Share(), 2)) };
        }

        Array.Sort(events, (a, b) => a.At.CompareTo(b.At));
        return new()
        {
            Id = id, Industry = industry, CompanySize = size, JobRole = role, Country = country, Seniority = seniority, Budget = budget,
            Source = source, DomainType = domain, TimelineMonths = months, Consent = consent, Technology = technology, Region = region,
            CreatedAt = created, Events = events,
        };
    }

    internal sealed class Event
    {
        public required byte Type { get; init; }

        /// <summary>Seconds since the Unix epoch.</summary>
        public required long At { get; init; }
    }

    // SplitMix64.
    private struct Chance(ulong seed)
    {
        private ulong state = Mix(unchecked(seed + 0x9E3779B97F4A7C15UL));

        public int Below(int n) => (int)((Next() >> 33) % (ulong)n);

        public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

        private ulong Next() => Mix(state = unchecked(state + 0x9E3779B97F4A7C15UL));

        private static ulong Mix(ulong x)
        {
            unchecked
            {
                x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
                x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
                return x ^ (x >> 31);
            }
        }
    }
}
