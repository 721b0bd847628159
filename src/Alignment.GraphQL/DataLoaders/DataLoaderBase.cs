namespace Alignment.GraphQL;

/// <summary>What all loaders have in common: the values of one request, and the batch that is being gathered.</summary>
/// <inheritdoc cref="IDataLoader{TKey, TValue}"/>
public abstract class DataLoaderBase<TKey, TValue> : IDataLoader<TKey, TValue>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Task<TValue?>> values = []; // the lock too: a request makes many loaders
    private readonly IBatchScheduler scheduler;
    private readonly DataLoaderOptions options;
    private List<Waiting>? batch;

    /// <summary>A loader for one request.</summary>
    protected DataLoaderBase(IBatchScheduler batchScheduler, DataLoaderOptions? options = null)
    {
        scheduler = batchScheduler;
        this.options = options ?? DataLoaderOptions.Default;
    }

    /// <inheritdoc/>
    public Task<TValue?> LoadAsync(TKey key, CancellationToken cancellationToken = default)
    {
        Task<TValue?> value;
        var isNew = false;
        lock (values)
        {
            if (!values.TryGetValue(key, out value!))
            {
                var waiting = new Waiting(key, new TaskCompletionSource<TValue?>());
                value = values[key] = waiting.Value.Task;
                isNew = batch is null;
                (batch ??= new(1)).Add(waiting);
            }
        }

        if (isNew)
            scheduler.Schedule(Dispatch);
        return cancellationToken.CanBeCanceled && !cancellationToken.Equals(scheduler.RequestAborted) && !value.IsCompleted
            ? value.WaitAsync(cancellationToken)
            : value;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TValue?>> LoadAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken = default)
    {
        var loads = new Task<TValue?>[keys.Count];
        var i = 0;
        using (scheduler.Gather())
        {
            foreach (var key in keys)
                loads[i++] = LoadAsync(key, cancellationToken);
        }

        return await Task.WhenAll(loads).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Set(TKey key, TValue? value)
    {
        lock (values)
            values.TryAdd(key, Task.FromResult(value));
    }

    /// <inheritdoc/>
    public void Remove(TKey key)
    {
        lock (values)
            values.Remove(key);
    }

    /// <inheritdoc/>
    public void Clear()
    {
        lock (values)
            values.Clear();
    }

    /// <summary>Fetches the values of different keys.</summary>
    /// <returns>The value of each key in the order of the keys, <c>default</c> where there is none.</returns>
    protected abstract Task<IReadOnlyList<TValue?>> FetchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken);

    private void Dispatch()
    {
        List<Waiting> gathered;
        lock (values)
        {
            gathered = batch ?? [];
            batch = null;
        }

        if (gathered.Count <= options.MaxBatchSize)
        {
            _ = FetchAsync(gathered);
            return;
        }

        for (var start = 0; start < gathered.Count; start += options.MaxBatchSize)
            _ = FetchAsync(gathered.GetRange(start, Math.Min(options.MaxBatchSize, gathered.Count - start)));
    }

    private async Task FetchAsync(List<Waiting> waiting)
    {
        IReadOnlyList<TValue?> fetched;
        try
        {
            fetched = await FetchAsync(waiting.ConvertAll(w => w.Key), scheduler.RequestAborted).ConfigureAwait(false);
            if (fetched.Count != waiting.Count)
                throw new InvalidOperationException($"{GetType()} returned {fetched.Count} values for {waiting.Count} keys.");
        }
        catch (Exception exception)
        {
            Fail(waiting, exception);
            return;
        }

        using (scheduler.Gather())
        {
            for (var i = 0; i < waiting.Count; i++)
                waiting[i].Value.TrySetResult(fetched[i]);
        }
    }

    private void Fail(List<Waiting> waiting, Exception exception)
    {
        lock (values)
        {
            foreach (var one in waiting)
                values.Remove(one.Key);
        }

        using (scheduler.Gather())
        {
            foreach (var one in waiting)
                one.Value.TrySetException(exception);
        }
    }

    private readonly record struct Waiting(TKey Key, TaskCompletionSource<TValue?> Value);
}

/// <summary>Fetches one value for each key.</summary>
/// <inheritdoc cref="DataLoaderBase{TKey, TValue}"/>
public abstract class BatchDataLoader<TKey, TValue>(IBatchScheduler batchScheduler, DataLoaderOptions? options = null)
    : DataLoaderBase<TKey, TValue>(batchScheduler, options)
    where TKey : notnull
{
    /// <summary>Fetches the values of different keys; a key may be missing from the result.</summary>
    protected abstract Task<IReadOnlyDictionary<TKey, TValue>> LoadBatchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected sealed override async Task<IReadOnlyList<TValue?>> FetchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken)
    {
        var found = await LoadBatchAsync(keys, cancellationToken).ConfigureAwait(false);
        var values = new TValue?[keys.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = found.TryGetValue(keys[i], out var value) ? value : default;
        return values;
    }
}

/// <summary>Fetches many values for each key.</summary>
/// <inheritdoc cref="DataLoaderBase{TKey, TValue}"/>
public abstract class GroupedDataLoader<TKey, TValue>(IBatchScheduler batchScheduler, DataLoaderOptions? options = null)
    : DataLoaderBase<TKey, TValue[]>(batchScheduler, options)
    where TKey : notnull
{
    /// <summary>Fetches the values of different keys; a key may be missing from the result, and then has no values.</summary>
    protected abstract Task<ILookup<TKey, TValue>> LoadGroupedBatchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected sealed override async Task<IReadOnlyList<TValue[]?>> FetchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken)
    {
        var found = await LoadGroupedBatchAsync(keys, cancellationToken).ConfigureAwait(false);
        var values = new TValue[keys.Count][];
        for (var i = 0; i < values.Length; i++)
            values[i] = [.. found[keys[i]]];
        return values;
    }
}

/// <summary>Fetches each key by itself, and only once.</summary>
/// <inheritdoc cref="DataLoaderBase{TKey, TValue}"/>
public abstract class CacheDataLoader<TKey, TValue>(IBatchScheduler batchScheduler, DataLoaderOptions? options = null)
    : DataLoaderBase<TKey, TValue>(batchScheduler, options)
    where TKey : notnull
{
    /// <summary>Fetches the value of one key; <c>default</c> if there is none.</summary>
    protected abstract Task<TValue?> LoadSingleAsync(TKey key, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected sealed override async Task<IReadOnlyList<TValue?>> FetchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken) =>
        await Task.WhenAll(keys.Select(k => LoadSingleAsync(k, cancellationToken))).ConfigureAwait(false);
}
