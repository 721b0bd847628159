using Alignment.Api.Data;
using Alignment.Api.Data.Postgres;
using Npgsql;

namespace Alignment.Api.Tests.Data;

public sealed class PostgresPoolTests
{
    [PostgresFact]
    public async Task WhenTheConnectionStringNamesNoSize_ThenAHostTakesNoMoreThanAServerCanShareOut() =>
        Assert.Equal(Math.Max(20, 4 * Environment.ProcessorCount), await PoolAsync(named: null));

    [PostgresFact]
    public async Task WhenTheConnectionStringNamesASize_ThenThatCounts()
    {
        Assert.Equal(3, await PoolAsync(named: 3));
        Assert.Equal(100, await PoolAsync(named: 100));
        var most = (4 * Environment.ProcessorCount) + 100;
        Assert.Equal(most, await PoolAsync(named: null, least: most));
    }

    private static async Task<int> PoolAsync(int? named, int least = 0)
    {
        var settings = await PostgresCluster.NewDatabaseAsync();
        var connection = new NpgsqlConnectionStringBuilder(settings.Database);
        connection.Remove("Maximum Pool Size");
        connection.MinPoolSize = least;
        if (named is { } size) connection.MaxPoolSize = size;
        await using var store = await AlignmentStore.ConnectAsync(settings with { Database = connection.ConnectionString });
        return new NpgsqlConnectionStringBuilder(((PostgresStore)store).Source.ConnectionString).MaxPoolSize;
    }
}
