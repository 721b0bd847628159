using Alignment.Api.Data;

namespace Alignment.Api.Tests.Leads.Standings;

/// <summary>A store that does what another does, for those that do something else besides.</summary>
internal class AroundStore(AlignmentStore inner) : AlignmentStore(inner.Settings)
{
    public override AlignmentContext CreateDbContext() => inner.CreateDbContext();

    public override Task<T> WriteAsync<T>(Func<AlignmentContext, CancellationToken, Task<T>> work, CancellationToken cancel = default) => inner.WriteAsync(work, cancel);

    public override Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancel = default) => inner.MigrateAsync(cancel);

    public override Task PrepareAsync(CancellationToken cancel = default) => inner.PrepareAsync(cancel);

    public override Task<string?> FindFaultAsync(CancellationToken cancel = default) => inner.FindFaultAsync(cancel);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
