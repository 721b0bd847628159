namespace Alignment.Core.Leads.HandOffs;

/// <summary>What a list of reasons is for.</summary>
public enum ReasonListKind
{
    /// <summary>A rep gives a lead back.</summary>
    Return,

    /// <summary>A lead goes back to nurturing after it was accepted or worked.</summary>
    Recycle,

    /// <summary>A lead is taken out.</summary>
    Disqualification,
}

/// <summary>The reasons that can be given, a list the team owns.</summary>
public sealed partial class ReasonList
{
    private readonly List<Reason> reasons = [];

    private ReasonList()
    {
    }

    /// <summary>What the list is for.</summary>
    public ReasonListKind Kind { get; private set; }

    /// <summary>The reasons in the team's order, retired ones included.</summary>
    public IReadOnlyList<Reason> Reasons => reasons;

    /// <summary>Defines a list, or refuses with every fault.</summary>
    /// <param name="kind">What it is for.</param>
    /// <param name="reasons">The reasons; at least one is active.</param>
    public static Result<ReasonList> Define(ReasonListKind kind, IEnumerable<Reason> reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        var given = reasons.Select(reason => reason with { Key = reason.Key.Trim(), Label = reason.Label.Trim() }).ToList();
        if (Faults(given) is { Count: > 0 } faults)
            return faults;
        var list = new ReasonList { Kind = kind };
        list.reasons.AddRange(given);
        return list;
    }

    /// <summary>Writes the list anew. A reason left out is retired, not forgotten: it stays readable where it was given.</summary>
    /// <param name="reasons">The reasons; at least one is active.</param>
    /// <returns>Whether anything changed, or every fault.</returns>
    public Result<bool> Redefine(IEnumerable<Reason> reasons) => Define(Kind, reasons).Then(anew =>
    {
        var left = this.reasons.Where(old => !anew.reasons.Exists(reason => Folded(reason.Key) == Folded(old.Key))).Select(old => old with { Active = false });
        var all = anew.Reasons.Concat(left).ToList();
        if (all.SequenceEqual(this.reasons))
            return false;
        this.reasons.Clear();
        this.reasons.AddRange(all);
        return true;
    });

    /// <summary>Looks up a reason as somebody gave it: its key or its label, in any case and punctuation, and after a colon, if they
    /// like, a word in their own words: "Other: moved abroad".</summary>
    /// <param name="given">What was given.</param>
    public ReasonChoice Choose(string? given)
    {
        var text = given?.Trim() ?? "";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (reason, note) = (Find(text), (string?)null);
        if (reason is null && colon > 0)
            (reason, note) = (Find(text[..colon]), text[(colon + 1)..].Trim());
        if (reason is { Active: true } && (note?.Length ?? 0) <= 1000)
            return new(reason.Key, string.IsNullOrEmpty(note) ? null : note, null);
        var offered = string.Join("; ", reasons.Where(known => known.Active).Select(known => known.Key));
        var what = reason switch
        {
            { Active: true } => "A note has at most 1,000 characters",
            { } retired => $"\"{retired.Key}\" is no longer given as a reason",
            null => $"\"{(text.Length <= 100 ? text : text[..100])}\" is not on the list of reasons",
        };
        return new(null, null, new(RefusalCode.Validation, $"{what}. Reasons: {offered}.", "reason"));
    }

    /// <summary>The reason of that name, retired or not; null if the list never had it.</summary>
    /// <param name="keyOrLabel">In any case and punctuation.</param>
    public Reason? Find(string keyOrLabel)
    {
        ArgumentNullException.ThrowIfNull(keyOrLabel);
        var folded = Folded(keyOrLabel);
        return folded.Length == 0
            ? null
            : reasons.Find(reason => Folded(reason.Key) == folded) ?? reasons.Find(reason => Folded(reason.Label) == folded);
    }

    internal static ReasonList Restore(ReasonListKind kind, IEnumerable<Reason> reasons)
    {
        var list = new ReasonList { Kind = kind };
        list.reasons.AddRange(reasons);
        return list;
    }

    private static string Folded(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static List<Refusal> Faults(List<Reason> given)
    {
        var faults = new List<Refusal>();
        var seen = new HashSet<string>();
        for (var index = 0; index < given.Count; index++)
        {
            var (key, label, _) = given[index];
            var at = index.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (Folded(key).Length == 0 || key.Length > 100 || key.Contains(':', StringComparison.Ordinal))
                faults.Add(new(RefusalCode.Validation, "A reason's key has 1 to 100 characters, a letter or digit among them, no colon.", "reasons", at, "key"));
            else if (!seen.Add(Folded(key)))
                faults.Add(new(RefusalCode.Validation, $"The reason \"{key}\" is on the list already.", "reasons", at, "key"));
            if (label.Length is 0 or > 200)
                faults.Add(new(RefusalCode.Validation, "A reason's label has 1 to 200 characters.", "reasons", at, "label"));
        }

        if (!given.Exists(reason => reason.Active))
            faults.Add(new(RefusalCode.Validation, "A list has at least one reason that can be given.", "reasons"));
        return faults;
    }
}
