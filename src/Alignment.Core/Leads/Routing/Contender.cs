using System.Globalization;
using NodaTime;

namespace Alignment.Core.Leads.Routing;

/// <summary>A candidate with what decides between them: the load for their weight, then who waited longest, then the rule's order.</summary>
internal sealed record Contender(string RepKey, int Place, int Open, int Recent, double Share, Instant LastOffer, string? Unable)
    : IComparable<Contender>
{
    public static Contender Of(
        RoutingRule rule, RoutingCandidate candidate, int place, Dictionary<string, RepLoad> reps, RoutingRequest request, Instant now)
    {
        if (!reps.TryGetValue(candidate.RepKey, out var load))
            return new(candidate.RepKey, place, 0, 0, 0, Instant.MinValue, "there is no such rep");
        var recent = load.Offers.Count(offer => offer > now - rule.Recent && offer <= now);

        // With this lead, what part of the rep's share would be used? The next lead goes where that is least.
        var share = rule.Choose switch
        {
            RoutingChoice.FewestOpen => (load.Open + 1) / candidate.Weight,
            RoutingChoice.FewestRecent => (recent + 1) / candidate.Weight,
            _ => place,
        };
        var capacity = candidate.Capacity ?? rule.Capacity;
        var unable = load.Rep.HasLeft(now) ? "has left"
            : load.Rep.IsAway(now) ? "is away"
            : request.HadIt.Contains(candidate.RepKey) ? "had this lead before"
            : load.Open >= capacity ? $"has {load.Open} of at most {capacity}"
            : null;
        return new(candidate.RepKey, place, load.Open, recent, share, load.Offers.Append(Instant.MinValue).Max(), unable);
    }

    public int CompareTo(Contender? other) => other is null
        ? 1
        : (Share, LastOffer, Place).CompareTo((other.Share, other.LastOffer, other.Place));

    public CandidateReading Read(Contender? winner) =>
        new(RepKey, Open, Recent, ReferenceEquals(this, winner) ? null : Unable ?? WhyBehind(winner!));

    public string Why(RoutingRule rule) => rule.Choose switch
    {
        RoutingChoice.FewestOpen => $"{RepKey} has the fewest hand-offs in force for their share ({Open}).",
        RoutingChoice.FewestRecent => string.Create(
            CultureInfo.InvariantCulture, $"{RepKey} was offered the fewest for their share in {rule.Recent.TotalDays:0.##} days ({Recent})."),
        _ => $"{RepKey} is the first on the list who can take it.",
    };

    private string WhyBehind(Contender winner) =>
        Share > winner.Share ? $"{winner.RepKey} is due before, by the rule"
        : LastOffer > winner.LastOffer ? $"{winner.RepKey} has waited longer"
        : $"{winner.RepKey} comes first on the list";
}
