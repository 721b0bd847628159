using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Alignment.Api.Data.Memory;

/// <summary>A store that forgets when the process ends. Units of work run one after another; one that fails midway is not undone.</summary>
internal sealed class MemoryStore : AlignmentStore
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly PooledDbContextFactory<AlignmentContext> readers;
    private readonly DbContextOptions<AlignmentContext> writing;

    public MemoryStore(StorageSettings settings, IReadOnlyList<IInterceptor> interceptors)
        : base(settings)
    {
        var root = new InMemoryDatabaseRoot();
        void Provider(DbContextOptionsBuilder options) => options
            .UseInMemoryDatabase(settings.Database, root)
            .ConfigureWarnings(warnings => warnings.Ignore(InMemoryEventId.TransactionIgnoredWarning));
        readers = new PooledDbContextFactory<AlignmentContext>(ContextOptions.ForReading(interceptors, Provider));
        writing = ContextOptions.ForWriting(interceptors, Provider);
    }

    public override AlignmentContext CreateDbContext() => readers.CreateDbContext();

    public override async Task<T> WriteAsync<T>(Func<AlignmentContext, CancellationToken, Task<T>> work, CancellationToken cancel = default)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await using var context = new AlignmentContext(writing);
            var result = await work(context, cancel);
            await context.SaveChangesAsync(cancel);
            context.Committed(Signals);
            return result;
        }
        finally
        {
            gate.Release();
        }
    }

    public override Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<string>>([]);

    public override Task PrepareAsync(CancellationToken cancel = default) => Task.CompletedTask;

    public override Task<string?> FindFaultAsync(CancellationToken cancel = default) => Task.FromResult<string?>(null);

    public override ValueTask DisposeAsync()
    {
        gate.Dispose();
        return ValueTask.CompletedTask;
    }
}
