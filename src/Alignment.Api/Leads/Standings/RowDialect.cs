using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using NodaTime;
using Npgsql;

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

    /// <summary>A parameter that holds ids.</summary>
    public abstract object Parameter(Guid[] ids);

    /// <summary>The condition that an id is among those of a parameter.</summary>
    /// <param name="name">The parameter's name.</param>
    public abstract string Among(string name);

    /// <summary>A parameter that holds a length of time, which can be added to an instant.</summary>
    public abstract DbParameter Parameter(string name, Duration length);

    /// <summary>A table of periods to follow WITH, <c>asked (place, asset_id, since, until)</c>, and the parameters that hold them.</summary>
    /// <param name="periods">Of what and from when until when; open where null.</param>
    public abstract (string Table, DbParameter[] Parameters) Periods(IReadOnlyList<(Guid Of, Instant? From, Instant? To)> periods);

    public Instant? AtOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : At(row, column);

    public static string? TextOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private sealed class OfPostgres : RowDialect
    {
        public override Guid Id(DbDataReader row, int column) => row.GetGuid(column);

        public override Instant At(DbDataReader row, int column) => Instant.FromDateTimeUtc(row.GetDateTime(column));

        public override object Parameter(Guid id) => id;

        public override object Parameter(Guid[] ids) => ids;

        public override string Among(string name) => $"= ANY (@{name})";

        public override DbParameter Parameter(string name, Duration length) => new NpgsqlParameter(name, length.ToTimeSpan());

        public override (string Table, DbParameter[] Parameters) Periods(IReadOnlyList<(Guid Of, Instant? From, Instant? To)> periods) =>
        (
            "asked AS MATERIALIZED (SELECT * FROM unnest(@places, @ids, @since, @until) AS asked (place, asset_id, since, until))",
            [
                new NpgsqlParameter("places", Enumerable.Range(0, periods.Count).ToArray()),
                new NpgsqlParameter("ids", periods.Select(period => period.Of).ToArray()),
                new NpgsqlParameter("since", periods.Select(period => Bound(period.From, DateTime.MinValue)).ToArray()),
                new NpgsqlParameter("until", periods.Select(period => Bound(period.To, DateTime.MaxValue)).ToArray()),
            ]);

        // The least and the greatest are -infinity and infinity.
        private static DateTime Bound(Instant? at, DateTime open) => DateTime.SpecifyKind(
            at is not { } instant ? open
            : instant < Instant.FromUtc(1, 1, 1, 0, 0) ? DateTime.MinValue
            : instant.ToDateTimeUtc(), DateTimeKind.Utc);
    }

    private sealed class OfSqlite : RowDialect
    {
        public override Guid Id(DbDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);

        public override Instant At(DbDataReader row, int column) => Instant.FromUnixTimeTicks(row.GetInt64(column));

        public override object Parameter(Guid id) => id.ToByteArray(bigEndian: true);

        public override object Parameter(Guid[] ids) => $"[{string.Join(',', ids.Select(id => $"\"{Convert.ToHexString(id.ToByteArray(bigEndian: true))}\""))}]";

        public override string Among(string name) => $"IN (SELECT unhex(value) FROM json_each(@{name}))";

        public override DbParameter Parameter(string name, Duration length) => new SqliteParameter($"@{name}", length.BclCompatibleTicks);

        public override (string Table, DbParameter[] Parameters) Periods(IReadOnlyList<(Guid Of, Instant? From, Instant? To)> periods)
        {
            var rows = periods.Select(period => string.Create(CultureInfo.InvariantCulture,
                $"[\"{Convert.ToHexString(period.Of.ToByteArray(bigEndian: true))}\",{period.From?.ToUnixTimeTicks() ?? long.MinValue},{period.To?.ToUnixTimeTicks() ?? long.MaxValue}]"));
            return (
                "asked AS MATERIALIZED (SELECT key AS place, unhex(value ->> 0) AS asset_id, value ->> 1 AS since, value ->> 2 AS until FROM json_each(@periods))",
                [new SqliteParameter("@periods", $"[{string.Join(',', rows)}]")]);
        }
    }
}
