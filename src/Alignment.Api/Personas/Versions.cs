using Alignment.Core;
using NodaTime;

namespace Alignment.Api.Personas;

/// <summary>Edits made on a version that is no longer the present one.</summary>
internal static class Versions
{
    /// <summary>The conflict, or null if there is none.</summary>
    /// <param name="present">The present version; null where nothing is there yet.</param>
    /// <param name="expected">The version the edit was made on; null if the client does not say.</param>
    public static Refusal? Conflict(int? present, int? expected) => expected is null || expected == (present ?? 0)
        ? null
        : new Refusal(RefusalCode.Conflict, $"Somebody changed it meanwhile: it is at version {present ?? 0}, and the edit was made on {expected}.", "expectedVersion");

    /// <summary>The present instant, as it is stored.</summary>
    public static Instant Now(this IClock clock) => clock.GetCurrentInstant().ToMicroseconds();
}
