using Alignment.Api.Import.Kinds;
using Alignment.Api.Import.Rows;

namespace Alignment.Api.Import.Histories;

/// <summary>A file whose sound rows are put aside by lead, and whose bad ones go to its file of rejected rows.</summary>
internal sealed class SpooledFile<TRow> : IDisposable
{
    private readonly ImportKind<TRow> kind;
    private readonly Func<TRow, string> leadOf;
    private readonly CsvFile file;
    private readonly RejectedRows rejected;
    private RowSpool? spool;

    /// <exception cref="WrongInputException">The file cannot be read or does not fit the map.</exception>
    public SpooledFile(FileInfo path, ImportKind<TRow> kind, Func<TRow, string> leadOf)
    {
        (this.kind, this.leadOf) = (kind, leadOf);
        file = CsvFile.Open(path, kind.Format.Delimiter);
        kind.Bind(file);
        rejected = new RejectedRows(path, file.Header, kind.Format.Delimiter);
        rejected.Clear();
    }

    public long Length => file.Length;

    public long Rows { get; private set; }

    public long RejectedCount { get; private set; }

    public string? RejectedFile => rejected.Path;

    public void Spool(string folder, int parts, IImportProgress progress, CancellationToken cancel)
    {
        spool = new RowSpool(folder, typeof(TRow).Name, parts);
        var step = $"reading {file.File.Name}";
        progress.Report(step, 1, 0, file.Length);
        foreach (var row in file.Rows())
        {
            cancel.ThrowIfCancellationRequested();
            Rows++;
            progress.Report(step, row.Line, file.Offset, file.Length);
            var reading = new RowReading(row);
            if (reading.Faults.Count > 0 || Read(reading) is not { } read) Reject(row, reading.Faults);
            else
            {
                foreach (var note in reading.Notes) progress.Note(row.Line, note);
                spool.Add((leadOf(read).GetHashCode(StringComparison.Ordinal) & int.MaxValue) % parts, row);
            }
        }
    }

    /// <summary>The rows of a part, in the order of the file.</summary>
    public IEnumerable<(CsvRow Row, TRow Read)> Part(int part)
    {
        foreach (var row in spool!.Read(part)) yield return (row, kind.Read(new RowReading(row)));
    }

    public void Reject(CsvRow row, IReadOnlyList<string> reasons)
    {
        RejectedCount++;
        rejected.Add(row, reasons);
    }

    public void Dispose()
    {
        file.Dispose();
        rejected.Dispose();
        spool?.Dispose();
    }

    private TRow? Read(RowReading reading)
    {
        var read = kind.Read(reading);
        if (reading.Faults.Count > 0) return default;
        foreach (var fault in kind.Faults(read) ?? []) reading.Fault($"{string.Join('.', fault.Path)}: {fault.Message}");
        return reading.Faults.Count > 0 ? default : read;
    }
}
