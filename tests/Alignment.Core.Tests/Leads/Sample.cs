using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Core.Tests.Leads;

/// <summary>A lead, reps and verdicts as the scenarios use them.</summary>
internal static class Sample
{
    public static readonly Instant Monday = Instant.FromUtc(2026, 3, 23, 9, 0);
    public static readonly Actor Marketing = Actor.Person("mia");
    public static readonly ReasonList ReturnReasons = ReasonList.Usual(ReasonListKind.Return);
    public static readonly ReasonList RecycleReasons = ReasonList.Usual(ReasonListKind.Recycle);
    public static readonly ReasonList DisqualificationReasons = ReasonList.Usual(ReasonListKind.Disqualification);
    public static readonly LeadDefinitionVersionId DefinitionId = LeadDefinitionVersionId.New(Monday);
    public static readonly DefinitionVerdict Met = new(DefinitionId, "ideal-lead v3", Decision.HandOff, []);
    public static readonly DefinitionVerdict Unmet = new(DefinitionId, "ideal-lead v3", Decision.Nurture, ["budget", "interest"]);

    /// <summary>Works round the clock, so that deadlines are plain sums.</summary>
    public static readonly WorkingCalendar Always = WorkingCalendar.Define(
        DateTimeZone.Utc,
        Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None)
            .Select(day => new WorkingHours(day, LocalTime.Midnight, LocalTime.Midnight))).Value;

    public static readonly SalesRep Ana = SalesRep.Define("ana", "Ana", "Europe/Lisbon").Value;
    public static readonly SalesRep Bob = SalesRep.Define("bob", "Bob", "America/New_York").Value;

    public static Lead Lead(Instant? now = null) => Core.Leads.Lead.Capture(
        LeadId.New(now ?? Monday), "crm", "42", new("Nora Okafor", "nora@example.com", "Coldwater"), null,
        AttributeSet.Of(("employees", AttributeValue.Number(40))), null, Actor.Source("crm"), now ?? Monday).Value;

    public static OfferTerms To(SalesRep rep, DefinitionVerdict? verdict) => new(rep, Always, verdict);

    public static Lead Offered(out HandOff handOff)
    {
        var lead = Lead();
        handOff = lead.Offer(To(Ana, Met), Marketing, Monday).Value;
        return lead;
    }

    public static Lead Accepted(out HandOff handOff)
    {
        var lead = Offered(out handOff);
        _ = lead.Accept(handOff, "ana", Always, ClockPolicy.Default, Actor.Person("ana"), Hours(1)).Value;
        return lead;
    }

    public static Lead Working(out HandOff handOff)
    {
        var lead = Accepted(out handOff);
        _ = lead.RecordTouch(handOff, null, Actor.Person("ana"), Hours(2)).Value;
        return lead;
    }

    public static Instant Hours(double hours) => Monday + Duration.FromHours(hours);
}
