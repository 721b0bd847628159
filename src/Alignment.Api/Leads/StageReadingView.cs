using Alignment.Core.Journeys;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.GraphQL;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>Where a buyer stands, read from what the buyer did. Nobody types it in.</summary>
/// <param name="Stage">The furthest stage with enough evidence; else the journey's first.</param>
/// <param name="Evidence">How much evidence there is for it, in fresh engagements.</param>
/// <param name="Since">Since when the reading has been this.</param>
/// <param name="Because">The engagements that weigh most, at most ten, heaviest first.</param>
[GraphQLName("StageReading")]
public sealed record StageReadingView(BuyingStage Stage, double Evidence, Instant? Since, IReadOnlyList<EngagementView> Because)
{
    /// <summary>The reading of a lead.</summary>
    public static StageReadingView Of(LeadId lead, StageReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return new(reading.Stage, reading.Evidence, reading.Since, [.. reading.Because.Select(weighed => EngagementView.Of(lead, weighed.Engagement))]);
    }
}
