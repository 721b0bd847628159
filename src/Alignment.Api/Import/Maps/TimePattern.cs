using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Alignment.Api.Import.Maps;

/// <summary>
/// How times are written in a file: a NodaTime pattern, local unless it names an offset ("o&lt;g&gt;") or a zone ("z"). A local time
/// that a clock change skips moves on by the length of the gap, one that it doubles is the earlier; both are said in a note.
/// </summary>
internal sealed class TimePattern
{
    private readonly IPattern<LocalDateTime>[] local;
    private readonly IPattern<OffsetDateTime>[] offset;
    private readonly IPattern<ZonedDateTime>? zoned;
    private readonly IPattern<LocalDate> date;
    private readonly string written;

    private TimePattern(
        string written, IPattern<LocalDateTime>[] local, IPattern<OffsetDateTime>[] offset, IPattern<ZonedDateTime>? zoned, IPattern<LocalDate> date) =>
        (this.written, this.local, this.offset, this.zoned, this.date) = (written, local, offset, zoned, date);

    /// <summary>ISO 8601: with "Z" or an offset, or local, with "T" or a space, or a date alone, which is its midnight.</summary>
    public static TimePattern Iso { get; } = new(
        "ISO 8601",
        [LocalDateTimePattern.ExtendedIso, Local("uuuu-MM-dd HH:mm:ss.FFFFFFF"), Local("uuuu-MM-dd"), Local("uuuu-MM-dd'T'HH:mm"), Local("uuuu-MM-dd HH:mm")],
        [OffsetDateTimePattern.ExtendedIso, OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.FFFFFFFo<Z+HH:mm>")],
        null,
        LocalDatePattern.Iso);

    /// <summary>Reads a pattern; a date alone is its midnight.</summary>
    /// <returns>The pattern, or null and why it is none.</returns>
    public static TimePattern? Parse(string pattern, out string? fault)
    {
        fault = null;
        var date = Try(() => LocalDatePattern.CreateWithInvariantCulture(pattern), out var asDate) ?? LocalDatePattern.Iso;
        if (Try(() => Local(pattern), out var asLocal) is { } local) return new(pattern, [local], [], null, date);
        if (Try(() => OffsetDateTimePattern.CreateWithInvariantCulture(pattern), out _) is { } offset) return new(pattern, [], [offset], null, date);
        if (Try(() => ZonedDateTimePattern.CreateWithInvariantCulture(pattern, DateTimeZoneProviders.Tzdb), out _) is { } zoned) return new(pattern, [], [], zoned, date);
        fault = asLocal ?? asDate;
        return null;
    }

    /// <summary>Reads an instant.</summary>
    /// <param name="text">The text of a cell.</param>
    /// <param name="zone">Where local times are local to.</param>
    /// <param name="note">What was assumed about a time that a clock change skipped or doubled.</param>
    /// <returns>Null when the text is not written in this pattern.</returns>
    public Instant? ReadInstant(string text, DateTimeZone zone, out string? note)
    {
        note = null;
        foreach (var pattern in offset)
            if (pattern.Parse(text) is { Success: true } parsed) return parsed.Value.ToInstant();
        foreach (var pattern in local)
            if (pattern.Parse(text) is { Success: true } parsed) return InZone(parsed.Value, zone, ref note);
        return zoned?.Parse(text) is { Success: true } inZone ? inZone.Value.ToInstant() : null;
    }

    /// <summary>Reads a date; null when the text is not written in this pattern.</summary>
    public LocalDate? ReadDate(string text) => date.Parse(text) is { Success: true } parsed ? parsed.Value : null;

    public override string ToString() => written;

    private static Instant InZone(LocalDateTime time, DateTimeZone zone, ref string? note)
    {
        var mapping = zone.MapLocal(time);
        if (mapping.Count == 1) return mapping.Single().ToInstant();
        var taken = Resolvers.LenientResolver(mapping);
        note = mapping.Count == 0
            ? $"{LocalDateTimePattern.ExtendedIso.Format(time)} is skipped by a clock change in {zone.Id}; taken as {taken.LocalDateTime:uuuu-MM-dd'T'HH:mm:ss}"
            : $"{LocalDateTimePattern.ExtendedIso.Format(time)} occurs twice in {zone.Id}, by a clock change; taken as the earlier";
        return taken.ToInstant();
    }

    private static LocalDateTimePattern Local(string pattern) => LocalDateTimePattern.CreateWithInvariantCulture(pattern);

    private static T? Try<T>(Func<T> create, out string? fault)
        where T : class
    {
        try
        {
            fault = null;
            return create();
        }
        catch (InvalidPatternException invalid)
        {
            fault = invalid.Message;
            return null;
        }
    }
}
