namespace Alignment.Core.Leads.HandOffs;

/// <summary>To whom a lead is offered, on which grounds, and by which clock.</summary>
/// <param name="Rep">Who gets it.</param>
/// <param name="Calendar">When that rep works; see <see cref="SalesRep.CalendarWith"/>.</param>
/// <param name="Verdict">What the definition in force says of the lead now; null with none in force.</param>
public sealed record OfferTerms(SalesRep Rep, WorkingCalendar Calendar, DefinitionVerdict? Verdict)
{
    /// <summary>Why the lead is offered although the definition in force is not met, or there is none; at most 500 characters. It is
    /// kept and counted; where the definition is met, it means nothing.</summary>
    public string? OffDefinitionReason { get; init; }

    /// <summary>How long the rep has.</summary>
    public ClockPolicy Clocks { get; init; } = ClockPolicy.Default;

    /// <summary>How the rep was found, as a routing decision writes itself; null when somebody chose the rep.</summary>
    public string? Routing { get; init; }

    /// <summary>Whether the person opted out of being contacted by sales; such a lead is not handed over.</summary>
    public bool OptedOut { get; init; }
}
