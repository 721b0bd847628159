namespace Alignment.Api.Import.Maps;

/// <summary>Where a file of leads holds what.</summary>
internal sealed record LeadMap(
    RowFormat Format,
    MapValue ExternalId,
    MapValue? CreatedAt,
    MapValue? Name,
    MapValue? Email,
    MapValue? Company,
    MapValue? Persona,
    IReadOnlyList<(string Name, MapValue Value)> Attributes)
{
    public static LeadMap Read(FileInfo file) => MapReader.ReadFile(file, map =>
    {
        var contact = map.Object("contact");
        var read = new LeadMap(
            RowFormat.Read(map),
            map.RequiredValue("externalId"),
            map.Value("createdAt"),
            contact?.Value("name"),
            contact?.Value("email"),
            contact?.Value("company"),
            map.Value("persona"),
            map.Values("attributes"));
        contact?.RefuseOtherKeys();
        return read;
    });
}
