namespace Alignment.Api.Import.Maps;

/// <summary>Where a content inventory holds what.</summary>
internal sealed record ContentMap(
    RowFormat Format,
    MapValue ExternalId,
    MapValue Title,
    MapValue FormatOf,
    MapValue? Url,
    MapValue? PublishedAt,
    MapValue? Stages,
    MapValue? Personas,
    MapValue? Themes,
    MapValue? Orientation,
    MapValue? Author,
    MapValue? Answers)
{
    public static ContentMap Read(FileInfo file) => MapReader.ReadFile(file, map => new ContentMap(
        RowFormat.Read(map),
        map.RequiredValue("externalId"),
        map.RequiredValue("title"),
        map.RequiredValue("format"),
        map.Value("url"),
        map.Value("publishedAt"),
        map.List("stages"),
        map.List("personas"),
        map.List("themes"),
        map.Value("orientation"),
        map.Value("author"),
        map.List("answers")));
}
