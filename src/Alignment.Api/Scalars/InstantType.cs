using Alignment.Core;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Types;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Scalars;

/// <summary>A point in time. Written with <c>Z</c>; read with <c>Z</c> or an offset; kept to the microsecond.</summary>
internal sealed class InstantType() : StringScalarType<Instant>(
    "Instant", "A point in time, ISO 8601 in UTC, as in `2026-03-01T09:30:00Z`. Kept to the microsecond.", "https://www.rfc-editor.org/rfc/rfc3339")
{
    private static readonly Instant FirstDateTime = Instant.FromDateTimeUtc(DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc));
    private static readonly Instant LastDateTime = Instant.FromDateTimeUtc(DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc));

    protected override bool TryParse(string text, out Instant value, out string? error)
    {
        var read = OffsetDateTimePattern.ExtendedIso.Parse(text);
        value = read.Success ? read.Value.ToInstant().ToMicroseconds() : default;
        error = read.Success ? null : "write an instant as 2026-03-01T09:30:00Z";
        return read.Success;
    }

    protected override string Format(Instant value) => InstantPattern.ExtendedIso.Format(value);

    protected override void Write(ResultWriter writer, Instant value) => WriteTo(writer, value);

    /// <summary>Writes the form without a string between, for the instants that a DateTime can hold.</summary>
    internal static void WriteTo(ResultWriter writer, Instant value)
    {
        if (value < FirstDateTime || value > LastDateTime || Instant.FromUnixTimeTicks(value.ToUnixTimeTicks()) != value) writer.WriteString(InstantPattern.ExtendedIso.Format(value));
        else writer.WriteFormatted(value.ToDateTimeUtc(), "yyyy'-'MM'-'dd'T'HH':'mm':'ss.FFFFFFF'Z'");
    }
}
