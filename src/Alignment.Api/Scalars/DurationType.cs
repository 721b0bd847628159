using Alignment.Core;
using Alignment.GraphQL.Types;
using NodaTime;

namespace Alignment.Api.Scalars;

/// <summary>A length of time.</summary>
internal sealed class DurationType() : StringScalarType<Duration>(
    "Duration", "A length of time, ISO 8601, days and time parts, as in `P30D` or `PT2H30M`. A day is 24 hours.")
{
    protected override bool TryParse(string text, out Duration value, out string? error)
    {
        var read = IsoDuration.TryParse(text, out value);
        error = read ? null : "write a duration as P30D or PT2H30M";
        return read;
    }

    protected override string Format(Duration value) => IsoDuration.Format(value);
}
