using Alignment.Api.Data;
using Alignment.Api.Data.Postgres;
using Alignment.GraphQL;
using Npgsql;

namespace Alignment.Api.Tests.Data;

/// <summary>Statements written by hand, several in one trip.</summary>
public sealed class StatementTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [PostgresFact]
    public async Task WhenSeveralAreAskedTogether_ThenEachGetsItsRows()
    {
        await using var store = await TestStore.OpenAsync(StorageKind.Postgres);
        var scheduler = new Held();
        var trip = new StatementDataLoader(store, scheduler);
        var (numbers, word) = (trip.ReadAsync(Numbers()), trip.ReadAsync(new Statement<string>("SELECT $1", row => row.GetString(0), new NpgsqlParameter<string> { TypedValue = "word" })));
        scheduler.Release();

        Assert.Equal([1, 2, 3], await numbers);
        Assert.Equal(["word"], await word);
        Assert.Equal(1, scheduler.Trips);
    }

    [PostgresFact]
    public async Task WhenOneOfATripFails_ThenAllOfItDoAndTheNextTripIsAnswered()
    {
        await using var store = await TestStore.OpenAsync(StorageKind.Postgres);
        var scheduler = new Held();
        var trip = new StatementDataLoader(store, scheduler);
        var (numbers, broken) = (trip.ReadAsync(Numbers()), trip.ReadAsync(new Statement<int>("SELECT 1 / (1 - generate_series(1, 3))", row => row.GetInt32(0))));
        scheduler.Release();
        await Assert.ThrowsAsync<PostgresException>(() => broken.WaitAsync(Patience));
        await Assert.ThrowsAsync<PostgresException>(() => numbers.WaitAsync(Patience));

        var again = trip.ReadAsync(Numbers());
        scheduler.Release();
        Assert.Equal([1, 2, 3], await again);
    }

    private static Statement<int> Numbers() => new("SELECT generate_series(1, 3)", row => row.GetInt32(0));

    private sealed class Held : IBatchScheduler, IDisposable
    {
        private readonly List<Action> waiting = [];

        public CancellationToken RequestAborted => default;

        public int Trips { get; private set; }

        public void Schedule(Action dispatch) => waiting.Add(dispatch);

        public void Release()
        {
            Trips += waiting.Count;
            foreach (var dispatch in waiting) dispatch();
            waiting.Clear();
        }

        public IDisposable Gather() => this;

        public void Dispose()
        {
        }
    }
}
