using System.Buffers;
using System.Text;
using System.Text.Json;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Webhooks;

/// <summary>What a lead's history tells other systems: ids, keys, states and deadlines. Who the person is, and what was said, they ask for.</summary>
public static class LeadEvents
{
    /// <summary>One event for each entry.</summary>
    /// <param name="lead">The lead as it stands after them.</param>
    /// <param name="entries">New entries of its history, in order.</param>
    /// <param name="ended">The hand-off that ended with them, which the lead no longer has; null when none did.</param>
    public static IReadOnlyList<OutgoingEvent> Of(Lead lead, IReadOnlyList<LeadHistoryEntry> entries, HandOff? ended = null)
    {
        ArgumentNullException.ThrowIfNull(lead);
        ArgumentNullException.ThrowIfNull(entries);
        var events = new OutgoingEvent[entries.Count];
        var status = Word(lead.Status);
        for (var last = entries.Count - 1; last >= 0; last--)
        {
            var entry = entries[last];
            var data = Data(lead, entry, status, HandOffOf(entry, lead.HandOff, ended));
            events[last] = new(lead.Id.ToString(), TypeOf(entry.Kind), $"leads/{lead.Id}", entry.At, data);
            if (entry.Changes.FirstOrDefault(change => change.Field == LeadField.Status) is { } change)
                status = JsonNamingPolicy.SnakeCaseUpper.ConvertName(change.Before.AsText());
        }

        return events;
    }

    /// <summary>The type of event that a kind of entry is told as.</summary>
    public static string TypeOf(LeadHistoryKind kind) => kind switch
    {
        LeadHistoryKind.Captured => EventTypes.LeadCaptured,
        LeadHistoryKind.Updated => EventTypes.LeadUpdated,
        LeadHistoryKind.Qualified => EventTypes.LeadQualified,
        LeadHistoryKind.FellBack => EventTypes.LeadFellBack,
        LeadHistoryKind.Offered => EventTypes.LeadHandedOff,
        LeadHistoryKind.Accepted => EventTypes.LeadAccepted,
        LeadHistoryKind.Touched => EventTypes.LeadTouched,
        LeadHistoryKind.Escalated => EventTypes.LeadEscalated,
        LeadHistoryKind.MovedOn => EventTypes.LeadMovedOn,
        LeadHistoryKind.Returned => EventTypes.LeadReturned,
        LeadHistoryKind.Recycled => EventTypes.LeadRecycled,
        LeadHistoryKind.Lapsed => EventTypes.LeadLapsed,
        LeadHistoryKind.Disqualified => EventTypes.LeadDisqualified,
        LeadHistoryKind.Reactivated => EventTypes.LeadReactivated,
        LeadHistoryKind.Won => EventTypes.LeadWon,
        LeadHistoryKind.Lost => EventTypes.LeadLost,
        LeadHistoryKind.Corrected => EventTypes.LeadCorrected,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No type of event tells of it."),
    };

    private static HandOff? HandOffOf(LeadHistoryEntry entry, params HandOff?[] known) =>
        known.FirstOrDefault(handOff => handOff is not null && handOff.Id == entry.HandOffId);

    private static string Data(Lead lead, LeadHistoryEntry entry, string status, HandOff? handOff)
    {
        var text = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("leadId", lead.Id.Value);
            json.WriteNumber("version", entry.Sequence);
            json.WriteString("status", status);
            if (lead.PersonaKey is not null) json.WriteString("personaKey", lead.PersonaKey);
            json.WriteString("by", Word(entry.By.Kind));
            WriteHandOff(json, entry, handOff);
            json.WriteStartArray("changed");
            foreach (var change in entry.Changes) json.WriteStringValue(change.Field);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static void WriteHandOff(Utf8JsonWriter json, LeadHistoryEntry entry, HandOff? handOff)
    {
        if (entry.HandOffId is not { } id) return;
        json.WriteStartObject("handOff");
        json.WriteString("id", id.Value);
        if (handOff is not null)
        {
            json.WriteString("repKey", handOff.RepKey);
            json.WriteString("state", Word(handOff.State));
            json.WriteString("offeredAt", Iso(handOff.OfferedAt));
            json.WriteString("respondBy", Iso(handOff.RespondBy));
            if (handOff.TouchBy is { } touchBy) json.WriteString("touchBy", Iso(touchBy));
            json.WriteBoolean("offDefinition", handOff.OffDefinition);
            if (handOff.ReturnReason is { } reason) json.WriteString("returnReason", reason);
        }

        json.WriteEndObject();
    }

    private static string Iso(Instant at) => InstantPattern.ExtendedIso.Format(at);

    // As the API writes them.
    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
