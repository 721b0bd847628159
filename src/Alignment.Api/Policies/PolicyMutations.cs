using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Api.Idempotency;
using Alignment.Api.Leads.HandOffs;
using Alignment.Core;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Leads.Routing;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Policies;

[MutationType]
public static partial class PolicyMutations
{
    private static readonly Duration Longest = Duration.FromHours(1000);

    /// <summary>Decides how long a rep has from now on; clocks that run keep the deadlines they were given.</summary>
    /// <param name="answer">Working time from the offer to the answer, as in `PT2H`. More than zero, at most 1,000 hours.</param>
    /// <param name="touch">Working time from the acceptance to the first touch. More than zero, at most 1,000 hours.</param>
    /// <param name="escalateAfter">The share of the time after which a deadline is escalated, between 0 and 1, exclusive; never if left out.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<ValidationError>]
    [Error<ConflictError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<ClockPolicy>> SetClockPolicyAsync(
        Duration answer,
        Duration touch,
        double? escalateAfter,
        string? idempotencyKey,
        IdempotencyKeys keys,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken)
    {
        List<Refusal> faults = [.. OutOfRange(answer, "answer"), .. OutOfRange(touch, "touch")];
        if (escalateAfter is not (null or (> 0 and < 1)))
            faults.Add(new(RefusalCode.Validation, "A share lies between 0 and 1, exclusive.", "escalateAfter"));
        if (faults.Count > 0)
            return faults.ToFieldResult<ClockPolicy>();
        var set = await keys.OnceAsync<bool>(
            idempotencyKey,
            "setClockPolicy",
            new { answer, touch, escalateAfter },
            async (context, cancel) =>
            {
                await TeamPolicies.SetAsync(context, new ClockPolicy { Answer = answer, Touch = touch, EscalateAfter = escalateAfter }, cancel);
                return true;
            },
            cancellationToken);
        return await ShowAsync(set, contexts, policies => policies.Clocks, cancellationToken);
    }

    /// <summary>Decides when the team works; clocks that run keep the deadlines they were given.</summary>
    /// <param name="hours">Weekly hours, at least some.</param>
    /// <param name="holidays">Days on which the team does not work; none if left out.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<ValidationError>]
    [Error<ConflictError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<TeamCalendar>> SetTeamCalendarAsync(
        IReadOnlyList<WorkingHoursInput> hours,
        IReadOnlyList<LocalDate>? holidays,
        string? idempotencyKey,
        IdempotencyKeys keys,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken)
    {
        var faults = new List<Refusal>();
        var calendar = new TeamCalendar(SalesRepMutations.Hours(hours, "hours", faults), holidays ?? []);
        if (faults.Count > 0)
            return faults.ToFieldResult<TeamCalendar>();
        var set = await keys.OnceAsync<bool>(
            idempotencyKey,
            "setTeamCalendar",
            new { hours, holidays },
            async (context, cancel) => (await TeamPolicies.SetAsync(context, calendar, cancel)).Then(_ => true),
            cancellationToken);
        return await ShowAsync(set, contexts, policies => policies.Calendar, cancellationToken);
    }

    /// <summary>Decides who gets which lead from now on.</summary>
    /// <param name="rules">The rules in the routing form: a name and rules in order. Refused with every fault and its place.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<ValidationError>]
    [Error<ConflictError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<RoutingRules>> SetRoutingRulesAsync(
        JsonElement rules,
        string? idempotencyKey,
        IdempotencyKeys keys,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken)
    {
        if (!RoutingPolicy.Parse(rules.GetRawText()).TryGetValue(out var policy, out var faults))
            return faults.Select(fault => fault.Under("rules")).ToList().ToFieldResult<RoutingRules>();
        var set = await keys.OnceAsync<bool>(
            idempotencyKey,
            "setRoutingRules",
            new { rules },
            async (context, cancel) =>
            {
                await TeamPolicies.SetAsync(context, policy, cancel);
                return true;
            },
            cancellationToken);
        return await ShowAsync(set, contexts, policies => RoutingRules.Of(policies.Routing!), cancellationToken);
    }

    private static IEnumerable<Refusal> OutOfRange(Duration value, string path) => value > Duration.Zero && value <= Longest
        ? []
        : [new(RefusalCode.Validation, "A time is more than zero and at most 1,000 hours.", path)];

    private static async Task<FieldResult<T>> ShowAsync<T>(
        Result<bool> set, IDbContextFactory<AlignmentContext> contexts, Func<TeamPolicies, T> part, CancellationToken cancellationToken) =>
        set.TryGetValue(out _, out var refusals) ? part(await PolicyQueries.ReadAsync(contexts, cancellationToken)) : refusals.ToFieldResult<T>();
}
