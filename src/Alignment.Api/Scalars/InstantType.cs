using Alignment.Core;
using Alignment.GraphQL.Types;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Scalars;

/// <summary>A point in time. Written with <c>Z</c>; read with <c>Z</c> or an offset; kept to the microsecond.</summary>
internal sealed class InstantType() : StringScalarType<Instant>(
    "Instant", "A point in time, ISO 8601 in UTC, as in `2026-03-01T09:30:00Z`. Kept to the microsecond.", "https://www.rfc-editor.org/rfc/rfc3339")
{
    protected override bool TryParse(string text, out Instant value, out string? error)
    {
        var read = OffsetDateTimePattern.ExtendedIso.Parse(text);
        value = read.Success ? read.Value.ToInstant().ToMicroseconds() : default;
        error = read.Success ? null : "write an instant as 2026-03-01T09:30:00Z";
        return read.Success;
    }

    protected override string Format(Instant value) => InstantPattern.ExtendedIso.Format(value);
}
