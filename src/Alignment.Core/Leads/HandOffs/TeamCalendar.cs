using NodaTime;

namespace Alignment.Core.Leads.HandOffs;

/// <summary>The team's working hours and holidays, for reps who have none of their own.</summary>
/// <param name="Hours">The weekly hours.</param>
/// <param name="Holidays">Days on which the team does not work.</param>
public sealed record TeamCalendar(IReadOnlyList<WorkingHours> Hours, IReadOnlyList<LocalDate> Holidays)
{
    /// <summary>Monday to Friday, nine to five, no holidays.</summary>
    public static TeamCalendar Default { get; } = new(WorkingCalendar.OfficeHours, []);
}
