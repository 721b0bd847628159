using NodaTime;

namespace Alignment.Api.Tests.Leads.Standings;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class FakeClock(Instant now) : IClock
{
    public Instant Now { get; set; } = now;

    public Instant GetCurrentInstant() => Now;
}
