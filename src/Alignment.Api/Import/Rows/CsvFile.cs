using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Alignment.Api.Import.Rows;

/// <summary>
/// A CSV file (RFC 4180, UTF-8 with or without a byte-order mark) with a header, read one record at a time. Where quotes are wrong,
/// the line is faulty and reading goes on with the next line, so that a quote that never closes costs one line and not the rest.
/// </summary>
internal sealed class CsvFile : IDisposable
{
    private const int LongestRecord = 1 << 20;
    private readonly FileStream stream;
    private readonly CsvReaderOptions options;
    private readonly Dictionary<long, CsvMalformedReason> malformed = [];
    private CsvReader reader;
    private long segmentOffset;
    private long segmentLine;

    private CsvFile(FileInfo file, FileStream stream, string delimiter)
    {
        File = file;
        this.stream = stream;
        options = new CsvReaderOptions
        {
            Separator = delimiter[0],
            HasHeader = false,
            TrackLineNumbers = true,
            TrimWhitespace = false,
            MaxRecordSize = LongestRecord,
            DetectSeparatorHint = false,
            Encoding = Encoding.UTF8,
            OnMalformedRecord = record => malformed[record.LineNumber] = record.Reason,
        };
        reader = CsvReader.Create(stream, options, true);
        Header = ReadHeader();
    }

    public FileInfo File { get; }

    /// <summary>The columns' names, trimmed, in order.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The file's length in bytes, for progress.</summary>
    public long Length => stream.Length;

    /// <summary>How many bytes have been read.</summary>
    public long Offset => segmentOffset + reader.ByteOffset;

    /// <exception cref="WrongInputException">The file cannot be read, or has no header.</exception>
    public static CsvFile Open(FileInfo file, string delimiter)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
            return new CsvFile(file, stream, delimiter);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CsvFormatException)
        {
            stream?.Dispose();
            throw new WrongInputException($"{file}: cannot be read: {unreadable.Message}");
        }
        catch (WrongInputException)
        {
            stream?.Dispose();
            throw;
        }
    }

    /// <summary>The records after the header, once.</summary>
    public IEnumerable<CsvRow> Rows()
    {
        while (Next() is { } row) yield return row;
    }

    public void Dispose()
    {
        reader.Dispose();
        stream.Dispose();
    }

    private string[] ReadHeader()
    {
        if (!reader.Read()) throw new WrongInputException($"{File}: is empty; the first line names the columns.");
        return [.. reader.Current.ToArray().Select(name => name.Trim())];
    }

    private CsvRow? Next()
    {
        try
        {
            if (!reader.Read()) return null;
        }
        catch (CsvFormatException tooLong)
        {
            return SkipLine(tooLong.LineNumber, tooLong.ByteOffset, "is longer than a record may be (1 MiB); is a quote left open?");
        }

        var line = segmentLine + reader.LineNumber;
        if (malformed.Remove(reader.LineNumber, out var reason))
        {
            return reader.RawRecord.ContainsAny((byte)'\n', (byte)'\r')
                ? SkipLine(reader.LineNumber, reader.ByteOffset, Sentence(reason))
                : new CsvRow(line, Cells(), [Sentence(reason)]);
        }

        var faults = new List<string>();
        if (reader.FieldCount != Header.Count) faults.Add($"has {reader.FieldCount} cells where the header has {Header.Count}");
        if (!Utf8.IsValid(reader.RawRecord)) faults.Add("holds bytes that are not UTF-8");
        return new CsvRow(line, Cells(), faults);
    }

    private string[] Cells() => reader.Current.ToArray();

    private CsvRow SkipLine(long readerLine, long readerOffset, string fault)
    {
        var line = segmentLine + readerLine;
        var start = segmentOffset + readerOffset;
        stream.Position = start;
        var text = ReadLine(out var length);
        reader.Dispose();
        malformed.Clear();
        stream.Position = segmentOffset = start + length;
        segmentLine = line;
        reader = CsvReader.Create(stream, options, true);
        return new CsvRow(line, [text], [fault]);
    }

    // The line at the stream's position, without its end; length counts the end. What is beyond the longest record is not kept.
    private string ReadLine(out long length)
    {
        var kept = new List<byte>();
        var buffer = new byte[4096];
        length = 0;
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            var end = Array.IndexOf(buffer, (byte)'\n', 0, read);
            var part = buffer.AsSpan(0, end < 0 ? read : end);
            kept.AddRange(part[..Math.Min(part.Length, LongestRecord - kept.Count)]);
            length += end < 0 ? read : end + 1;
            if (end >= 0) break;
        }

        return Encoding.UTF8.GetString(kept.ToArray()).TrimEnd('\r');
    }

    private static string Sentence(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "has a quote inside a cell that is not quoted; double it and quote the cell",
        CsvMalformedReason.TextAfterClosingQuote => "has text after a closing quote; double the quotes inside the cell",
        CsvMalformedReason.UnterminatedQuote => "opens a quote that never closes",
        _ => $"is malformed ({reason})",
    };
}
