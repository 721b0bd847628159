using Alignment.Core.Leads.HandOffs;
using Alignment.GraphQL;
using NodaTime;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>A salesperson, with the hours in which a clock runs for them.</summary>
[ObjectType<SalesRep>]
public static partial class SalesRepNode
{
    [NodeResolver]
    public static Task<SalesRep?> GetSalesRepAsync(string id, SalesRepByKeyDataLoader reps, CancellationToken cancellationToken) =>
        reps.LoadAsync(id, cancellationToken);

    [ID]
    public static string GetId([Parent] SalesRep rep) => rep.Key;

    /// <summary>The time zone of the working hours, by its IANA name.</summary>
    public static string GetTimeZone([Parent] SalesRep rep) => rep.TimeZone.Id;

    /// <summary>When the rep is away, in order.</summary>
    public static IReadOnlyList<Absence> GetAbsences([Parent] SalesRep rep) =>
        [.. rep.Absences.Select(absence => new Absence(absence.Start, absence.End))];

    /// <summary>How many hand-offs the rep has that are neither returned, lapsed nor closed.</summary>
    public static Task<int> GetOpenHandOffsAsync([Parent] SalesRep rep, OpenHandOffsDataLoader counts, CancellationToken cancellationToken) =>
        counts.LoadAsync(rep.Key, cancellationToken);
}

/// <summary>Days on which a rep is away, in the rep's time zone.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, inclusive.</param>
public sealed record Absence(LocalDate From, LocalDate To);

/// <summary>A day of the week.</summary>
public enum Weekday
{
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// <summary>Working hours that start on one day of the week.</summary>
[ObjectType<WorkingHours>]
public static partial class WorkingHoursNode
{
    /// <summary>The day on which they start.</summary>
    public static Weekday GetDay([Parent] WorkingHours hours) => (Weekday)((int)hours.Day - 1);
}
