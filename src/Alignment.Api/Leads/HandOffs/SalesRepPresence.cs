using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Api.Idempotency;
using Alignment.Core;
using Alignment.Core.Leads.HandOffs;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>Days on which a rep is away, in the rep's time zone.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, inclusive; the first if left out.</param>
public sealed record AbsenceInput(LocalDate From, LocalDate? To);

/// <summary>Whether a rep is there: away for some days, or gone.</summary>
[MutationType]
public static partial class SalesRepPresence
{
    /// <summary>Writes anew when a rep is away: routing passes them over meanwhile.</summary>
    /// <param name="key">The rep.</param>
    /// <param name="absences">Every absence that holds; none clears them.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ConflictError>]
    [Error<IdempotencyKeyReusedError>]
    public static Task<FieldResult<SalesRep>> SetSalesRepAbsencesAsync(
        string key,
        IReadOnlyList<AbsenceInput> absences,
        string? idempotencyKey,
        IdempotencyKeys keys,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken)
    {
        var faults = absences.Index().Where(absence => absence.Item.To < absence.Item.From)
            .Select(absence => new Refusal(RefusalCode.Validation, "An absence does not end before it starts.", "absences", $"{absence.Index}", "to")).ToList();
        if (faults.Count > 0)
            return Task.FromResult(faults.ToFieldResult<SalesRep>());
        var away = absences.Select(absence => new DateInterval(absence.From, absence.To ?? absence.From)).ToList();
        return ChangeAsync(
            key, idempotencyKey, "setSalesRepAbsences", new { key, absences }, rep => Anew(rep, away, rep.LeftOn), keys, contexts, cancellationToken);
    }

    /// <summary>Says when a rep leaves: from that day on their open leads move on to others.</summary>
    /// <param name="key">The rep.</param>
    /// <param name="leftOn">The first day on which the rep no longer works here, in the rep's time zone; if left out, the rep stays.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ConflictError>]
    [Error<IdempotencyKeyReusedError>]
    public static Task<FieldResult<SalesRep>> SetSalesRepLeavingAsync(
        string key,
        LocalDate? leftOn,
        string? idempotencyKey,
        IdempotencyKeys keys,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken) => ChangeAsync(
            key, idempotencyKey, "setSalesRepLeaving", new { key, leftOn }, rep => Anew(rep, rep.Absences, leftOn), keys, contexts, cancellationToken);

    private static Result<bool> Anew(SalesRep rep, IEnumerable<DateInterval> absences, LocalDate? leftOn) =>
        rep.Redefine(rep.Name, rep.TimeZone.Id, rep.WorkingHours, rep.Holidays, rep.Adopter, absences, leftOn);

    private static async Task<FieldResult<SalesRep>> ChangeAsync(
        string key,
        string? idempotencyKey,
        string operation,
        object input,
        Func<SalesRep, Result<bool>> change,
        IdempotencyKeys keys,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken)
    {
        var trimmed = key.Trim();
        var changed = await keys.OnceAsync<string>(
            idempotencyKey,
            operation,
            input,
            async (context, cancel) =>
            {
                if (await context.SalesReps.AsTracking().SingleOrDefaultAsync(rep => rep.Key == trimmed, cancel) is not { } rep)
                    return new Refusal(RefusalCode.NotFound, "There is no such rep.", "key");
                if (!change(rep).TryGetValue(out _, out var refusals))
                    return Result.Refused<string>(refusals);
                await context.SaveChangesAsync(cancel);
                return rep.Key;
            },
            cancellationToken);
        if (!changed.TryGetValue(out var changedKey, out var refused))
            return refused.ToFieldResult<SalesRep>();
        await using var reading = contexts.CreateDbContext();
        return await reading.SalesReps.SingleAsync(rep => rep.Key == changedKey, cancellationToken);
    }
}
