using Npgsql;

namespace Alignment.Api.Data.Postgres;

/// <summary>A statement written by hand for what is read most often, and what becomes of its rows.</summary>
public abstract class Statement
{
    private protected Statement()
    {
    }

    internal abstract NpgsqlBatchCommand ToCommand();

    internal abstract ValueTask<object> ReadAsync(NpgsqlDataReader rows, CancellationToken cancel);
}

/// <inheritdoc/>
/// <typeparam name="TRow">What is made of a row.</typeparam>
/// <param name="sql">The text, with parameters by position; one text for each shape, so that it is prepared once a connection.</param>
/// <param name="read">Makes something of a row.</param>
/// <param name="parameters">The values of the parameters, in their order.</param>
internal sealed class Statement<TRow>(string sql, Func<NpgsqlDataReader, TRow> read, params NpgsqlParameter[] parameters) : Statement
{
    internal override NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    internal override async ValueTask<object> ReadAsync(NpgsqlDataReader rows, CancellationToken cancel)
    {
        var list = new List<TRow>();
        while (await rows.ReadAsync(cancel)) list.Add(read(rows));
        return list;
    }
}
