using NodaTime;

namespace Alignment.Core;

/// <summary>Where ids come from: version 7 UUIDs (RFC 9562), which sort by the instant at which they were made.</summary>
internal static class Identity
{
    public static Guid NewId(Instant now) => Guid.CreateVersion7(now.ToDateTimeOffset());
}
