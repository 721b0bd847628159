using NodaTime;

namespace Alignment.Core.Leads.Definitions;

/// <summary>
/// One version of the agreement between marketing and sales on what a lead is. It is drafted, signed by one function
/// (proposed) and by the other (agreed, and in force until a newer version is agreed). What was signed never changes.
/// </summary>
public sealed class LeadDefinitionVersion
{
    private const int LongestName = 200;
    private const int LongestComment = 2000;
    private const int LongestKey = 100;
    private readonly List<Signature> signatures = [];
    private readonly List<DefinitionComment> comments = [];

    private LeadDefinitionVersion() => (Key, Definition) = (null!, null!);

    /// <summary>What identifies this version.</summary>
    public LeadDefinitionVersionId Id { get; private set; }

    /// <summary>What the versions of one agreement have in common: 1 to 100 characters.</summary>
    public string Key { get; private set; }

    /// <summary>From 1, one more for each version of the key.</summary>
    public int Version { get; private set; }

    /// <summary>How far it has come.</summary>
    public LeadDefinitionState State { get; private set; }

    /// <summary>What it says. Changes only while nobody has signed.</summary>
    public LeadDefinition Definition { get; private set; }

    /// <summary>When its present content was drafted.</summary>
    public Instant DraftedAt { get; private set; }

    /// <summary>When the second function signed; null before.</summary>
    public Instant? AgreedAt { get; private set; }

    /// <summary>When a newer version took its place; null before.</summary>
    public Instant? SupersededAt { get; private set; }

    /// <summary>When it was given up; null if it was not.</summary>
    public Instant? WithdrawnAt { get; private set; }

    /// <summary>Who signed, in the order of signing; one a function at most.</summary>
    public IReadOnlyList<Signature> Signatures => signatures;

    /// <summary>What was said of it, oldest first.</summary>
    public IReadOnlyList<DefinitionComment> Comments => comments;

    /// <summary>Whether leads are judged by it now.</summary>
    public bool IsInForce => State == LeadDefinitionState.Agreed;

    /// <summary>Whether it may still come into force, or be withdrawn.</summary>
    public bool IsOpen => State is LeadDefinitionState.Draft or LeadDefinitionState.Proposed;

