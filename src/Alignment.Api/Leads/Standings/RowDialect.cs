using System.Data.Common;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>How a database hands out ids and instants, for readers written by hand.</summary>
internal abstract class RowDialect
{
    public static RowDialect Postgres { get; } = new OfPostgres();

    public static RowDialect Sqlite { get; } = new OfSqlite();

    public abstract Guid Id(DbDataReader row, int column);

    public abstract Instant At(DbDataReader row, int column);

    /// <summary>A parameter that holds an id.</summary>
    public abstract object Parameter(Guid id);

    public Instant? AtOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : At(row, column);

    public static string? TextOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private sealed class OfPostgres : RowDialect
    {
        public override Guid Id(DbDataReader row, int column) => row.GetGuid(column);

        public override Instant At(DbDataReader row, int column) => Instant.FromDateTimeUtc(row.GetDateTime(column));

        public override object Parameter(Guid id) => id;
    }

    private sealed class OfSqlite : RowDialect
    {
        public override Guid Id(DbDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);

        public override Instant At(DbDataReader row, int column) => Instant.FromUnixTimeTicks(row.GetInt64(column));

        public override object Parameter(Guid id) => id.ToByteArray(bigEndian: true);
    }
}
