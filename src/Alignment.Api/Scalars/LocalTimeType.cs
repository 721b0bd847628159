using Alignment.GraphQL.Types;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Scalars;

/// <summary>A time of day without a time zone, to the second.</summary>
internal sealed class LocalTimeType() : StringScalarType<LocalTime>("LocalTime", "A time of day, ISO 8601, as in `08:30` or `08:30:15`.")
{
    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");
    private static readonly LocalTimePattern Seconds = LocalTimePattern.CreateWithInvariantCulture("HH':'mm':'ss");

    protected override bool TryParse(string text, out LocalTime value, out string? error)
    {
        var read = text.Length == 5 ? Minutes.Parse(text) : Seconds.Parse(text);
        value = read.Success ? read.Value : default;
        error = read.Success ? null : "write a time of day as 08:30";
        return read.Success;
    }

    protected override string Format(LocalTime value) => value.Second == 0 ? Minutes.Format(value) : Seconds.Format(value);
}
