using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>What PostgreSQL's binary format of COPY begins and ends with, and its instants (<see href="https://www.postgresql.org/docs/current/sql-copy.html"/>).</summary>
internal static class PostgresBinary
{
    private static readonly Instant Epoch = Instant.FromUtc(2000, 1, 1, 0, 0);
    private static readonly Instant Least = Instant.FromDateTimeUtc(DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc));
    private static readonly Instant Greatest = Instant.FromDateTimeUtc(DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc));

    /// <summary>The signature, no flags, and no extension.</summary>
    public static ReadOnlySpan<byte> Header =>
        [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xff, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>An instant from microseconds since 2000; the infinite ones are the least and the greatest that Npgsql has.</summary>
    public static Instant At(long microseconds) => microseconds switch
    {
        long.MinValue => Least,
        long.MaxValue => Greatest,
        _ => Instant.FromUnixTimeTicks(Epoch.ToUnixTimeTicks() + (microseconds * 10)),
    };

    /// <inheritdoc cref="At"/>
    public static long Microseconds(Instant at) => at <= Least ? long.MinValue : at >= Greatest ? long.MaxValue : (at.ToUnixTimeTicks() - Epoch.ToUnixTimeTicks()) / 10;
}
