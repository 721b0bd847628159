using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NodaTime;
using Npgsql;

namespace Alignment.Api.Leads.Standings;

/// <summary>Rows that PostgreSQL copies out in its binary format.</summary>
internal sealed class CopiedRows : ScanRows
{
    private readonly NpgsqlRawCopyStream stream;
    private readonly TextPool texts;
    private byte[] buffer = new byte[32 * 1024];
    private int next;
    private int end;
    private int columnsLeft;

    private CopiedRows(NpgsqlRawCopyStream stream, TextPool texts)
    {
        (this.stream, this.texts) = (stream, texts);
        Take(PostgresBinary.Header.Length);
    }

    // COPY takes no parameters: ids and numbers are written out.
    public static CopiedRows Of(NpgsqlConnection connection, string sql, (string Name, object Value)[] parameters, TextPool texts)
    {
        var query = new StringBuilder(sql);
        foreach (var (name, value) in parameters)
            query.Replace($"@{name}", value is Guid id ? $"'{id}'" : ((int)value).ToString(CultureInfo.InvariantCulture));
        return new(connection.BeginRawBinaryCopy($"COPY ({query}) TO STDOUT (FORMAT BINARY)"), texts);
    }

    public override bool Read()
    {
        while (columnsLeft > 0) Column();
        columnsLeft = BinaryPrimitives.ReadInt16BigEndian(Take(2));
        if (columnsLeft >= 0) return true;
        if (stream.Read(buffer) > 0) throw new InvalidDataException("There is something behind the last row.");
        return false;
    }

    public override Guid Id() => new(Column(), bigEndian: true);

    public override Instant? AtOrNull() => Column() is { IsEmpty: false } at ? PostgresBinary.At(BinaryPrimitives.ReadInt64BigEndian(at)) : null;

    public override string? TextOrNull()
    {
        var text = Column(out var isNull);
        return isNull ? null : texts.Of(text);
    }

    // Before the text there is the version of the format.
    public override byte[]? JsonOrNull() => Column() is { IsEmpty: false } json ? json[1..].ToArray() : null;

    public override int Int() => BinaryPrimitives.ReadInt32BigEndian(Column());

    public override long Long() => BinaryPrimitives.ReadInt64BigEndian(Column());

    public override void Dispose() => stream.Dispose();

    private ReadOnlySpan<byte> Column() => Column(out _);

    private ReadOnlySpan<byte> Column(out bool isNull)
    {
        columnsLeft--;
        var length = BinaryPrimitives.ReadInt32BigEndian(Take(4));
        isNull = length < 0;
        return isNull ? [] : Take(length);
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (end - next < length) Fetch(length);
        var taken = buffer.AsSpan(next, length);
        next += length;
        return taken;
    }

    private void Fetch(int length)
    {
        buffer.AsSpan(next, end - next).CopyTo(buffer);
        (next, end) = (0, end - next);
        if (length > buffer.Length) Array.Resize(ref buffer, 2 * length);
        while (end < length)
        {
            var read = stream.Read(buffer.AsSpan(end));
            if (read == 0) throw new EndOfStreamException("The rows end in the middle of one.");
            end += read;
        }
    }
}
