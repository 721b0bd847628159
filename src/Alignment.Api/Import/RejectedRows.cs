using System.Globalization;
using CsvHelper;

namespace Alignment.Api.Import;

/// <summary>
/// The rows that were not taken in, in <c>FILE.rejected.csv</c>: the line, every reason, and the cells as they were, so that it can be
/// mended and imported in its turn. The file is made with the first row, and one of an earlier run is removed.
/// </summary>
internal sealed class RejectedRows(FileInfo imported, IReadOnlyList<string> header, string delimiter) : IDisposable
{
    private CsvWriter? writer;

    /// <summary>Where the rows are; null while there are none.</summary>
    public string? Path { get; private set; }

    public void Add(Rows.CsvRow row, IEnumerable<string> reasons)
    {
        writer ??= Open();
        writer.WriteField(row.Line.ToString(CultureInfo.InvariantCulture));
        writer.WriteField(string.Join("; ", reasons));
        foreach (var cell in row.Cells) writer.WriteField(cell);
        writer.EndRecord();
    }

    /// <summary>Starts over, for a unit of work that is run again.</summary>
    public void Clear()
    {
        writer?.Dispose();
        (writer, Path) = (null, null);
        File.Delete(Beside);
    }

    public void Flush() => writer?.Flush();

    public void Dispose() => writer?.Dispose();

    private string Beside => imported.FullName + ".rejected.csv";

    private CsvWriter Open()
    {
        var options = new CsvWriterOptions { Separator = delimiter[0], ValidateFieldCount = false, HasHeader = false };
        CsvWriter opened;
        try
        {
            opened = CsvWriter.Create(File.Create(Path = Beside), options, false);
        }
        catch (Exception readOnly) when (readOnly is IOException or UnauthorizedAccessException)
        {
            opened = CsvWriter.Create(File.Create(Path = System.IO.Path.GetFullPath(imported.Name + ".rejected.csv")), options, false);
        }

        foreach (var name in header.Prepend("reasons").Prepend("line")) opened.WriteField(name);
        opened.EndRecord();
        return opened;
    }
}
