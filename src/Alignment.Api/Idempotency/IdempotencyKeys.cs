using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Data.Values;
using Alignment.Core;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Idempotency;

/// <summary>
/// Does a unit of work once for an idempotency key: the key and the answer are kept in the same transaction as what was done. The
/// same key with the same input gets the first answer, refusals included; with another input it is refused.
/// </summary>
public sealed class IdempotencyKeys(AlignmentStore store, IClock clock)
{
    private const int LongestKey = 200;

    /// <summary>How long a key is remembered: 30 days.</summary>
    public static Duration KeptFor { get; } = Duration.FromDays(30);

    /// <summary>Does a unit of work, or gives the answer it had before.</summary>
    /// <typeparam name="T">The answer: ids and figures, which are kept as JSON; nothing personal.</typeparam>
    /// <param name="key">Chosen by the client; null: the work is simply done.</param>
    /// <param name="operation">What is done, such as "handOffLead"; part of what the key stands for.</param>
    /// <param name="input">What it is done with; compared as JSON.</param>
    /// <param name="work">The unit of work, as <see cref="AlignmentStore.WriteAsync{T}"/> takes it. Refused, it must have left its context as it was.</param>
    /// <param name="cancel">Stops before it is done.</param>
    public Task<Result<T>> OnceAsync<T>(
        string? key,
        string operation,
        object input,
        Func<AlignmentContext, CancellationToken, Task<Result<T>>> work,
        CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(work);
        if (key is null)
            return store.WriteAsync(work, cancel);
        if (string.IsNullOrWhiteSpace(key) || key.Length > LongestKey)
            return Task.FromResult<Result<T>>(new Refusal(RefusalCode.Validation, $"An idempotency key has 1 to {LongestKey} characters.", "idempotencyKey"));
        var digest = Digest(operation, input);
        return store.WriteAsync(
            async (context, token) =>
            {
                if (await context.UsedKeys.AsNoTracking().SingleOrDefaultAsync(used => used.Key == key, token) is { } used)
                    return used.InputDigest == digest ? Answer<T>(used.Answer) : Reused<T>();
                var result = await work(context, token);
                context.Add(new UsedKey { Key = key, InputDigest = digest, Answer = Write(result), UsedAt = clock.GetCurrentInstant().ToMicroseconds() });
                await context.SaveChangesAsync(token);
                return result;
            },
            cancel);
    }

    /// <summary>Forgets keys whose time is over.</summary>
    /// <returns>How many.</returns>
    public Task<int> ForgetAsync(CancellationToken cancel = default)
    {
        var before = clock.GetCurrentInstant() - KeptFor;
        return store.WriteAsync(
            async (context, token) =>
            {
                var old = await context.UsedKeys.Where(used => used.UsedAt < before).Take(10_000).ToListAsync(token);
                context.RemoveRange(old);
                await context.SaveChangesAsync(token);
                return old.Count;
            },
            cancel);
    }

    private static Result<T> Reused<T>() => new Refusal(
        RefusalCode.IdempotencyKeyReused, "This idempotency key was used before, with another input; choose a new one.", "idempotencyKey");

    private static string Digest(string operation, object input) => Convert.ToHexString(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{operation}\n{JsonSerializer.Serialize(input, input.GetType(), StoredJson.Options)}")));

    private static string Write<T>(Result<T> result) => JsonSerializer.Serialize(
        result.Succeeded
            ? new Kept<T>(result.Value, null)
            : new Kept<T>(default, [.. result.Refusals.Select(refusal => new KeptRefusal(refusal.Code, refusal.Message, [.. refusal.Path]))]),
        StoredJson.Options);

    private static Result<T> Answer<T>(string json)
    {
        var kept = JsonSerializer.Deserialize<Kept<T>>(json, StoredJson.Options)!;
        return kept.Refusals is { } refusals
            ? Result.Refused<T>([.. refusals.Select(refusal => new Refusal(refusal.Code, refusal.Message, [.. refusal.Path]))])
            : Result.Success(kept.Value!);
    }

    private sealed record Kept<T>(T? Value, List<KeptRefusal>? Refusals);

    private sealed record KeptRefusal(RefusalCode Code, string Message, List<string> Path);
}
