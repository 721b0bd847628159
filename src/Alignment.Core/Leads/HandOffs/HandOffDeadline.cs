using NodaTime;

namespace Alignment.Core.Leads.HandOffs;

/// <summary>What happens to a hand-off when nobody does anything.</summary>
public enum HandOffDeadlineKind
{
    /// <summary>The answer is nearly overdue: somebody is told.</summary>
    EscalateAnswer,

    /// <summary>The answer is overdue: the lead is taken back.</summary>
    LapseUnanswered,

    /// <summary>The first touch is nearly overdue: somebody is told.</summary>
    EscalateTouch,

    /// <summary>The first touch is overdue: the lead is taken back.</summary>
    LapseUntouched,
}

/// <summary>The next thing that happens to a hand-off when nobody does anything.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="At">When: due from this instant on.</param>
public readonly record struct HandOffDeadline(HandOffDeadlineKind Kind, Instant At)
{
    /// <summary>Whether the lead is taken back then.</summary>
    public bool TakesBack => Kind is HandOffDeadlineKind.LapseUnanswered or HandOffDeadlineKind.LapseUntouched;
}
