namespace Alignment.Api.Import.Maps;

/// <summary>Where a file of engagements holds what.</summary>
internal sealed record EngagementMap(
    RowFormat Format,
    MapValue Lead,
    MapValue At,
    MapValue Type,
    MapValue? ExternalId,
    MapValue? Content,
    MapValue? Stage,
    MapValue? By,
    IReadOnlyList<(string Name, MapValue Value)> Properties)
{
    public static EngagementMap Read(FileInfo file) => MapReader.ReadFile(file, map => new EngagementMap(
        RowFormat.Read(map),
        map.RequiredValue("lead"),
        map.RequiredValue("at"),
        map.RequiredValue("type"),
        map.Value("externalId"),
        map.Value("content"),
        map.Value("stage"),
        map.Value("by"),
        map.Values("properties")));
}