    /// <summary>Drafts a definition under a key: replaces the content of an unsigned draft, else makes the next version.</summary>
    /// <param name="key">1 to 100 characters; trimmed.</param>
    /// <param name="definition">What it is to say.</param>
    /// <param name="latest">The version of this key with the highest number; null if there is none.</param>
    /// <param name="now">The instant of drafting.</param>
    /// <returns><paramref name="latest"/> with new content, or a new version; a refusal if the key is unusable.</returns>
    /// <exception cref="ArgumentException"><paramref name="latest"/> has another key.</exception>
    public static Result<LeadDefinitionVersion> Draft(string key, LeadDefinition definition, LeadDefinitionVersion? latest, Instant now)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (string.IsNullOrWhiteSpace(key) || key.Trim().Length > LongestKey)
            return new Refusal(RefusalCode.Validation, $"A key has 1 to {LongestKey} characters.", "key");
        if (latest is not null && latest.Key != key.Trim())
            throw new ArgumentException($"The latest version of \"{latest.Key}\" says nothing about \"{key}\".", nameof(latest));
        if (latest?.State == LeadDefinitionState.Draft) return latest.Redraft(definition, now);
        return new LeadDefinitionVersion
        {
            Id = LeadDefinitionVersionId.New(now),
            Key = key.Trim(),
            Version = (latest?.Version ?? 0) + 1,
            Definition = definition,
            DraftedAt = now,
        };
    }

    /// <summary>Replaces the content while nobody has signed.</summary>
    /// <param name="definition">What it is to say.</param>
    /// <param name="now">The instant of drafting.</param>
    /// <returns>This version, or why it may not change.</returns>
    public Result<LeadDefinitionVersion> Redraft(LeadDefinition definition, Instant now)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (State != LeadDefinitionState.Draft)
            return WrongState($"Version {Version} of \"{Key}\" is {Described}: what was signed does not change. Draft the next version.");
        (Definition, DraftedAt) = (definition, now);
        return this;
    }

    /// <summary>
    /// Signs for a function. The first signature proposes the version; the second puts it in force and supersedes the one
    /// in force until then. Signing again what one has signed changes nothing.
    /// </summary>
    /// <param name="function">For which function.</param>
    /// <param name="by">Who signs; names are compared trimmed, ignoring case.</param>
    /// <param name="inForce">The version of the same key that is in force; null if there is none.</param>
    /// <param name="now">The instant of signing.</param>
    /// <returns>This version, or every reason why it cannot be signed so.</returns>
    /// <exception cref="ArgumentException"><paramref name="inForce"/> has another key, or is not in force.</exception>
    public Result<LeadDefinitionVersion> Sign(Function function, string by, LeadDefinitionVersion? inForce, Instant now)
    {
        if (inForce is not null && !ReferenceEquals(inForce, this) && (inForce.Key != Key || !inForce.IsInForce))
            throw new ArgumentException("Not the version in force under this key.", nameof(inForce));
        if (FaultOfName(by) is { } fault) return fault;
        var name = by.Trim();
        if (signatures.Any(s => s.Function == function && SamePerson(s.By, name))) return this;
        var refusals = ReasonsNotToSign(function, name, inForce);
        if (refusals.Count > 0) return refusals;
        signatures.Add(new(function, name, now));
        State = LeadDefinitionState.Proposed;
        if (signatures.Count < 2) return this;
        (State, AgreedAt) = (LeadDefinitionState.Agreed, now);
        if (inForce is not null) (inForce.State, inForce.SupersededAt) = (LeadDefinitionState.Superseded, now);
        return this;
    }

    /// <summary>Gives up a version that is not agreed. Withdrawing it again changes nothing.</summary>
    /// <param name="now">The instant of withdrawal.</param>
    /// <param name="by">Who gives it up; kept as a comment with the reason, needed if one is given.</param>
    /// <param name="because">Why, if that is said: 1 to 2,000 characters.</param>
    /// <returns>This version, or why it cannot be withdrawn.</returns>
    public Result<LeadDefinitionVersion> Withdraw(Instant now, string? by = null, string? because = null)
    {
        if (State == LeadDefinitionState.Withdrawn) return this;
        if (!IsOpen)
            return WrongState($"Version {Version} of \"{Key}\" is {Described}; only what is not agreed can be withdrawn. Agree on a newer version instead.");
        if ((by is not null || because is not null) && !Comment(null, by ?? "", because ?? "Withdrawn.", now).TryGetValue(out _, out var refusals))
            return Result.Refused<LeadDefinitionVersion>([.. refusals.Select(refusal => refusal.Path is ["text"] ? new Refusal(refusal.Code, refusal.Message, "because") : refusal)]);
        (State, WithdrawnAt) = (LeadDefinitionState.Withdrawn, now);
        return this;
    }

    /// <summary>Says something of the version, or of one of its criteria.</summary>
    /// <param name="criterionKey">The criterion; null for the whole.</param>
    /// <param name="by">Who says it.</param>
    /// <param name="text">1 to 2,000 characters.</param>
    /// <param name="now">The instant of saying it.</param>
    /// <returns>The comment, or every reason why it was not taken.</returns>
    public Result<DefinitionComment> Comment(string? criterionKey, string by, string text, Instant now)
    {
        var refusals = new List<Refusal>();
        if (FaultOfName(by) is { } fault) refusals.Add(fault);
        if (string.IsNullOrWhiteSpace(text) || text.Trim().Length > LongestComment)
            refusals.Add(new(RefusalCode.Validation, $"A comment has 1 to {LongestComment} characters.", "text"));
        if (criterionKey is not null && Definition.Criteria.All(c => c.Key != criterionKey))
            refusals.Add(new(RefusalCode.NotFound, $"Version {Version} of \"{Key}\" has no criterion of that key.", "criterionKey"));
        if (State is LeadDefinitionState.Superseded or LeadDefinitionState.Withdrawn)
            refusals.Add(WrongState($"Version {Version} of \"{Key}\" is {Described}; comment on the latest."));
        if (refusals.Count > 0) return refusals;
        var comment = new DefinitionComment(criterionKey, by.Trim(), now, text.Trim());
        comments.Add(comment);
        return comment;
    }

    internal static LeadDefinitionVersion Restore(
        LeadDefinitionVersionId id, string key, int version, LeadDefinitionState state, LeadDefinition definition, Instant draftedAt,
        Instant? agreedAt, Instant? supersededAt, Instant? withdrawnAt, IEnumerable<Signature> signatures, IEnumerable<DefinitionComment> comments)
    {
        var restored = new LeadDefinitionVersion
        {
            Id = id, Key = key, Version = version, State = state, Definition = definition, DraftedAt = draftedAt,
            AgreedAt = agreedAt, SupersededAt = supersededAt, WithdrawnAt = withdrawnAt,
        };
        restored.signatures.AddRange(signatures);
        restored.comments.AddRange(comments);
        return restored;
    }

    private string Described => State switch
    {
        LeadDefinitionState.Agreed => "agreed",
        LeadDefinitionState.Superseded => "superseded",
        LeadDefinitionState.Withdrawn => "withdrawn",
        LeadDefinitionState.Proposed => "proposed",
        _ => "a draft",
    };

    private List<Refusal> ReasonsNotToSign(Function function, string by, LeadDefinitionVersion? inForce)
    {
        var reasons = new List<Refusal>();
        if (!IsOpen)
            reasons.Add(WrongState($"Version {Version} of \"{Key}\" is {Described} and takes no more signatures."));
        else if (inForce?.Version > Version)
            reasons.Add(WrongState($"Version {inForce.Version} of \"{Key}\" is newer and in force; draft the next version."));
        if (signatures.FirstOrDefault(s => s.Function == function) is { } same)
            reasons.Add(new(RefusalCode.Conflict, $"{function} has signed already, by {same.By}."));
        if (signatures.Any(s => s.Function != function && SamePerson(s.By, by)))
            reasons.Add(new(RefusalCode.NotPermitted, "One person cannot sign for both functions; somebody else signs for this one.", "by"));
        return reasons;
    }

    private static Refusal? FaultOfName(string by) =>
        string.IsNullOrWhiteSpace(by) || by.Trim().Length > LongestName
            ? new(RefusalCode.Validation, $"Say who: a name of 1 to {LongestName} characters.", "by")
            : null;

    private static bool SamePerson(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);

    private static Refusal WrongState(string message) => new(RefusalCode.WrongState, message);
}
