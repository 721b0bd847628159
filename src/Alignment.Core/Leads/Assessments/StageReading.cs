using Alignment.Core.Journeys;
using NodaTime;

namespace Alignment.Core.Leads.Assessments;

/// <summary>Where a buyer stands, read from what the buyer did.</summary>
/// <param name="Stage">The furthest stage with enough evidence; else the journey's first.</param>
/// <param name="Evidence">How much evidence there is for it, in fresh engagements.</param>
/// <param name="Since">Since when the reading has been this; null if the lead is not created yet.</param>
/// <param name="Because">The engagements that weigh most, at most ten, heaviest first.</param>
public sealed record StageReading(BuyingStage Stage, double Evidence, Instant? Since, IReadOnlyList<StageEvidence> Because);

/// <summary>Where a buyer stands, without why.</summary>
/// <param name="Stage">The furthest stage with enough evidence; else the journey's first.</param>
/// <param name="Evidence">How much evidence there is for it, in fresh engagements.</param>
/// <param name="GoneBy">The whole second, no more than two after it happens, by which the evidence has faded below what is enough, with
/// nothing new recorded; null at the first stage.</param>
public readonly record struct StagePosition(BuyingStage Stage, double Evidence, Instant? GoneBy);

/// <summary>An engagement as evidence of a stage.</summary>
/// <param name="Engagement">What the buyer did.</param>
/// <param name="Weight">How much of it is left: 1 when fresh, half after each half-life.</param>
public readonly record struct StageEvidence(Engagement Engagement, double Weight);

/// <summary>A time during which the reading was one stage.</summary>
/// <param name="Stage">The stage read.</param>
/// <param name="From">From when on.</param>
/// <param name="Until">When another reading took its place; null for the present one.</param>
public sealed record StageSpell(BuyingStage Stage, Instant From, Instant? Until)
{
    /// <summary>How long it lasted.</summary>
    /// <param name="now">The instant up to which the present spell is counted.</param>
    public Duration Length(Instant now) => (Until ?? now) - From;
}
