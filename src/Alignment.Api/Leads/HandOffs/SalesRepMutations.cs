using Alignment.Api.Data;
using Alignment.Api.Errors;
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
    [Error<ValidationError>]
    [Error<ConflictError>]
    public static async Task<FieldResult<SalesRep>> DefineSalesRepAsync(
        string key,
        string name,
        string timeZone,
        IReadOnlyList<WorkingHoursInput>? workingHours,
        IReadOnlyList<LocalDate>? holidays,
        AdopterCategory? adopter,
        AlignmentStore store,
        CancellationToken cancellationToken)
    {
        var faults = new List<Refusal>();
        var hours = workingHours is null ? null : Hours(workingHours, faults);
        if (!SalesRep.Define(key, name, timeZone, hours, holidays, adopter).TryGetValue(out var rep, out var refusals) || faults.Count > 0)
            return faults.Concat(refusals).ToList().ToFieldResult<SalesRep>();
        return await store.WriteAsync(
            async (context, cancel) =>
            {
                var stored = await context.Set<SalesRep>().SingleOrDefaultAsync(known => known.Key == rep.Key, cancel);
                if (stored is null)
                    stored = context.Add(rep).Entity;
                else
                    stored.Redefine(name, timeZone, hours, holidays, adopter, stored.Absences, stored.LeftOn);
                await context.SaveChangesAsync(cancel);
                return stored;
            },
            cancellationToken);
    }

    private static List<WorkingHours> Hours(IReadOnlyList<WorkingHoursInput> input, List<Refusal> faults)
    {
        var hours = new List<WorkingHours>();
        for (var i = 0; i < input.Count; i++)
        {
            var (day, from, to) = input[i];
            if (from == to && from != LocalTime.Midnight)
                faults.Add(new(RefusalCode.Validation, "Working hours end at another time than they start; a whole day is 00:00 to 00:00.", "workingHours", $"{i}"));
            else
                hours.Add(new((IsoDayOfWeek)((int)day + 1), from, to));
        }

        return hours;
    }
}
