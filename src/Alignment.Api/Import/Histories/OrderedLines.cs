namespace Alignment.Api.Import.Histories;

/// <summary>
/// Puts lines that come in parts, each part in order, into one order: a single part goes straight through, several are merged from
/// disk at the end.
/// </summary>
internal sealed class OrderedLines(int parts, TextWriter output) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("alignment-merge-").FullName;
    private readonly List<string> files = [];

    public void AddPart(IEnumerable<(long Rank, string Text)> lines)
    {
        if (parts == 1)
        {
            foreach (var (_, text) in lines) output.WriteLine(text);
            return;
        }

        var file = Path.Combine(folder, $"{files.Count}");
        files.Add(file);
        using var writer = new BinaryWriter(File.Create(file, 1 << 15));
        foreach (var (rank, text) in lines)
        {
            writer.Write7BitEncodedInt64(rank);
            writer.Write(text);
        }
    }

    public void Finish()
    {
        var open = files.Select(file => Read(file).GetEnumerator()).ToList();
        var next = new PriorityQueue<IEnumerator<(long Rank, string Text)>, long>();
        foreach (var part in open.Where(part => part.MoveNext())) next.Enqueue(part, part.Current.Rank);
        while (next.TryPeek(out var part, out _))
        {
            output.WriteLine(part.Current.Text);
            if (part.MoveNext()) next.DequeueEnqueue(part, part.Current.Rank);
            else next.Dequeue();
        }

        foreach (var part in open) part.Dispose();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static IEnumerable<(long Rank, string Text)> Read(string file)
    {
        using var reader = new BinaryReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None, 1 << 15, FileOptions.SequentialScan));
        var length = reader.BaseStream.Length;
        while (reader.BaseStream.Position < length) yield return (reader.Read7BitEncodedInt64(), reader.ReadString());
    }
}
