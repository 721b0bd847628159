using System.Text.Json;
using System.Text.Json.Serialization;
using Alignment.Core.Leads.HandOffs;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Data.Values;

/// <summary>A value that one NodaTime pattern writes.</summary>
internal abstract class PatternJson<T>(IPattern<T> pattern) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => pattern.Parse(reader.GetString()!).Value;

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(pattern.Format(value));
}

internal sealed class InstantJson() : PatternJson<Instant>(InstantPattern.ExtendedIso);

internal sealed class LocalDateJson() : PatternJson<LocalDate>(LocalDatePattern.Iso);

internal sealed class LocalTimeJson() : PatternJson<LocalTime>(LocalTimePattern.ExtendedIso);

/// <summary>First and last day: <c>["2026-03-01", "2026-03-05"]</c>.</summary>
internal sealed class DateIntervalJson : JsonConverter<DateInterval>
{
    public override DateInterval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var days = JsonSerializer.Deserialize<LocalDate[]>(ref reader, options)!;
        return new(days[0], days[1]);
    }

    public override void Write(Utf8JsonWriter writer, DateInterval value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new[] { value.Start, value.End }, options);
}

/// <summary>A stretch of the week: <c>{"day": "monday", "from": "09:00:00", "to": "17:00:00"}</c>.</summary>
internal sealed class WorkingHoursJson : JsonConverter<WorkingHours>
{
    public override WorkingHours Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parts = JsonSerializer.Deserialize<Parts>(ref reader, options)!;
        return new(parts.Day, parts.From, parts.To);
    }

    public override void Write(Utf8JsonWriter writer, WorkingHours value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Parts(value.Day, value.From, value.To), options);

    private sealed record Parts(IsoDayOfWeek Day, LocalTime From, LocalTime To);
}
