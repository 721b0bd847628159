using System.Security.Claims;
using Alignment.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Alignment.GraphQL.Execution;

/// <summary>Everything one execution of one operation shares.</summary>
internal sealed class RequestContext(
    ExecutorServices services,
    OperationPlan plan,
    VariableValues variables,
    ClaimsPrincipal? user,
    Func<IServiceProvider>? requestServices,
    CancellationToken requestAborted) : IAsyncDisposable
{
    private readonly List<Task> pending = [];
    private readonly Lock gate = new();
    private IServiceProvider? resolved;
    private AsyncServiceScope? scope;

    internal ExecutorServices Services { get; } = services;

    internal Schema Schema => Services.Schema;

    internal OperationPlan Plan { get; } = plan;

    internal VariableValues Variables { get; } = variables;

    /// <summary>Who asks; nobody known, where that was not said.</summary>
    internal ClaimsPrincipal User => Volatile.Read(ref field) ?? First(ref field, user ?? new ClaimsPrincipal(new ClaimsIdentity()));

    internal CancellationToken RequestAborted { get; } = requestAborted;

    internal ILogger Log => Services.Logger;

    /// <summary>The event of a subscription that is being answered.</summary>
    internal object? EventMessage { get; init; }

    internal IServiceProvider ApplicationServices => Services.ApplicationServices;

    /// <summary>The scope of the request, made when a scoped service is first asked for.</summary>
    internal IServiceProvider RequestServices
    {
        get
        {
            if (resolved is not null)
                return resolved;
            lock (gate)
            {
                if (resolved is null && requestServices is not null)
                    resolved = requestServices();
                else if (resolved is null)
                    resolved = (scope = Services.ApplicationServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope()).Value.ServiceProvider;
                return resolved;
            }
        }
    }

    internal IDictionary<string, object?> ContextData => Volatile.Read(ref field) ?? First(ref field, new System.Collections.Concurrent.ConcurrentDictionary<string, object?>(StringComparer.Ordinal));

    internal BatchScheduler Scheduler => Volatile.Read(ref field) ?? First(ref field, new BatchScheduler(RequestAborted));

    internal DataLoaderRegistry DataLoaders => Volatile.Read(ref field) ?? First(ref field, new DataLoaderRegistry(this));

    internal Authorizer Authorizer => Volatile.Read(ref field) ?? First(ref field, new Authorizer(User, () => RequestServices));

    internal SoloGate Solo => Volatile.Read(ref field) ?? First(ref field, new SoloGate());

    internal bool HasPending => pending.Count > 0;

    /// <summary>The level is not complete before the task is.</summary>
    internal void Await(Task task)
    {
        lock (pending)
            pending.Add(task);
    }

    /// <summary>Waits for all tasks of the level, those included that are added meanwhile. Failures stay in the tasks.</summary>
    /// <exception cref="OperationCanceledException">The request was canceled; what is still running is left in the list.</exception>
    internal async Task WhenLevelDone()
    {
        // What a loader hands out it hands out in order: when the last is there, so are mostly all.
        while (LastRunning() is { } last)
        {
            await (RequestAborted.CanBeCanceled ? last.WaitAsync(RequestAborted) : last).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            RequestAborted.ThrowIfCancellationRequested();
        }
    }

    // Forgets those after it, which have ended.
    private Task? LastRunning()
    {
        lock (pending)
        {
            while (pending.Count > 0)
            {
                var last = pending[^1];
                if (!last.IsCompleted)
                    return last;
                pending.RemoveAt(pending.Count - 1);
            }

            return null;
        }
    }

    /// <summary>
    /// Ends the scope. Resolvers that still run, because the request was canceled, have the grace to see it: the task is then not complete
    /// at once, and whoever has an answer to give need not wait for it. It never fails on their account.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        if (HasPending)
            return new ValueTask(EndWhenLeftAsync());
        return scope is { } owned ? owned.DisposeAsync() : default;
    }

    private async Task EndWhenLeftAsync()
    {
        Task[] left;
        lock (pending)
            left = [.. pending];
        await Task.WhenAll(left).WaitAsync(Services.Options.CancellationGrace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var running = left.Count(t => !t.IsCompleted);
        if (running > 0)
            Log.ResolversLeftBehind(running);
        if (scope is { } owned)
            await owned.DisposeAsync().ConfigureAwait(false);
    }

    // What another thread made first is the one that counts.
    private static T First<T>(ref T? field, T made)
        where T : class => Interlocked.CompareExchange(ref field, made, null) ?? made;
}
