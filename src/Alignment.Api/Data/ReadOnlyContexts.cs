using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Alignment.Api.Data;

/// <summary>Refuses to save through a context that was made for reading, so that no write goes past the store's gate.</summary>
internal sealed class ReadOnlyContexts : SaveChangesInterceptor
{
    public static readonly ReadOnlyContexts Instance = new();

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        throw new InvalidOperationException($"This context reads; write through {nameof(AlignmentStore)}.{nameof(AlignmentStore.WriteAsync)}.");

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        new(SavingChanges(eventData, result));
}
