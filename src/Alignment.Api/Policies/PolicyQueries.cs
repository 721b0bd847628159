using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Leads.Routing;
using Alignment.GraphQL;
using Alignment.GraphQL.Types;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Policies;

/// <summary>Who gets which lead: rules in order, the first that fits and has somebody who can take the lead decides.</summary>
/// <param name="Name">What the team calls them.</param>
/// <param name="Rules">All of it, in the form in which it is set.</param>
public sealed record RoutingRules(string Name, JsonElement Rules)
{
    internal static RoutingRules Of(RoutingPolicy policy)
    {
        using var document = JsonDocument.Parse(policy.ToJson());
        return new(policy.Name, document.RootElement.Clone());
    }
}

/// <summary>How long a rep has, in their own working time.</summary>
[ObjectType<ClockPolicy>]
public static partial class ClockPolicyNode
{
    internal static void Configure(IObjectTypeDescriptor<ClockPolicy> descriptor) => descriptor.Name("ClockPolicy");
}

[QueryType]
public static partial class PolicyQueries
{
    /// <summary>How long a rep has to answer and to get in touch, in working time.</summary>
    public static async Task<ClockPolicy> GetClockPolicyAsync(IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken) =>
        (await ReadAsync(contexts, cancellationToken)).Clocks;

    /// <summary>When the team works: hours and holidays of reps who have none of their own.</summary>
    public static async Task<TeamCalendar> GetTeamCalendarAsync(IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken) =>
        (await ReadAsync(contexts, cancellationToken)).Calendar;

    /// <summary>Who gets which lead; null while nobody wrote rules.</summary>
    public static async Task<RoutingRules?> GetRoutingRulesAsync(IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken) =>
        (await ReadAsync(contexts, cancellationToken)).Routing is { } routing ? RoutingRules.Of(routing) : null;

    internal static async Task<TeamPolicies> ReadAsync(IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await TeamPolicies.ReadAsync(context, cancellationToken);
    }
}
