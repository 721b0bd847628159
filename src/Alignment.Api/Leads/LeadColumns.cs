using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Data.Values;
using Alignment.Api.Leads.Standings;
using Alignment.Core.Journeys;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Personas;
using NodaTime;
using Npgsql;

namespace Alignment.Api.Leads;

/// <summary>
/// What is read of leads by statements written by hand: of the lead's row, its standing and its persona what the client selected.
/// </summary>
/// <param name="parts">What is wanted.</param>
/// <param name="known">Personas and journeys that need not be read again.</param>
internal sealed class LeadColumns(LeadParts parts, KnownVersions known)
{
    private static readonly string[] Selects = All(SelectOf);
    private static readonly int[] Counts = All(wanted => SelectOf(wanted).Split(',').Length);
    private static readonly string[] Others = All(OthersOf);
    private static readonly string[] Ones = All(wanted => StatementOf(wanted, "= $1"));
    private static readonly string[] Manies = All(wanted => StatementOf(wanted, "= ANY ($1)"));

    /// <summary>What is wanted.</summary>
    public LeadParts Parts => parts;

    /// <summary>The columns, of <c>leads l</c> and what is joined to it.</summary>
    public string Select => Selects[(int)parts];

    /// <summary>The statement that reads the lead whose id is its parameter.</summary>
    public string OfOne => Ones[(int)parts];

    /// <summary>The statement that reads the leads whose ids are its parameter.</summary>
    public string OfMany => Manies[(int)parts];

    /// <summary>Joins to <c>leads l</c>, for a statement that has the standing as <c>s</c> already.</summary>
    public string JoinsBesideStanding => Others[(int)parts];

    /// <summary>Reads the row of a lead.</summary>
    public LeadView Read(NpgsqlDataReader row) => Read(row, isListed: false);

    /// <summary>Reads the row of a lead of a queue: the total that it is sorted by comes after the lead's columns.</summary>
    public LeadView ReadListed(NpgsqlDataReader row) => Read(row, isListed: true);

    private LeadView Read(NpgsqlDataReader row, bool isListed)
    {
        var at = 2; // columns are read in their order: going back costs a walk from the first
        var (id, personaKey) = (new LeadId(row.GetGuid(0)), Text(row, 1));
        return new LeadView
        {
            Id = id,
            PersonaKey = personaKey,
            Record = Has(LeadParts.Record) ? Record(row, (at += 7) - 7) : null,
            Contact = Has(LeadParts.Contact) ? new LeadContact(Text(row, at++), Text(row, at++), Text(row, at++)) : null,
            Attributes = Has(LeadParts.Attributes) ? JsonSerializer.Deserialize<AttributeSet>(row.GetString(at++), StoredJson.Options) : null,
            Outcome = Has(LeadParts.Outcome) ? Outcome(row, (at += 6) - 6) : null,
            Persona = Has(LeadParts.Persona) && personaKey is not null ? Persona(row, at++, personaKey) : Skip(ref at),
            Standing = Has(LeadParts.Standing) ? new(row.IsDBNull(at) ? null : Standing(row, at, personaKey)) : default,
            Listed = isListed ? ("", row.GetDouble(Counts[(int)parts])) : default,
        };
    }

    // Of a lead without a persona there is nothing to read.
    private ReadAlong<Persona> Skip(ref int at)
    {
        if (Has(LeadParts.Persona)) at++;
        return default;
    }

    private ReadAlong<Persona> Persona(NpgsqlDataReader row, int at, string key) =>
        row.IsDBNull(at) ? new(null)
        : known.TryGet(key, row.GetInt32(at), out Persona? persona) ? new(persona)
        : default;

    private static LeadRecord Record(NpgsqlDataReader row, int at) => new(
        row.GetInt32(at),
        row.GetString(at + 1),
        row.GetString(at + 2),
        Time(row, at + 3),
        Enum.Parse<LeadStatus>(row.GetString(at + 4)),
        row.GetInt64(at + 5),
        row.IsDBNull(at + 6) ? null : new HandOffId(row.GetGuid(at + 6)));

    private StandingView Standing(NpgsqlDataReader row, int at, string? persona) => new(
        Time(row, at),
        row.IsDBNull(at + 1) ? null : Enum.Parse<Decision>(row.GetString(at + 1)),
        row.GetDouble(at + 2),
        row.GetDouble(at + 3),
        row.GetDouble(at + 4),
        row.IsDBNull(at + 5) ? null : Time(row, at + 5),
        row.GetString(at + 6),
        persona)
    {
        Journey = JourneyOf(row, at + 7),
    };

    // The persona's own, else the one keyed "default", stored or as it ships; null where it is not known.
    private Journey? JourneyOf(NpgsqlDataReader row, int at)
    {
        var isOwn = !row.IsDBNull(at);
        return row.IsDBNull(at + 1) ? isOwn ? null : Journey.Default
            : known.TryGet(row.GetString(at + 1), row.GetInt32(at + 2), out Journey? journey) ? journey
            : null;
    }

    private static LeadOutcome? Outcome(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : new LeadOutcome(
        Enum.Parse<OutcomeKind>(row.GetString(at)),
        row.IsDBNull(at + 1) ? null : Time(row, at + 1),
        row.IsDBNull(at + 2) ? null : row.GetDecimal(at + 2),
        Text(row, at + 3),
        Text(row, at + 4),
        Text(row, at + 5));

    private static T[] All<T>(Func<LeadParts, T> of) => [.. Enumerable.Range(0, 2 * (int)LeadParts.Record).Select(wanted => of((LeadParts)wanted))];

    private bool Has(LeadParts part) => (parts & part) != 0;

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static Instant Time(NpgsqlDataReader row, int at) => Instant.FromDateTimeUtc(row.GetDateTime(at));

    private static string SelectOf(LeadParts parts) =>
        "l.id, l.persona_key"
        + (parts.HasFlag(LeadParts.Record) ? ", l.version, l.source, l.external_id, l.created_at, l.status, l.last_engagement_position, l.current_hand_off_id" : "")
        + (parts.HasFlag(LeadParts.Contact) ? ", l.contact_name, l.contact_email, l.contact_company" : "")
        + (parts.HasFlag(LeadParts.Attributes) ? ", l.attributes" : "")
        + (parts.HasFlag(LeadParts.Outcome) ? ", l.outcome, l.outcome_at, l.outcome_amount, l.outcome_currency, l.outcome_rep_key, l.outcome_reason" : "")
        + (parts.HasFlag(LeadParts.Persona) ? ", p.version" : "")
        + (parts.HasFlag(LeadParts.Standing) ? ", s.assessed_at, s.decision, s.total, s.fit, s.interest, s.next_change_at, s.stage_key, p.journey_key, j.key, j.version" : "");

    private static string OthersOf(LeadParts parts) =>
        ((parts & (LeadParts.Standing | LeadParts.Persona)) != 0 ? " LEFT JOIN personas p ON p.key = l.persona_key" : "")
        + (parts.HasFlag(LeadParts.Standing) ? " LEFT JOIN journeys j ON j.key = COALESCE(p.journey_key, 'default')" : "");

    private static string StatementOf(LeadParts parts, string ids) =>
        $"SELECT {Selects[(int)parts]} FROM leads l{(parts.HasFlag(LeadParts.Standing) ? " LEFT JOIN lead_standings s ON s.lead_id = l.id" : "")}{Others[(int)parts]} WHERE l.id {ids}";
}
