using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Data.Values;

/// <summary>
/// How times are stored: timestamptz and date on PostgreSQL; elsewhere instants as ticks of 100 ns since the Unix epoch, and dates
/// as ISO 8601 text. Durations are stored in nanoseconds, zones by their id.
/// </summary>
internal static class Times
{
    public static void Store(ModelConfigurationBuilder conventions, bool natively)
    {
        if (natively)
        {
            conventions.Properties<Instant>().HaveConversion<TimestampConverter>();
            conventions.Properties<LocalDate>().HaveConversion<DateConverter>();
        }
        else
        {
            conventions.Properties<Instant>().HaveConversion<TicksConverter>();
            conventions.Properties<LocalDate>().HaveConversion<IsoDateConverter>();
        }

        conventions.Properties<Duration>().HaveConversion<NanosecondsConverter>();
        conventions.Properties<DateTimeZone>().HaveConversion<ZoneConverter>();
    }

    private sealed class TimestampConverter() : ValueConverter<Instant, DateTime>(instant => instant.ToDateTimeUtc(), time => Instant.FromDateTimeUtc(time));

    private sealed class TicksConverter() : ValueConverter<Instant, long>(instant => instant.ToUnixTimeTicks(), ticks => Instant.FromUnixTimeTicks(ticks));

    private sealed class DateConverter() : ValueConverter<LocalDate, DateOnly>(date => date.ToDateOnly(), date => LocalDate.FromDateOnly(date));

    private sealed class IsoDateConverter() : ValueConverter<LocalDate, string>(
        date => LocalDatePattern.Iso.Format(date), text => LocalDatePattern.Iso.Parse(text).Value);

    private sealed class NanosecondsConverter() : ValueConverter<Duration, long>(duration => duration.ToInt64Nanoseconds(), nanoseconds => Duration.FromNanoseconds(nanoseconds));

    private sealed class ZoneConverter() : ValueConverter<DateTimeZone, string>(zone => zone.Id, id => DateTimeZoneProviders.Tzdb[id]);
}
