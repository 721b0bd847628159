using NodaTime;

namespace Alignment.Core.Leads.HandOffs;

/// <summary>The date on which a lead that was taken back is worth another try.</summary>
public sealed record TryAgain
{
    private TryAgain(LocalDate on, Instant from) => (On, From) = (on, from);

    /// <summary>The date.</summary>
    public LocalDate On { get; }

    /// <summary>The instant at which that date starts where it was said.</summary>
    public Instant From { get; }

    /// <summary>A date, where it was said.</summary>
    /// <param name="date">The date.</param>
    /// <param name="zone">The time zone of whoever named it: the rep's, or else the team's.</param>
    public static TryAgain OnDate(LocalDate date, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new(date, date.AtStartOfDayInZone(zone).ToInstant());
    }
}
