using System.Diagnostics.CodeAnalysis;
using Alignment.GraphQL;
using Npgsql;

namespace Alignment.Api.Data.Postgres;

/// <summary>The statements that the loaders of one level ask for, in one trip to PostgreSQL.</summary>
public sealed class StatementDataLoader(AlignmentStore store, IBatchScheduler scheduler) : DataLoaderBase<Statement, object>(scheduler)
{
    private readonly NpgsqlDataSource? source = (store as PostgresStore)?.Source;

    /// <summary>Whether the store is a PostgreSQL database; others are read through EF.</summary>
    [MemberNotNullWhen(true, nameof(source))]
    internal bool IsOpen => source is not null;

    /// <summary>The rows of a statement.</summary>
    internal async Task<List<TRow>> ReadAsync<TRow>(Statement<TRow> statement) => (List<TRow>)(await LoadAsync(statement))!;

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<object?>> FetchAsync(IReadOnlyList<Statement> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        await using var connection = await source!.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in keys) batch.BatchCommands.Add(statement.ToCommand());
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var results = new object[keys.Count];
        for (var i = 0; i < results.Length; i++)
        {
            if (i > 0) await rows.NextResultAsync(cancellationToken);
            results[i] = await keys[i].ReadAsync(rows, cancellationToken);
        }

        return results;
    }
}
