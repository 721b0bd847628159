using System.Globalization;
using Alignment.Api.Import.Maps;
using Alignment.Core;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Import.Rows;

/// <summary>Reads one value of a record, as its map says, from the columns of one file.</summary>
internal sealed class CellReader
{
    private static readonly string[] ListSeparators = [";", "|"];
    private readonly MapValue map;
    private readonly int column;
    private readonly IReadOnlySet<string> missing;
    private readonly AttributeValuePool pool = new(10_000);

    private CellReader(MapValue map, int column, IReadOnlySet<string> missing) => (this.map, this.column, this.missing) = (map, column, missing);

    /// <summary>What messages call this value: its column, or its place in the map.</summary>
    public string Name => map.Column ?? map.Path;

    public static CellReader Bind(MapValue map, CsvFile file, IReadOnlySet<string> missing, ICollection<string> faults)
    {
        var column = -1;
        if (map.Column is not null)
        {
            var name = map.Column.Trim();
            var places = file.Header.Select((header, place) => (header, place)).Where(pair => pair.header == name).ToList();
            if (places.Count == 0) faults.Add($"{file.File}: has no column \"{name}\" ({map.Path} of the map); it has {string.Join(", ", file.Header)}.");
            else if (places.Count > 1) faults.Add($"{file.File}: has {places.Count} columns \"{name}\" ({map.Path} of the map); rename one.");
            else column = places[0].place;
        }

        return new CellReader(map, column, missing);
    }

    /// <summary>The text, as written; null when it is missing.</summary>
    public string? Text(RowReading row)
    {
        if (column < 0) return map.Constant;
        var cell = row.Row.Cells[column];
        var trimmed = cell.AsSpan().Trim();
        if (missing.Count > 0 && (missing is HashSet<string> texts
            ? texts.GetAlternateLookup<ReadOnlySpan<char>>().Contains(trimmed)
            : missing.Contains(trimmed.ToString())))
            return null;
        if (map.Values is not null && map.Values.TryGetValue(trimmed.ToString(), out var replaced)) cell = replaced;
        return string.IsNullOrWhiteSpace(cell) ? null : cell;
    }

    /// <summary>The items of a list, each as the map's values say; empty when it is missing.</summary>
    public IReadOnlyList<string> Items(RowReading row) => Text(row) is not { } text ? [] :
    [
        .. text.Split([.. map.Split ?? ListSeparators], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(item => map.Values is not null && map.Values.TryGetValue(item, out var replaced) ? replaced : item).OfType<string>(),
    ];

    /// <summary>A key or an external id: the text, trimmed; null when it is missing.</summary>
    public string? Key(RowReading row) => Text(row)?.Trim();

    /// <summary>A key that a record must have; empty, and a fault of the record, when it is missing.</summary>
    public string RequiredKey(RowReading row, string what)
    {
        if (Key(row) is { } key) return key;
        row.Fault($"{Name}: is missing; every row says {what}");
        return string.Empty;
    }

    /// <summary>The value in the type the map says; absent when it is missing or cannot be read, which is a fault of the record.</summary>
    public AttributeValue Value(RowReading row)
    {
        if (Text(row) is not { } text) return default;
        switch (map.Type)
        {
            case AttributeKind.Number:
                return Number(row, text) is { } number ? AttributeValue.Number(number) : default;
            case AttributeKind.Boolean:
                if (Boolean(text.Trim()) is { } truth) return AttributeValue.Boolean(truth);
                row.Fault($"{Name}: \"{text}\" is neither true nor false");
                return default;
            case AttributeKind.Date:
                if (map.Pattern.ReadDate(text.Trim()) is { } date) return AttributeValue.Date(date);
                row.Fault($"{Name}: \"{text}\" is not a date written as {map.Pattern}");
                return default;
            default:
                return pool.Text(text);
        }
    }

    /// <summary>The instant, in microseconds; null when it is missing or cannot be read, which is a fault of the record.</summary>
    public Instant? Instant(RowReading row)
    {
        if (Text(row) is not { } text) return null;
        if (map.Pattern.ReadInstant(text.Trim(), map.Zone, out var note) is not { } instant)
        {
            row.Fault($"{Name}: \"{text}\" is not a time written as {map.Pattern}");
            return null;
        }

        if (note is not null) row.Note($"{Name}: {note}");
        return instant.ToMicroseconds();
    }

    /// <summary>An amount of money; null when it is missing or cannot be read, which is a fault of the record.</summary>
    public decimal? Amount(RowReading row)
    {
        if (Text(row) is not { } text) return null;
        if (decimal.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)) return amount;
        row.Fault($"{Name}: \"{text}\" is not an amount");
        return null;
    }

    private double? Number(RowReading row, string text)
    {
        if (double.TryParse(text.AsSpan().Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsInfinity(number)) return number;
        row.Fault($"{Name}: \"{text}\" is not a number");
        return null;
    }

    private static bool? Boolean(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "Y" or "1" => true,
        "FALSE" or "NO" or "N" or "0" => false,
        _ => null,
    };
}
