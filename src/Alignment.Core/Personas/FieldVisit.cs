using NodaTime;

namespace Alignment.Core.Personas;

/// <summary>Where marketing went to see selling happen.</summary>
public enum FieldVisitKind
{
    /// <summary>A day beside a rep.</summary>
    RideAlong,

    /// <summary>A meeting of the sales team.</summary>
    SalesMeeting,

    /// <summary>Listening to a rep's calls.</summary>
    CallListening,

    /// <summary>A customer's or prospect's meeting with a rep.</summary>
    CustomerMeeting,

    /// <summary>Something else, which the notes say.</summary>
    Other,
}

/// <summary>What was seen or heard on a field visit.</summary>
public sealed class FieldNote
{
    private FieldNote()
    {
    }

    /// <summary>The note's identity.</summary>
    public FieldNoteId Id { get; private set; }

    /// <summary>Its place among the visit's notes, in the order written, from 1.</summary>
    public int Position { get; private set; }

    /// <summary>What was seen or heard, 1 to 10,000 characters.</summary>
    public string Words { get; private set; } = "";

    internal static FieldNote Write(int position, string words, Instant now) => new() { Id = FieldNoteId.New(now), Position = position, Words = words };
}

/// <summary>A visit to where the selling happens. Its notes are evidence: observed rather than candid, since sales was there.</summary>
public sealed class FieldVisit
{
    private const int Most = 1_000;

    private readonly List<Attendee> present = [];
    private readonly List<FieldNote> notes = [];

    private FieldVisit()
    {
    }

    /// <summary>The visit's identity.</summary>
    public FieldVisitId Id { get; private set; }

    /// <summary>When it began.</summary>
    public Instant At { get; private set; }

    /// <summary>What was visited.</summary>
    public FieldVisitKind Kind { get; private set; }

    /// <summary>Who went; not from sales.</summary>
    public Attendee Visitor { get; private set; } = null!;

    /// <summary>Who else was there; at least one person.</summary>
    public IReadOnlyList<Attendee> Present => present;

    /// <summary>What was seen or heard, in the order written.</summary>
    public IReadOnlyList<FieldNote> Notes => [.. notes.OrderBy(note => note.Position)];

    /// <summary>When it was entered.</summary>
    public Instant EnteredAt { get; private set; }

    /// <summary>Enters a visit.</summary>
    /// <param name="kind">What was visited.</param>
    /// <param name="visitor">Who went: anybody but sales, who is there anyway.</param>
    /// <param name="present">Who else was there; at least one person.</param>
    /// <param name="at">When it began.</param>
    /// <param name="words">What was seen or heard, a note each; at least one.</param>
    /// <param name="now">The present instant.</param>
    public static Result<FieldVisit> Enter(
        FieldVisitKind kind, Attendee visitor, IReadOnlyList<Attendee> present, Instant at, IReadOnlyList<string> words, Instant now)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(words);
        var refusals = new List<Refusal>();
        Wording.Require(visitor.Name, Wording.LongestName, "The visitor's name", refusals, "visitor", "name");
        if (visitor.Function == AttendeeFunction.Sales)
            refusals.Add(new Refusal(RefusalCode.Validation, "A field visit is made by somebody who is not from sales.", "visitor", "function"));
        if (present.Count is 0 or > Most)
            refusals.Add(new Refusal(RefusalCode.Validation, $"A field visit says who was there: 1 to {Most} people.", "present"));
        for (var index = 0; index < present.Count; index++)
            Wording.Require(present[index].Name, Wording.LongestName, "An attendee's name", refusals, "present", $"{index}", "name");
        if (words.Count is 0 or > Most)
            refusals.Add(new Refusal(RefusalCode.Validation, $"A field visit has 1 to {Most} notes.", "notes"));
        var visit = new FieldVisit { Id = FieldVisitId.New(now), At = at, Kind = kind, Visitor = visitor, EnteredAt = now };
        visit.present.AddRange(present);
        for (var index = 0; index < words.Count; index++)
            visit.notes.Add(FieldNote.Write(index + 1, Wording.Require(words[index], Wording.LongestText, "A note", refusals, "notes", $"{index}"), now));
        return refusals.Count > 0 ? refusals : visit;
    }
}
