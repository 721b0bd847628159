namespace Alignment.GraphQL;

/// <summary>Gathers the keys that many resolvers ask for and fetches them together, once a request for each key.</summary>
public interface IDataLoader
{
    /// <summary>Forgets all values, so that later loads fetch again.</summary>
    void Clear();
}

/// <inheritdoc/>
/// <typeparam name="TKey">The class of the keys; equality decides what is the same key.</typeparam>
/// <typeparam name="TValue">The class of the values.</typeparam>
public interface IDataLoader<TKey, TValue> : IDataLoader
    where TKey : notnull
{
    /// <summary>The value of a key; null (or <c>default</c>) if there is none.</summary>
    Task<TValue?> LoadAsync(TKey key, CancellationToken cancellationToken = default);

    /// <summary>The values of several keys, in their order.</summary>
    Task<IReadOnlyList<TValue?>> LoadAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken = default);

    /// <summary>Remembers a value that is known already; one that was loaded or is being loaded stays.</summary>
    void Set(TKey key, TValue? value);

    /// <summary>Forgets one value.</summary>
    void Remove(TKey key);
}

/// <summary>Loads that must succeed.</summary>
public static class DataLoaderExtensions
{
    /// <summary>The value of a key.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static async Task<TValue> LoadRequiredAsync<TKey, TValue>(
        this IDataLoader<TKey, TValue> loader, TKey key, CancellationToken cancellationToken = default)
        where TKey : notnull =>
        await loader.LoadAsync(key, cancellationToken).ConfigureAwait(false) is { } value
            ? value
            : throw new KeyNotFoundException($"There is no {typeof(TValue).Name} for this key.");
}

/// <summary>How keys become batches.</summary>
public sealed record DataLoaderOptions
{
    /// <summary>What holds where nothing is said.</summary>
    internal static DataLoaderOptions Default { get; } = new();

    /// <summary>The most keys in one fetch; more make several fetches.</summary>
    /// <value>From 1; the default is 1024.</value>
    public int MaxBatchSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1024;
}

/// <summary>Decides when the keys gathered so far are fetched: after all resolvers of a level have asked.</summary>
public interface IBatchScheduler
{
    /// <summary>Set when the request is no longer wanted.</summary>
    CancellationToken RequestAborted { get; }

    /// <summary>Calls <paramref name="dispatch"/> when nobody is about to add keys.</summary>
    void Schedule(Action dispatch);

    /// <summary>Values are about to be handed out: what they cause to be asked for is gathered until the result is disposed.</summary>
    IDisposable Gather();
}
