using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Api.Idempotency;
using Alignment.Api.Jobs;
using Alignment.Api.Leads.Definitions;
using Alignment.Core;
using Alignment.Core.Leads.Definitions;
using Alignment.GraphQL;
using NodaTime;

namespace Alignment.Api.Leads.Backtests;

/// <summary>Work over histories too long for one request. The same asked again while it is open is the same job.</summary>
[MutationType]
[Error<ValidationError>]
[Error<IdempotencyKeyReusedError>]
public static partial class BacktestMutations
{
    /// <summary>Asks for a backtest as a job; `job(id)` tells how far it is, and what came out.</summary>
    /// <param name="key">The definition.</param>
    /// <param name="version">The version, signed or not; the one in force if left out.</param>
    /// <param name="from">Only leads created from this instant on; from the beginning if left out.</param>
    /// <param name="to">The end of the test: what happened later does not exist; now if left out.</param>
    /// <param name="withoutTimes">Whether the history says nothing of when: each lead is then assessed once, as of the end. False if left out.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<NotFoundError>]
    public static async Task<FieldResult<Job>> StartBacktestAsync(
        string key, int? version, Instant? from, Instant? to, bool? withoutTimes, string? idempotencyKey,
        DefinitionDataLoader definitions, StoreBacktests backtests, IdempotencyKeys keys, JobBoard board, CancellationToken cancellationToken)
    {
        if (!(await definitions.FindAsync(key, version, cancellationToken)).TryGetValue(out var wanted, out var refusals))
            return refusals.ToFieldResult<Job>();
        return await OnceAsync(
            idempotencyKey, "startBacktest", new { key, version, from, to, withoutTimes },
            (context, cancel) => backtests.AskBacktestAsync(context, wanted.Definition, new(from, to, withoutTimes is not true), cancel), keys, board, cancellationToken);
    }

    /// <summary>Asks, as a job, for two versions side by side over the same leads; `job(id)` tells how far it is, and what came out.</summary>
    /// <param name="key">The definition compared.</param>
    /// <param name="version">The version, signed or not; the one in force if left out.</param>
    /// <param name="withKey">The definition it is compared with; the same one if left out.</param>
    /// <param name="withVersion">The version it is compared with; the one in force if left out.</param>
    /// <param name="from">Only leads created from this instant on; from the beginning if left out.</param>
    /// <param name="to">The end of the test: what happened later does not exist; now if left out.</param>
    /// <param name="withoutTimes">Whether the history says nothing of when: each lead is then assessed once, as of the end. False if left out.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<NotFoundError>]
    public static async Task<FieldResult<Job>> StartComparisonAsync(
        string key, int? version, string? withKey, int? withVersion, Instant? from, Instant? to, bool? withoutTimes, string? idempotencyKey,
        DefinitionDataLoader definitions, StoreBacktests backtests, IdempotencyKeys keys, JobBoard board, CancellationToken cancellationToken)
    {
        if (!(await definitions.FindAsync(key, version, cancellationToken)).TryGetValue(out var before, out var refusals))
            return refusals.ToFieldResult<Job>();
        if (!(await definitions.FindAsync(withKey ?? key, withVersion, cancellationToken)).TryGetValue(out var after, out refusals))
            return refusals.ToFieldResult<Job>();
        return await OnceAsync(
            idempotencyKey, "startComparison", new { key, version, withKey, withVersion, from, to, withoutTimes },
            (context, cancel) => backtests.AskComparisonAsync(context, before.Definition, after.Definition, new(from, to, withoutTimes is not true), cancel), keys, board, cancellationToken);
    }

    /// <summary>Asks for a suggestion as a job; `job(id)` tells how far it is, and what came out.</summary>
    /// <param name="maxCriteria">How many criteria at most, from 1 to 50; 10 if left out.</param>
    /// <param name="attributes">The only columns to learn from: names of attributes, `persona`, or `engagement: TYPE`; all if left out.</param>
    /// <param name="leaveOut">Columns to leave out.</param>
    /// <param name="keepSuspects">Columns to use even where they look as if they were written after the outcome.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static Task<FieldResult<Job>> StartSuggestionAsync(
        int? maxCriteria, IReadOnlyList<string>? attributes, IReadOnlyList<string>? leaveOut, IReadOnlyList<string>? keepSuspects, string? idempotencyKey,
        StoreBacktests backtests, IdempotencyKeys keys, JobBoard board, CancellationToken cancellationToken) => OnceAsync(
            idempotencyKey, "startSuggestion", new { maxCriteria, attributes, leaveOut, keepSuspects },
            async (context, cancel) => await backtests.AskSuggestionAsync(context, BacktestQueries.Options(maxCriteria, attributes, leaveOut, keepSuspects), cancel),
            keys, board, cancellationToken);

    /// <summary>Asks, as a job, what a version would change for the leads of today; `job(id)` tells how far it is, and what came out.</summary>
    /// <param name="id">The version.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<NotFoundError>]
    public static async Task<FieldResult<Job>> StartImpactAsync(
        [ID<LeadDefinitionVersion>] LeadDefinitionVersionId id, string? idempotencyKey,
        DefinitionByIdDataLoader versions, StoreBacktests backtests, IdempotencyKeys keys, JobBoard board, CancellationToken cancellationToken)
    {
        if (await versions.LoadAsync(id, cancellationToken) is not { } version)
            return new FieldResult<Job>(new NotFoundError("There is no such lead definition.", ["id"]));
        return await OnceAsync(
            idempotencyKey, "startImpact", new { id },
            async (context, cancel) => await backtests.AskImpactAsync(context, version.Definition, cancel), keys, board, cancellationToken);
    }

    private static async Task<FieldResult<Job>> OnceAsync(
        string? idempotencyKey, string operation, object input, Func<AlignmentContext, CancellationToken, Task<Result<Job>>> ask,
        IdempotencyKeys keys, JobBoard board, CancellationToken cancellationToken)
    {
        var asked = await keys.OnceAsync<Guid>(
            idempotencyKey, operation, input, async (context, cancel) => (await ask(context, cancel)).Then(job => job.Id.Value), cancellationToken);
        if (!asked.TryGetValue(out var id, out var refusals)) return refusals.ToFieldResult<Job>();
        return await board.FindAsync(new JobId(id), cancellationToken) is { } job
            ? job
            : new FieldResult<Job>(new ValidationError("That job ended more than seven days ago; ask again under a new key.", ["idempotencyKey"]));
    }
}
