using System.Collections.Frozen;

namespace Alignment.Api.Webhooks;

/// <summary>The kinds of event that leave the system, each with what it means. A name never changes its meaning: a new shape is a new version.</summary>
public static class EventTypes
{
    public const string LeadCaptured = "alignment.lead.captured.v1";
    public const string LeadUpdated = "alignment.lead.updated.v1";
    public const string LeadQualified = "alignment.lead.qualified.v1";
    public const string LeadFellBack = "alignment.lead.fell_back.v1";
    public const string LeadHandedOff = "alignment.lead.handed_off.v1";
    public const string LeadAccepted = "alignment.lead.accepted.v1";
    public const string LeadTouched = "alignment.lead.touched.v1";
    public const string LeadEscalated = "alignment.lead.escalated.v1";
    public const string LeadMovedOn = "alignment.lead.moved_on.v1";
    public const string LeadReturned = "alignment.lead.returned.v1";
    public const string LeadRecycled = "alignment.lead.recycled.v1";
    public const string LeadLapsed = "alignment.lead.lapsed.v1";
    public const string LeadDisqualified = "alignment.lead.disqualified.v1";
    public const string LeadReactivated = "alignment.lead.reactivated.v1";
    public const string LeadWon = "alignment.lead.won.v1";
    public const string LeadLost = "alignment.lead.lost.v1";
    public const string LeadCorrected = "alignment.lead.corrected.v1";
    public const string LeadDefinitionAgreed = "alignment.lead_definition.agreed.v1";
    public const string EndpointTest = "alignment.webhook.test.v1";

    /// <summary>Every type, with one sentence on when it is sent.</summary>
    public static FrozenDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [LeadCaptured] = "A lead was recorded for the first time.",
        [LeadUpdated] = "A source said something new about a lead.",
        [LeadQualified] = "A lead came to meet the definition in force.",
        [LeadFellBack] = "A qualified lead no longer meets the definition in force.",
        [LeadHandedOff] = "A lead was offered to a rep.",
        [LeadAccepted] = "The rep took the lead.",
        [LeadTouched] = "The rep was in touch with the buyer.",
        [LeadEscalated] = "A deadline of a hand-off came near.",
        [LeadMovedOn] = "A lead was offered to another rep instead.",
        [LeadReturned] = "The rep gave the lead back, with a reason.",
        [LeadRecycled] = "A person took the lead back to nurturing.",
        [LeadLapsed] = "The lead was taken back because a deadline passed.",
        [LeadDisqualified] = "The lead was taken out.",
        [LeadReactivated] = "A lead came again after it had ended.",
        [LeadWon] = "A deal was recorded.",
        [LeadLost] = "An end without a deal was recorded.",
        [LeadCorrected] = "Something recorded by mistake was set right.",
        [LeadDefinitionAgreed] = "Both functions have signed a lead definition; it is in force.",
        [EndpointTest] = "Somebody asked for a test message. It goes to that endpoint whatever it subscribes to.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a subscription covers a type.</summary>
    /// <param name="subscription">A type, the beginning of some followed by <c>.*</c> (<c>alignment.lead.*</c>), or <c>*</c>.</param>
    /// <param name="type">The type of an event.</param>
    public static bool Covers(string subscription, string type)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        ArgumentNullException.ThrowIfNull(type);
        return subscription == "*" || string.Equals(subscription, type, StringComparison.Ordinal)
            || (subscription.EndsWith(".*", StringComparison.Ordinal) && type.AsSpan().StartsWith(subscription.AsSpan(..^1), StringComparison.Ordinal));
    }

    /// <summary>Whether a subscription covers at least one type that exists.</summary>
    public static bool IsKnown(string subscription) => All.Keys.Any(type => Covers(subscription, type));
}
