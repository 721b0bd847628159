namespace Alignment.Api.Import.Maps;

/// <summary>What the maps of all kinds say about the file itself.</summary>
/// <param name="Source">The system the rows come from; null where a map leaves it out, which imports refuse.</param>
/// <param name="Missing">Texts of cells that stand for no value, compared after trimming.</param>
/// <param name="Delimiter">What separates cells.</param>
internal sealed record RowFormat(string? Source, IReadOnlySet<string> Missing, string Delimiter)
{
    public static RowFormat Read(MapReader map)
    {
        var delimiter = map.Text("delimiter") ?? ",";
        if (delimiter.Length != 1 || delimiter is "\"" or "\r" or "\n") map.Fault("delimiter", "is one character, and neither a quote nor a line end.");
        return new RowFormat(
            map.Text("source")?.Trim(),
            (map.Texts("missing") ?? [""]).Select(text => text.Trim()).ToHashSet(StringComparer.Ordinal),
            delimiter);
    }
}
