using System.Text.Json;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Import.Maps;

/// <summary>Reads one object of a map file and gathers every fault with its place, instead of stopping at the first.</summary>
internal sealed class MapReader
{
    private static readonly string[] ValueKeys = ["column", "constant", "type", "values", "pattern", "zone", "split"];
    private readonly JsonElement element;
    private readonly string path;
    private readonly List<string> faults;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    private MapReader(JsonElement element, string path, List<string> faults) => (this.element, this.path, this.faults) = (element, path, faults);

    /// <summary>Reads a map file with a function that asks for every key it knows; keys nobody asked for are faults.</summary>
    /// <exception cref="WrongInputException">With every fault, each after the file's name and its place in it.</exception>
    public static T ReadFile<T>(FileInfo file, Func<MapReader, T> read)
    {
        var faults = new List<string>();
        T? map = default;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file.FullName).AsMemory().TrimByteOrderMark(), new JsonDocumentOptions
            {
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
                AllowDuplicateProperties = false,
            });
            if (document.RootElement.ValueKind != JsonValueKind.Object) faults.Add("$: is not an object.");
            else
            {
                var reader = new MapReader(document.RootElement, "$", faults);
                map = read(reader);
                reader.RefuseOtherKeys();
            }
        }
        catch (JsonException malformed)
        {
            faults.Add($"is not JSON: {malformed.Message}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            faults.Add($"cannot be read: {unreadable.Message}");
        }

        return faults.Count == 0 ? map! : throw new WrongInputException([.. faults.Select(fault => $"{file}: {fault}")]);
    }

    public void Fault(string key, string message) => faults.Add($"{path}.{key}: {message}");

    /// <summary>A text that a map may leave out.</summary>
    public string? Text(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text when text.GetString()!.Trim().Length > 0 => text.GetString(),
        _ => Refuse<string>(key, "is a text that is not empty."),
    };

    /// <summary>Texts that a map may leave out.</summary>
    public IReadOnlyList<string>? Texts(string key)
    {
        if (Find(key) is not { } array) return null;
        if (array.ValueKind == JsonValueKind.Array && array.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
            return [.. array.EnumerateArray().Select(item => item.GetString()!)];
        return Refuse<IReadOnlyList<string>>(key, "is a list of texts.");
    }

    /// <summary>A value that a map must say.</summary>
    public MapValue RequiredValue(string key)
    {
        var value = Value(key);
        if (value is null && Find(key) is null) Fault(key, "is missing; name the column it is in.");
        return value ?? new MapValue { Path = $"{path}.{key}" };
    }

    /// <summary>A value that a map may leave out.</summary>
    public MapValue? Value(string key)
    {
        if (List(key) is not { } value) return null;
        if (value.Split is null) return value;
        Fault(key, "holds one value; \"split\" is for lists.");
        return null;
    }

    /// <summary>A value that holds a list, which a map may leave out.</summary>
    public MapValue? List(string key)
    {
        if (Find(key) is not { } said) return null;
        var at = $"{path}.{key}";
        if (said.ValueKind == JsonValueKind.String) return new MapValue { Path = at, Column = said.GetString() };
        if (said.ValueKind != JsonValueKind.Object) return Refuse<MapValue>(key, "is a column's name, or an object with \"column\" or \"constant\".");
        return new MapReader(said, at, faults).WholeValue();
    }

    /// <summary>The values of an object whose keys are names, such as attributes; empty if left out.</summary>
    public IReadOnlyList<(string Name, MapValue Value)> Values(string key)
    {
        var within = Object(key);
        if (within is null) return [];
        var values = new List<(string, MapValue)>();
        foreach (var property in within.element.EnumerateObject())
        {
            if (string.IsNullOrWhiteSpace(property.Name)) within.Fault(property.Name, "has an empty name.");
            else if (within.Value(property.Name) is { } value) values.Add((property.Name, value));
        }

        return values;
    }

    /// <summary>An object within, whose own keys must all be asked for; null if left out.</summary>
    public MapReader? Object(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } inner => new MapReader(inner, $"{path}.{key}", faults),
        _ => Refuse<MapReader>(key, "is an object."),
    };

    /// <summary>The names in this object.</summary>
    public IReadOnlyList<string> Keys => [.. element.EnumerateObject().Select(property => property.Name)];

    public void RefuseOtherKeys()
    {
        foreach (var property in element.EnumerateObject().Where(property => !known.Contains(property.Name)))
            faults.Add($"{path}.{property.Name}: is not a key here; the keys are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
    }

    private MapValue? WholeValue()
    {
        known.UnionWith(ValueKeys);
        RefuseOtherKeys();
        var (column, constant) = (Text("column"), Find("constant"));
        if (column is null == constant is null) faults.Add($"{path}: has either \"column\" or \"constant\".");
        return new MapValue
        {
            Path = path,
            Column = column,
            Constant = constant is null ? null : Plain(constant.Value, "constant"),
            Type = Type(constant),
            Values = Replacements(),
            Pattern = Pattern(),
            Zone = Zone(),
            Split = Separators(),
        };
    }

    private AttributeKind Type(JsonElement? constant) => Text("type") switch
    {
        "text" => AttributeKind.Text,
        "number" => AttributeKind.Number,
        "boolean" => AttributeKind.Boolean,
        "date" => AttributeKind.Date,
        { } other => Refuse("type", $"\"{other}\" is none of text, number, boolean and date.", AttributeKind.Text),
        null => constant?.ValueKind switch
        {
            JsonValueKind.Number => AttributeKind.Number,
            JsonValueKind.True or JsonValueKind.False => AttributeKind.Boolean,
            _ => AttributeKind.Text,
        },
    };

    private Dictionary<string, string?>? Replacements()
    {
        if (Object("values") is not { } table) return null;
        return table.element.EnumerateObject().ToDictionary(entry => entry.Name.Trim(), entry => table.Plain(entry.Value, entry.Name), StringComparer.Ordinal);
    }

    private TimePattern Pattern()
    {
        if (Text("pattern") is not { } written) return TimePattern.Iso;
        return TimePattern.Parse(written, out var fault) ?? Refuse("pattern", $"\"{written}\" is not a pattern for times: {fault}", TimePattern.Iso);
    }

    private DateTimeZone Zone()
    {
        if (Text("zone") is not { } id) return DateTimeZone.Utc;
        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(id.Trim())
            ?? Refuse("zone", $"\"{id}\" is not a time zone of the IANA database, such as Europe/Paris.", DateTimeZone.Utc);
    }

    private IReadOnlyList<string>? Separators()
    {
        if (Find("split") is not { } split) return null;
        var separators = split.ValueKind == JsonValueKind.String ? [split.GetString()!] : Texts("split");
        if (separators is null || (separators.Count > 0 && separators.All(separator => separator.Length > 0))) return separators;
        return Refuse<IReadOnlyList<string>>("split", "is the text between the items of a list, or several such texts.");
    }

    private string? Plain(JsonElement value, string key) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => null,
        _ => Refuse<string>(key, "is a text, a number, true, false or null."),
    };

    private JsonElement? Find(string key)
    {
        known.Add(key);
        return element.TryGetProperty(key, out var value) ? value : null;
    }

    private T? Refuse<T>(string key, string message)
        where T : class
    {
        Fault(key, message);
        return null;
    }

    private T Refuse<T>(string key, string message, T otherwise)
    {
        Fault(key, message);
        return otherwise;
    }
}
