using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Api.Idempotency;
using Alignment.Core;
using Alignment.Core.Leads.HandOffs;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>Working hours on one day of the week; give several for a day with a break.</summary>
/// <param name="Day">The day on which they start.</param>
/// <param name="From">When they start, in the rep's time zone.</param>
/// <param name="To">When they end; `00:00` is the end of the day, and a time before `from` lies on the next day.</param>
public sealed record WorkingHoursInput(Weekday Day, LocalTime From, LocalTime To);

[MutationType]
public static partial class SalesRepMutations
{
    /// <summary>Defines a salesperson and the hours in which a clock runs for them, or defines them anew.</summary>
    /// <param name="key">What other systems call the rep. 1 to 100 characters.</param>
    /// <param name="name">What people call the rep.</param>
    /// <param name="timeZone">An IANA time zone, as in `Europe/Lisbon`.</param>
    /// <param name="workingHours">When the rep works; the team's hours if left out.</param>
    /// <param name="holidays">Days off; the team's if left out.</param>
    /// <param name="adopter">How early the rep takes up new ways.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<ValidationError>]
    [Error<ConflictError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<SalesRep>> DefineSalesRepAsync(
        string key,
        string name,
        string timeZone,
        IReadOnlyList<WorkingHoursInput>? workingHours,
        IReadOnlyList<LocalDate>? holidays,
        AdopterCategory? adopter,
        string? idempotencyKey,
        IdempotencyKeys keys,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken)
    {
        var faults = new List<Refusal>();
        var hours = workingHours is null ? null : Hours(workingHours, "workingHours", faults);
        if (!SalesRep.Define(key, name, timeZone, hours, holidays, adopter).TryGetValue(out var rep, out var refusals) || faults.Count > 0)
            return faults.Concat(refusals).ToList().ToFieldResult<SalesRep>();
        var defined = await keys.OnceAsync<string>(
            idempotencyKey,
            "defineSalesRep",
            new { key, name, timeZone, workingHours, holidays, adopter },
            async (context, cancel) =>
            {
                if (await context.Set<SalesRep>().SingleOrDefaultAsync(known => known.Key == rep.Key, cancel) is { } stored)
                    stored.Redefine(name, timeZone, hours, holidays, adopter, stored.Absences, stored.LeftOn);
                else
                    context.Add(rep);
                await context.SaveChangesAsync(cancel);
                return rep.Key;
            },
            cancellationToken);
        if (!defined.TryGetValue(out var definedKey, out var refused))
            return refused.ToFieldResult<SalesRep>();
        await using var reading = contexts.CreateDbContext();
        return await reading.Set<SalesRep>().SingleAsync(known => known.Key == definedKey, cancellationToken);
    }

    /// <summary>The hours that somebody wrote, and what is wrong with them.</summary>
    internal static List<WorkingHours> Hours(IReadOnlyList<WorkingHoursInput> input, string path, List<Refusal> faults)
    {
        var hours = new List<WorkingHours>();
        for (var i = 0; i < input.Count; i++)
        {
            var (day, from, to) = input[i];
            if (from == to && from != LocalTime.Midnight)
                faults.Add(new(RefusalCode.Validation, "Working hours end at another time than they start; a whole day is 00:00 to 00:00.", path, $"{i}"));
            else
                hours.Add(new((IsoDayOfWeek)((int)day + 1), from, to));
        }

        return hours;
    }
}
