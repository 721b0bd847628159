using System.Buffers.Binary;
using System.Text;
using Alignment.Api.Data;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>Standings as PostgreSQL's binary COPY takes them, in the order of the columns of <see cref="PostgresStandings"/>.</summary>
internal sealed class StandingBytes
{
    private const short Columns = 12;
    private byte[] bytes = new byte[64 * 1024];
    private int length;

    /// <summary>What was added since it was last cleared.</summary>
    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

    public void Clear() => length = 0;

    public void Begin() => PostgresBinary.Header.CopyTo(Next(PostgresBinary.Header.Length));

    public void End() => BinaryPrimitives.WriteInt16BigEndian(Next(2), -1);

    public void Add(LeadStanding standing)
    {
        BinaryPrimitives.WriteInt16BigEndian(Next(2), Columns);
        Id(standing.LeadId.Value);
        Id(standing.DefinitionId?.Value);
        Text(standing.Decision?.ToString());
        Number(standing.Total);
        Number(standing.Fit);
        Number(standing.Interest);
        Text(standing.StageKey);
        At(standing.AssessedAt);
        At(standing.NextChangeAt);
        Text(standing.PersonaKey);
        Text(standing.Status.ToString());
        Text(standing.RepKey);
    }

    private void Id(Guid? id)
    {
        if (id is { } present) present.TryWriteBytes(Column(16), bigEndian: true, out _);
        else Null();
    }

    private void Number(double number) => BinaryPrimitives.WriteDoubleBigEndian(Column(8), number);

    private void At(Instant? at)
    {
        if (at is { } present) BinaryPrimitives.WriteInt64BigEndian(Column(8), PostgresBinary.Microseconds(present));
        else Null();
    }

    private void Text(string? text)
    {
        if (text is null) Null();
        else Encoding.UTF8.GetBytes(text, Column(Encoding.UTF8.GetByteCount(text)));
    }

    private void Null() => BinaryPrimitives.WriteInt32BigEndian(Next(4), -1);

    private Span<byte> Column(int size)
    {
        BinaryPrimitives.WriteInt32BigEndian(Next(4), size);
        return Next(size);
    }

    private Span<byte> Next(int size)
    {
        if (bytes.Length - length < size) Array.Resize(ref bytes, (2 * bytes.Length) + size);
        length += size;
        return bytes.AsSpan(length - size, size);
    }
}
