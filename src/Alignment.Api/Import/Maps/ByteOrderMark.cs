namespace Alignment.Api.Import.Maps;

internal static class ByteOrderMark
{
    /// <summary>UTF-8 text without the mark that some editors put before it.</summary>
    public static ReadOnlyMemory<byte> TrimByteOrderMark(this Memory<byte> text) =>
        text.Span.StartsWith(Mark) ? text[Mark.Length..] : text;

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];
}
