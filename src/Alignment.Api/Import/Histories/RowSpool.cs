using Alignment.Api.Import.Rows;

namespace Alignment.Api.Import.Histories;

/// <summary>Rows put aside on disk in parts, to be read again part by part.</summary>
internal sealed class RowSpool : IDisposable
{
    private readonly BinaryWriter?[] writers;
    private readonly string folder;
    private readonly string name;

    public RowSpool(string folder, string name, int parts) => (this.folder, this.name, writers) = (folder, name, new BinaryWriter?[parts]);

    public void Add(int part, CsvRow row)
    {
        var writer = writers[part] ??= new BinaryWriter(File.Create(PathOf(part), 1 << 15));
        writer.Write7BitEncodedInt64(row.Line);
        writer.Write7BitEncodedInt(row.Cells.Length);
        foreach (var cell in row.Cells) writer.Write(cell);
    }

    /// <summary>The rows of a part, in the order of adding. Nothing can be added to it afterwards.</summary>
    public IEnumerable<CsvRow> Read(int part)
    {
        if (writers[part] is not { } writer) yield break;
        writer.Dispose();
        using var reader = new BinaryReader(new FileStream(PathOf(part), FileMode.Open, FileAccess.Read, FileShare.None, 1 << 15, FileOptions.SequentialScan | FileOptions.DeleteOnClose));
        var length = reader.BaseStream.Length;
        while (reader.BaseStream.Position < length)
        {
            var line = reader.Read7BitEncodedInt64();
            var cells = new string[reader.Read7BitEncodedInt()];
            for (var place = 0; place < cells.Length; place++) cells[place] = reader.ReadString();
            yield return new CsvRow(line, cells, []);
        }
    }

    public void Dispose()
    {
        foreach (var writer in writers) writer?.Dispose();
    }

    private string PathOf(int part) => Path.Combine(folder, $"{name}.{part}");
}
