using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Core.Leads.Routing;

/// <summary>Which leads go to whom.</summary>
/// <param name="Key">Unique in the policy.</param>
/// <param name="Label">What people call it; null: its key.</param>
/// <param name="When">What must hold of the lead's attributes, all of it: territory, segment, size. None: any lead.</param>
/// <param name="Personas">The personas it is for; none: any.</param>
/// <param name="Stages">The buying stages it is for; none: any.</param>
/// <param name="Candidates">The reps, in order.</param>
/// <param name="Choose">What is fair among those who can take it.</param>
/// <param name="Recent">How far back <see cref="RoutingChoice.FewestRecent"/> looks.</param>
/// <param name="Capacity">The most hand-offs in force at once for each candidate; null: no limit.</param>
/// <param name="OrWait">Whether a lead waits when no candidate can take it; otherwise the next rule that fits is asked.</param>
public sealed record RoutingRule(
    string Key,
    string? Label,
    ValueList<AttributeCondition> When,
    ValueList<string> Personas,
    ValueList<string> Stages,
    ValueList<RoutingCandidate> Candidates,
    RoutingChoice Choose,
    Duration Recent,
    int? Capacity,
    bool OrWait);
