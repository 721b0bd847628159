using System.Diagnostics.CodeAnalysis;
using Alignment.GraphQL;
using Npgsql;

namespace Alignment.Api.Data.Postgres;

/// <summary>The statements that the loaders of one level ask for, in one trip to PostgreSQL.</summary>
public sealed class StatementDataLoader(AlignmentStore store, IBatchScheduler scheduler) : IDataLoader
{
    private readonly NpgsqlDataSource? source = (store as PostgresStore)?.Source;
    private readonly Lock gate = new();
    private List<Statement>? asked;

    /// <summary>Whether the store is a PostgreSQL database; others are read through EF.</summary>
    [MemberNotNullWhen(true, nameof(source))]
    internal bool IsOpen => source is not null;

    /// <summary>Nothing is kept here.</summary>
    public void Clear()
    {
    }

    /// <summary>The rows of a statement, which is asked once.</summary>
    internal Task<List<TRow>> ReadAsync<TRow>(Statement<TRow> statement)
    {
        bool isFirst;
        lock (gate)
        {
            isFirst = asked is null;
            (asked ??= new(4)).Add(statement);
        }

        if (isFirst) scheduler.Schedule(Dispatch);
        return statement.Rows;
    }

    private void Dispatch()
    {
        List<Statement> together;
        lock (gate) (together, asked) = (asked ?? [], null);
        _ = AnswerAsync(together);
    }

    private async Task AnswerAsync(List<Statement> together)
    {
        Exception? failure = null;
        try
        {
            await FetchAsync(together, scheduler.RequestAborted);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        using (scheduler.Gather())
        {
            foreach (var statement in together) statement.HandOut(failure);
        }
    }

    private async Task FetchAsync(List<Statement> together, CancellationToken cancellationToken)
    {
        await using var connection = await source!.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in together) batch.BatchCommands.Add(statement.ToCommand());
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        for (var i = 0; i < together.Count; i++)
        {
            if (i > 0) await rows.NextResultAsync(cancellationToken);
            await together[i].FetchAsync(rows, cancellationToken);
        }
    }
}
