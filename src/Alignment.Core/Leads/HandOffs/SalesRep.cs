using NodaTime;

namespace Alignment.Core.Leads.HandOffs;

/// <summary>A salesperson: whom leads are offered to, and by whose clock.</summary>
public sealed class SalesRep
{
    private SalesRep()
    {
    }

    /// <summary>The name other systems know the rep by; 1 to 100 characters, trimmed, compared exactly.</summary>
    public string Key { get; private set; } = null!;

    /// <summary>What people call them; 1 to 200 characters.</summary>
    public string Name { get; private set; } = null!;

    /// <summary>Where the rep works, from the IANA time zone database.</summary>
    public DateTimeZone TimeZone { get; private set; } = null!;

    /// <summary>The rep's own weekly hours; null: those of the team.</summary>
    public IReadOnlyList<WorkingHours>? WorkingHours { get; private set; }

    /// <summary>The rep's own holidays; null: those of the team.</summary>
    public IReadOnlyList<LocalDate>? Holidays { get; private set; }

    /// <summary>How early the rep takes up new practices; null if nobody said.</summary>
    public AdopterCategory? Adopter { get; private set; }

    /// <summary>When the rep is away, in order, first and last day inclusive, in the rep's time zone.</summary>
    public IReadOnlyList<DateInterval> Absences { get; private set; } = [];

    /// <summary>The first day on which the rep no longer works here; null while they do.</summary>
    public LocalDate? LeftOn { get; private set; }

    /// <summary>Defines a rep, or refuses with every fault.</summary>
    /// <param name="key">1 to 100 characters.</param>
    /// <param name="name">1 to 200 characters.</param>
    /// <param name="timeZone">An id of the IANA time zone database, such as "Europe/Lisbon".</param>
    /// <param name="workingHours">The rep's own weekly hours; null: those of the team.</param>
    /// <param name="holidays">The rep's own holidays; null: those of the team.</param>
    /// <param name="adopter">How early the rep takes up new practices.</param>
    /// <param name="absences">When the rep is away, first and last day inclusive.</param>
    /// <param name="leftOn">The first day on which the rep no longer works here.</param>
    public static Result<SalesRep> Define(
        string key,
        string name,
        string timeZone,
        IEnumerable<WorkingHours>? workingHours = null,
        IEnumerable<LocalDate>? holidays = null,
        AdopterCategory? adopter = null,
        IEnumerable<DateInterval>? absences = null,
        LocalDate? leftOn = null)
    {
        var rep = new SalesRep();
        return rep.Set(key, name, timeZone, workingHours, holidays, adopter, absences, leftOn) is { Count: > 0 } faults ? faults : rep;
    }

    /// <summary>Defines the same rep anew; clocks that run already keep the deadlines they were given.</summary>
    /// <inheritdoc cref="Define"/>
    /// <returns>Whether anything changed, or every fault.</returns>
    public Result<bool> Redefine(
        string name,
        string timeZone,
        IEnumerable<WorkingHours>? workingHours = null,
        IEnumerable<LocalDate>? holidays = null,
        AdopterCategory? adopter = null,
        IEnumerable<DateInterval>? absences = null,
        LocalDate? leftOn = null)
    {
        var anew = new SalesRep();
        if (anew.Set(Key, name, timeZone, workingHours, holidays, adopter, absences, leftOn) is { Count: > 0 } faults)
            return faults;
        if (SameAs(anew))
            return false;
        (Name, TimeZone, WorkingHours, Holidays, Adopter, Absences, LeftOn) =
            (anew.Name, anew.TimeZone, anew.WorkingHours, anew.Holidays, anew.Adopter, anew.Absences, anew.LeftOn);
        return true;
    }

    /// <summary>The rep's calendar: what is their own, and the team's for the rest.</summary>
    /// <param name="team">The team's hours and holidays.</param>
    public WorkingCalendar CalendarWith(TeamCalendar team)
    {
        ArgumentNullException.ThrowIfNull(team);
        return WorkingCalendar.Define(TimeZone, WorkingHours ?? team.Hours, Holidays ?? team.Holidays).Value;
    }

    /// <summary>Whether the rep is away at an instant, by the date where they are.</summary>
    /// <param name="at">The instant.</param>
    public bool IsAway(Instant at)
    {
        var today = at.InZone(TimeZone).Date;
        return Absences.Any(absence => absence.Contains(today));
    }

    /// <summary>Whether the rep has left by an instant, by the date where they are.</summary>
    /// <param name="at">The instant.</param>
    public bool HasLeft(Instant at) => LeftOn is { } day && day <= at.InZone(TimeZone).Date;

    private bool SameAs(SalesRep other) =>
        Name == other.Name && TimeZone.Equals(other.TimeZone) && Adopter == other.Adopter && LeftOn == other.LeftOn
        && Same(WorkingHours, other.WorkingHours) && Same(Holidays, other.Holidays) && Same(Absences, other.Absences);

    private static bool Same<T>(IReadOnlyList<T>? a, IReadOnlyList<T>? b) =>
        a is null || b is null ? a is null && b is null : a.SequenceEqual(b);

    private List<Refusal> Set(
        string key,
        string name,
        string timeZone,
        IEnumerable<WorkingHours>? workingHours,
        IEnumerable<LocalDate>? holidays,
        AdopterCategory? adopter,
        IEnumerable<DateInterval>? absences,
        LocalDate? leftOn)
    {
        var faults = new List<Refusal>();
        Key = key?.Trim() ?? "";
        Name = name?.Trim() ?? "";
        if (Key.Length is 0 or > 100)
            faults.Add(new(RefusalCode.Validation, "A rep's key has 1 to 100 characters.", "key"));
        if (Name.Length is 0 or > 200)
            faults.Add(new(RefusalCode.Validation, "A rep's name has 1 to 200 characters.", "name"));
        var zone = timeZone is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone.Trim());
        if (zone is null)
            faults.Add(new(RefusalCode.Validation, $"\"{timeZone}\" is no time zone; one is written as in \"Europe/Lisbon\".", "timeZone"));
        TimeZone = zone ?? DateTimeZone.Utc;
        if (workingHours is null)
            WorkingHours = null;
        else if (WorkingCalendar.Define(TimeZone, workingHours).TryGetValue(out var calendar, out var refusals))
            WorkingHours = calendar.Hours;
        else
            faults.AddRange(refusals);
        Holidays = holidays?.Distinct().Order().ToArray();
        Adopter = adopter;
        Absences = [.. (absences ?? []).Distinct().OrderBy(absence => absence.Start).ThenBy(absence => absence.End)];
        LeftOn = leftOn;
        return faults;
    }
}
