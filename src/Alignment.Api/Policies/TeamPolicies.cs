using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Data.Values;
using Alignment.Core;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Leads.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Policies;

/// <summary>What the team agreed about hand-offs: how long a rep has, when the team works, who gets which lead.</summary>
/// <param name="Clocks">How long a rep has, and when a deadline is escalated.</param>
/// <param name="Calendar">Hours and holidays of reps who have none of their own.</param>
/// <param name="Routing">Who gets which lead; null while nobody wrote rules.</param>
public sealed record TeamPolicies(ClockPolicy Clocks, TeamCalendar Calendar, RoutingPolicy? Routing)
{
    private const string ClocksKey = "clocks";
    private const string CalendarKey = "team-calendar";
    private const string RoutingKey = "routing";

    /// <summary>What holds while nobody decided anything else.</summary>
    public static TeamPolicies Default { get; } = new(ClockPolicy.Default, TeamCalendar.Default, null);

    /// <summary>Reads all of them in one statement.</summary>
    public static async Task<TeamPolicies> ReadAsync(AlignmentContext context, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var stored = await context.Policies.AsNoTracking().ToDictionaryAsync(policy => policy.Key, policy => policy.Content, cancel);
        return new(
            stored.TryGetValue(ClocksKey, out var clocks) ? Read<ClocksJson>(clocks).ToPolicy() : Default.Clocks,
            stored.TryGetValue(CalendarKey, out var calendar) ? Read<CalendarJson>(calendar).ToCalendar() : Default.Calendar,
            stored.TryGetValue(RoutingKey, out var routing) ? RoutingPolicy.Parse(routing).Value : null);
    }

    /// <summary>Decides how long a rep has from now on; clocks that run keep the deadlines they were given.</summary>
    public static Task SetAsync(AlignmentContext context, ClockPolicy clocks, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(clocks);
        return StoreAsync(context, ClocksKey, Write(ClocksJson.Of(clocks)), cancel);
    }

    /// <summary>Decides when the team works.</summary>
    /// <returns>Whether it was taken; refused when there would be no working time at all.</returns>
    public static async Task<Result<TeamCalendar>> SetAsync(AlignmentContext context, TeamCalendar calendar, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (!WorkingCalendar.Define(DateTimeZone.Utc, calendar.Hours, calendar.Holidays).TryGetValue(out var sound, out var refusals))
            return Result.Refused<TeamCalendar>(refusals);
        var kept = new TeamCalendar(sound.Hours, sound.Holidays);
        await StoreAsync(context, CalendarKey, Write(new CalendarJson([.. kept.Hours], [.. kept.Holidays])), cancel);
        return kept;
    }

    /// <summary>Decides who gets which lead.</summary>
    public static Task SetAsync(AlignmentContext context, RoutingPolicy routing, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(routing);
        return StoreAsync(context, RoutingKey, routing.ToJson(), cancel);
    }

    private static async Task StoreAsync(AlignmentContext context, string key, string content, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await context.Policies.SingleOrDefaultAsync(policy => policy.Key == key, cancel) is not { } stored)
            context.Add(new StoredPolicy { Key = key, Content = content, Version = 1 });
        else
            (stored.Content, stored.Version) = (content, stored.Version + 1);
        await context.SaveChangesAsync(cancel);
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, StoredJson.Options);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, StoredJson.Options)!;

    private sealed record ClocksJson(double AnswerMinutes, double TouchMinutes, double? EscalateAfter)
    {
        public static ClocksJson Of(ClockPolicy clocks) => new(clocks.Answer.TotalMinutes, clocks.Touch.TotalMinutes, clocks.EscalateAfter);

        public ClockPolicy ToPolicy() => new()
        {
            Answer = Duration.FromMinutes(AnswerMinutes),
            Touch = Duration.FromMinutes(TouchMinutes),
            EscalateAfter = EscalateAfter,
        };
    }

    private sealed record CalendarJson(List<WorkingHours> Hours, List<LocalDate> Holidays)
    {
        public TeamCalendar ToCalendar() => new(Hours, Holidays);
    }
}
