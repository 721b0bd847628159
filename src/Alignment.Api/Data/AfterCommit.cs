using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Alignment.Api.Data;

/// <summary>Lets a unit of work say what is to be done once it is committed; nothing is done if it is not.</summary>
internal static class AfterCommitExtensions
{
    /// <summary>Runs an action after the unit of work of this context has been committed. It must be quick and must not throw.</summary>
    public static void AfterCommit(this AlignmentContext context, Action action) => AfterCommitInterceptor.Add(context, action);
}

/// <summary>Runs what units of work left to be done after their commit; on a store without transactions, after each save.</summary>
internal sealed class AfterCommitInterceptor : DbTransactionInterceptor, ISaveChangesInterceptor
{
    public static readonly AfterCommitInterceptor Instance = new();
    private static readonly ConditionalWeakTable<DbContext, List<Action>> Waiting = [];

    public static void Add(DbContext context, Action action) => Waiting.GetOrCreateValue(context).Add(action);

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Run(eventData.Context);

    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Run(eventData.Context);
        return Task.CompletedTask;
    }

    public int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        if (eventData.Context?.Database.IsRelational() == false) Run(eventData.Context);
        return result;
    }

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        new(SavedChanges(eventData, result));

    private static void Run(DbContext? context)
    {
        if (context is null || !Waiting.TryGetValue(context, out var actions)) return;
        Waiting.Remove(context);
        foreach (var action in actions) action();
    }
}
