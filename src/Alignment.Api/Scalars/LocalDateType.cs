using Alignment.GraphQL.Types;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Scalars;

/// <summary>A calendar date without a time zone.</summary>
internal sealed class LocalDateType() : StringScalarType<LocalDate>("LocalDate", "A calendar date, ISO 8601, as in `2026-03-01`.")
{
    protected override bool TryParse(string text, out LocalDate value, out string? error)
    {
        var read = LocalDatePattern.Iso.Parse(text);
        value = read.Success ? read.Value : default;
        error = read.Success ? null : "write a date as 2026-03-01";
        return read.Success;
    }

    protected override string Format(LocalDate value) => LocalDatePattern.Iso.Format(value);
}
