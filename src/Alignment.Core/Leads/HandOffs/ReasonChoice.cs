namespace Alignment.Core.Leads.HandOffs;

/// <summary>A reason as somebody gave it, looked up in the team's list.</summary>
/// <param name="Key">The reason's key; null when what was given is not on the list.</param>
/// <param name="Note">What was said beside it, after a colon.</param>
/// <param name="Fault">Why it is refused, listing what the list has; null when it is on the list.</param>
public sealed record ReasonChoice(string? Key, string? Note, Refusal? Fault)
{
    /// <summary>Key and note, as history keeps them.</summary>
    public override string ToString() => Note is null ? Key ?? "" : $"{Key}: {Note}";
}
