using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Api.Idempotency;
using Alignment.Core;
using Alignment.Core.Leads.HandOffs;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>A reason, as a team writes it.</summary>
/// <param name="Key">What is stored and counted. 1 to 100 characters; no colon.</param>
/// <param name="Label">What people read. 1 to 200 characters.</param>
/// <param name="Active">Whether it can still be given; true if left out.</param>
public sealed record ReasonInput(string Key, string Label, bool? Active);

[QueryType]
public static partial class ReasonListQueries
{
    /// <summary>The reasons that can be given, list by list; the field's usual ones where the team wrote none.</summary>
    /// <param name="kind">One list alone.</param>
    public static async Task<IReadOnlyList<ReasonList>> GetReasonListsAsync(
        ReasonListKind? kind, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var stored = await context.ReasonLists.AsNoTracking().ToDictionaryAsync(list => list.Kind, cancellationToken);
        return [.. Enum.GetValues<ReasonListKind>().Where(one => kind is null || one == kind).Select(one => stored.GetValueOrDefault(one) ?? ReasonList.Usual(one))];
    }
}

[MutationType]
public static partial class ReasonListMutations
{
    /// <summary>Writes a list of reasons anew. A reason left out is retired: it stays readable where it was given.</summary>
    /// <param name="kind">What the list is for.</param>
    /// <param name="reasons">The reasons, in the team's order; at least one is active.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<ValidationError>]
    [Error<ConflictError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<ReasonList>> SetReasonListAsync(
        ReasonListKind kind,
        IReadOnlyList<ReasonInput> reasons,
        string? idempotencyKey,
        IdempotencyKeys keys,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken)
    {
        var given = reasons.Select(reason => new Reason(reason.Key, reason.Label, reason.Active ?? true)).ToList();
        var set = await keys.OnceAsync<ReasonListKind>(
            idempotencyKey,
            "setReasonList",
            new { kind, reasons },
            async (context, cancel) =>
            {
                var stored = await context.ReasonLists.AsTracking().SingleOrDefaultAsync(list => list.Kind == kind, cancel);
                var list = stored ?? ReasonList.Usual(kind);
                if (!list.Redefine(given).TryGetValue(out _, out var refusals))
                    return Result.Refused<ReasonListKind>(refusals);
                if (stored is null)
                    context.Add(list);
                await context.SaveChangesAsync(cancel);
                return kind;
            },
            cancellationToken);
        if (!set.TryGetValue(out _, out var refused))
            return refused.ToFieldResult<ReasonList>();
        await using var reading = contexts.CreateDbContext();
        return await reading.ReasonLists.AsNoTracking().SingleAsync(list => list.Kind == kind, cancellationToken);
    }
}
