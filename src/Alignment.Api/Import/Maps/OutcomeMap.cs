namespace Alignment.Api.Import.Maps;

/// <summary>Where a file of outcomes holds what.</summary>
internal sealed record OutcomeMap(
    RowFormat Format,
    MapValue Lead,
    MapValue Outcome,
    MapValue? At,
    MapValue? Amount,
    MapValue? Currency,
    MapValue? Rep,
    MapValue? Reason)
{
    public static OutcomeMap Read(FileInfo file) => MapReader.ReadFile(file, map => new OutcomeMap(
        RowFormat.Read(map),
        map.RequiredValue("lead"),
        map.RequiredValue("outcome"),
        map.Value("at"),
        map.Value("amount"),
        map.Value("currency"),
        map.Value("rep"),
        map.Value("reason")));
}
