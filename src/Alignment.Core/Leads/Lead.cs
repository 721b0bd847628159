using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Core.Leads;

/// <summary>
/// A buyer whom marketing and sales both look at: who they are, where they stand between the two, and who has them. Every
/// change adds one entry to its history and one to its version.
/// </summary>
public sealed partial class Lead
{
    private readonly List<LeadOutcome> priorOutcomes = [];

    private Lead()
    {
    }

    /// <summary>Identifies the lead.</summary>
    public LeadId Id { get; private set; }

    /// <summary>Where it came from; 1 to 100 characters, compared exactly.</summary>
    public string Source { get; private set; } = null!;

    /// <summary>What that source calls it; 1 to 200 characters, unique in the source, compared exactly.</summary>
    public string ExternalId { get; private set; } = null!;

    /// <summary>The person. Personal data.</summary>
    public LeadContact Contact { get; private set; } = LeadContact.Unknown;

    /// <summary>The key of the buyer persona; null if none is known.</summary>
    public string? PersonaKey { get; private set; }

    /// <summary>What else is known of it.</summary>
    public AttributeSet Attributes { get; private set; } = AttributeSet.Empty;

    /// <summary>When it came to be, by its source.</summary>
    public Instant CreatedAt { get; private set; }

    /// <summary>When it was recorded here.</summary>
    public Instant CapturedAt { get; private set; }

    /// <summary>When it last changed; engagements are not changes of a lead.</summary>
    public Instant ChangedAt { get; private set; }

    /// <summary>Where it stands.</summary>
    public LeadStatus Status { get; private set; }

    /// <summary>1 when captured, one more with every change; for finding out that somebody else changed it meanwhile.</summary>
    public int Version { get; private set; }

    /// <summary>What became of it; null while it is open.</summary>
    public LeadOutcome? Outcome { get; private set; }

    /// <summary>Earlier outcomes of a lead that came again, earliest first.</summary>
    public IReadOnlyList<LeadOutcome> PriorOutcomes => priorOutcomes;

    /// <summary>Whether its outcome lies before its own beginning, as some sources have it: kept as it came, and worth a look.</summary>
    public bool OutcomeBeforeFirstContact => Outcome?.At < CreatedAt;

    /// <summary>The position of the last entry of its log; 0 while there is none.</summary>
    public long LastEngagementPosition { get; private set; }

    /// <summary>Identifies <see cref="HandOff"/>.</summary>
    public HandOffId? CurrentHandOffId { get; private set; }

    /// <summary>The hand-off in force; null while no rep has it.</summary>
    public HandOff? HandOff { get; private set; }

    /// <summary>The date on which a lead that was taken back is worth another try.</summary>
    public LocalDate? TryAgainOn { get; private set; }

    /// <summary>The instant at which <see cref="TryAgainOn"/> begins: until then, the lead stays nurturing whatever its score.</summary>
    public Instant? RestsUntil { get; private set; }

    /// <summary>Where its log ended when somebody took it back without a date: it stays nurturing until something new is recorded.</summary>
    public long? RestsAtPosition { get; private set; }

    /// <summary>Records a lead, or refuses with every fault.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="externalId">What that source calls it.</param>
    /// <param name="contact">The person.</param>
    /// <param name="personaKey">The persona, if known.</param>
    /// <param name="attributes">What else is known.</param>
    /// <param name="createdAt">When it came to be; null: now.</param>
    /// <param name="by">Who or what recorded it.</param>
    /// <param name="now">The instant of recording.</param>
    public static Result<Lead> Capture(
        LeadId id,
        string source,
        string externalId,
        LeadContact contact,
        string? personaKey,
        AttributeSet attributes,
        Instant? createdAt,
        Actor by,
        Instant now)
    {
        ArgumentNullException.ThrowIfNull(contact);
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentNullException.ThrowIfNull(by);
        now = now.ToMicroseconds();
        var lead = new Lead
        {
            Id = id,
            Source = source?.Trim() ?? "",
            ExternalId = externalId?.Trim() ?? "",
            Contact = contact,
            PersonaKey = Known(personaKey),
            Attributes = attributes,
            CreatedAt = createdAt?.ToMicroseconds() ?? now,
            CapturedAt = now,
            ChangedAt = now,
        };
        var faults = new List<Refusal>();
        if (lead.Source.Length is 0 or > 100)
            faults.Add(new(RefusalCode.Validation, "A source has 1 to 100 characters.", "source"));
        if (lead.ExternalId.Length is 0 or > 200)
            faults.Add(new(RefusalCode.Validation, "An external id has 1 to 200 characters.", "externalId"));
        faults.AddRange(lead.Faults());
        if (faults.Count > 0)
            return faults;
        lead.Append(LeadHistoryKind.Captured, lead.Snapshot(), by, $"from {lead.Source}", null, now);
        return lead;
    }

    /// <summary>Takes in what a source says anew, or refuses with every fault.</summary>
    /// <param name="update">What it says.</param>
    /// <param name="by">Who or what said so.</param>
    /// <param name="now">The instant of recording.</param>
    /// <returns>Whether anything changed.</returns>
    public Result<bool> Update(LeadUpdate update, Actor by, Instant now)
    {
        ArgumentNullException.ThrowIfNull(update);
        ArgumentNullException.ThrowIfNull(by);
        var before = Snapshot();
        Contact = new(update.Name ?? Contact.Name, update.Email ?? Contact.Email, update.Company ?? Contact.Company);
        PersonaKey = update.PersonaKey is null ? PersonaKey : Known(update.PersonaKey);
        CreatedAt = update.CreatedAt?.ToMicroseconds() ?? CreatedAt;
        foreach (var (name, value) in update.Attributes)
        {
            if (!string.IsNullOrWhiteSpace(name))
                Attributes = Attributes.With(name, value);
        }

        var faults = Faults().ToList();
        if (update.Attributes.Any(attribute => string.IsNullOrWhiteSpace(attribute.Key)))
            faults.Add(new(RefusalCode.Validation, "An attribute has a name.", "attributes"));
        if (faults.Count > 0 || Snapshot() == before)
        {
            (Contact, PersonaKey, CreatedAt, Attributes) = (before.Contact, before.PersonaKey, before.CreatedAt, before.Attributes);
            return faults.Count > 0 ? faults : false;
        }

        RestsAtPosition = null;
        Append(LeadHistoryKind.Updated, before, by, null, null, now);
        return true;
    }

    /// <summary>Makes room for new entries at the end of its log.</summary>
    /// <param name="count">How many; at least one.</param>
    /// <returns>The position of the first; the others follow.</returns>
    public long ExtendLog(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var first = LastEngagementPosition + 1;
        LastEngagementPosition += count;
        return first;
    }

    private static string? Known(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private IEnumerable<Refusal> Faults()
    {
        foreach (var fault in Contact.Faults())
            yield return fault;
        if (PersonaKey?.Length > 100)
            yield return new(RefusalCode.Validation, "A persona's key has at most 100 characters.", "personaKey");
        if (Attributes.Count > MostAttributes)
            yield return new(RefusalCode.Validation, $"A lead has at most {MostAttributes} attributes.", "attributes");
        foreach (var (name, value) in Attributes)
        {
            if (name.Length > 200)
                yield return new(RefusalCode.Validation, "An attribute's name has at most 200 characters.", "attributes", name[..200]);
            if (value.Kind == AttributeKind.Text && value.AsText().Length > LongestText)
                yield return new(RefusalCode.Validation, $"An attribute's text has at most {LongestText} characters.", "attributes", name);
        }
    }

    private const int MostAttributes = 1000;
    private const int LongestText = 10_000;
}
