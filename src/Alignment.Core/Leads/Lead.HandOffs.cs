using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Core.Leads;

/// <content>Who has it.</content>
public sealed partial class Lead
{
    private void EndHandOff(HandOffState state, string because, string? returnReason, Instant now)
    {
        HandOff?.End(state, because, returnReason, Instant.Max(ChangedAt, now.ToMicroseconds()));
        (HandOff, CurrentHandOffId) = (null, null);
    }

    private void ClearRest() => (TryAgainOn, RestsUntil, RestsAtPosition) = (null, null, null);
}
