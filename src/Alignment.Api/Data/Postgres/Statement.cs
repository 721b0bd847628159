using Npgsql;

namespace Alignment.Api.Data.Postgres;

/// <summary>A statement written by hand for what is read most often, and what becomes of its rows.</summary>
internal abstract class Statement
{
    public abstract NpgsqlBatchCommand ToCommand();

    /// <summary>Takes the rows from a reader.</summary>
    public abstract ValueTask FetchAsync(NpgsqlDataReader reader, CancellationToken cancel);

    /// <summary>Hands the rows out to whoever asked, or says why there are none.</summary>
    public abstract void HandOut(Exception? failure);
}

/// <inheritdoc/>
/// <typeparam name="TRow">What is made of a row.</typeparam>
/// <param name="sql">The text, with parameters by position; one text for each shape, so that it is prepared once a connection.</param>
/// <param name="read">Makes something of a row.</param>
/// <param name="parameters">The values of the parameters, in their order.</param>
internal sealed class Statement<TRow>(string sql, Func<NpgsqlDataReader, TRow> read, params NpgsqlParameter[] parameters) : Statement
{
    private readonly TaskCompletionSource<List<TRow>> rows = new();
    private readonly List<TRow> fetched = [];

    /// <summary>The rows, when they are there.</summary>
    public Task<List<TRow>> Rows => rows.Task;

    public override NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    public override async ValueTask FetchAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        while (await reader.ReadAsync(cancel)) fetched.Add(read(reader));
    }

    public override void HandOut(Exception? failure)
    {
        if (failure is null) rows.SetResult(fetched);
        else rows.SetException(failure);
    }
}
