namespace Alignment.Api.Import.Maps;

/// <summary>Where a file of past hand-offs, returns and recycles holds what.</summary>
internal sealed record HistoryMap(RowFormat Format, MapValue Lead, MapValue At, MapValue Event)
{
    /// <summary>The columns <c>lead</c>, <c>at</c> and <c>event</c>, for a file that needs no map.</summary>
    public static HistoryMap Plain { get; } = new(
        new RowFormat(null, new HashSet<string>(StringComparer.Ordinal) { "" }, ","), Of("lead"), Of("at"), Of("event"));

    public static HistoryMap Read(FileInfo file) => MapReader.ReadFile(file, map => new HistoryMap(
        RowFormat.Read(map), map.RequiredValue("lead"), map.RequiredValue("at"), map.RequiredValue("event")));

    private static MapValue Of(string column) => new() { Path = $"$.{column}", Column = column };
}
