using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Alignment.GraphQL.Execution;

/// <summary>
/// A growing UTF-8 buffer that JSON is written into. It does not check the grammar; it can go back to an earlier position,
/// which is how a null takes the place of a half-written object.
/// </summary>
public sealed class ResultWriter : IDisposable
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    private static readonly SearchValues<byte> EscapedBytes = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    private byte[] buffer;

    /// <summary>Rents a buffer.</summary>
    /// <param name="initialCapacity">In bytes, from 1; the buffer doubles when it is full.</param>
    public ResultWriter(int initialCapacity = 4096) => buffer = ArrayPool<byte>.Shared.Rent(initialCapacity);

    /// <summary>How many bytes have been written.</summary>
    public int Position { get; private set; }

    /// <summary>What has been written. Valid until the next write.</summary>
    public ReadOnlySpan<byte> WrittenSpan => buffer.AsSpan(0, Position);

    /// <inheritdoc cref="WrittenSpan"/>
    public ReadOnlyMemory<byte> WrittenMemory => buffer.AsMemory(0, Position);

    /// <summary>Forgets everything after a position.</summary>
    internal void Rewind(int position) => Position = position;

    internal byte LastByte => buffer[Position - 1];

    /// <summary>Writes bytes as they are: a piece of valid JSON.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        Position += utf8.Length;
    }

    /// <summary>Writes one byte as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(byte value)
    {
        if (Position == buffer.Length)
            Grow(1);
        buffer[Position++] = value;
    }

    /// <summary>Writes <c>null</c>.</summary>
    public void WriteNull() => WriteRaw("null"u8);

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    public void WriteBoolean(bool value) => WriteRaw(value ? "true"u8 : "false"u8);

    /// <summary>Writes a whole number.</summary>
    public void WriteNumber(int value)
    {
        Utf8Formatter.TryFormat(value, Reserve(11), out var written);
        Position += written;
    }

    /// <summary>Writes a whole number.</summary>
    public void WriteNumber(long value)
    {
        Utf8Formatter.TryFormat(value, Reserve(20), out var written);
        Position += written;
    }

    /// <summary>Writes a finite number, with the fewest digits that read back as the same.</summary>
    public void WriteNumber(double value)
    {
        value.TryFormat(Reserve(32), out var written, default, CultureInfo.InvariantCulture);
        Position += written;
    }

    /// <summary>Writes a number with its scale.</summary>
    public void WriteNumber(decimal value)
    {
        value.TryFormat(Reserve(40), out var written, default, CultureInfo.InvariantCulture);
        Position += written;
    }

    /// <summary>Writes a string, escaped. An unpaired surrogate becomes U+FFFD.</summary>
    public void WriteString(ReadOnlySpan<char> text)
    {
        WriteByte((byte)'"');
        while (true)
        {
            var plain = text.IndexOfAny(Escaped);
            var run = plain < 0 ? text : text[..plain];
            var target = Reserve(checked(run.Length * 3));
            Position += Encoding.UTF8.GetBytes(run, target);
            if (plain < 0)
                break;
            WriteEscaped(text[plain]);
            text = text[(plain + 1)..];
        }

        WriteByte((byte)'"');
    }

    /// <summary>Writes a string given as valid UTF-8, escaped.</summary>
    public void WriteString(ReadOnlySpan<byte> utf8)
    {
        WriteByte((byte)'"');
        while (true)
        {
            var plain = utf8.IndexOfAny(EscapedBytes);
            WriteRaw(plain < 0 ? utf8 : utf8[..plain]);
            if (plain < 0)
                break;
            WriteEscaped((char)utf8[plain]);
            utf8 = utf8[(plain + 1)..];
        }

        WriteByte((byte)'"');
    }

    /// <summary>Writes a string whose content a value formats itself: nothing in it may need escaping.</summary>
    /// <param name="value">The value.</param>
    /// <param name="format">The value's own format; empty for its default.</param>
    public void WriteFormatted<T>(T value, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        WriteByte((byte)'"');
        var size = 64;
        int written;
        while (!value.TryFormat(Reserve(size), out written, format, CultureInfo.InvariantCulture))
            size = checked(size * 2);
        Position += written;
        WriteByte((byte)'"');
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        var rented = buffer;
        buffer = [];
        Position = 0;
        if (rented.Length > 0)
            ArrayPool<byte>.Shared.Return(rented);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<byte> Reserve(int size)
    {
        if (buffer.Length - Position < size)
            Grow(size);
        return buffer.AsSpan(Position);
    }

    internal void Advance(int written) => Position += written;

    private void WriteEscaped(char c)
    {
        switch (c)
        {
            case '"':
                WriteRaw("\\\""u8);
                break;
            case '\\':
                WriteRaw("\\\\"u8);
                break;
            case '\n':
                WriteRaw("\\n"u8);
                break;
            case '\r':
                WriteRaw("\\r"u8);
                break;
            case '\t':
                WriteRaw("\\t"u8);
                break;
            default:
                WriteRaw("\\u00"u8);
                WriteByte((byte)(c < 16 ? '0' : '1'));
                WriteByte((byte)"0123456789abcdef"[c & 15]);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        var grown = ArrayPool<byte>.Shared.Rent(checked(Math.Max(buffer.Length * 2, Position + size)));
        WrittenSpan.CopyTo(grown);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = grown;
    }
}
