using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Alignment.Api.Data.Values;

/// <summary>Values that are stored as one JSON text: jsonb on PostgreSQL, text elsewhere.</summary>
internal static class StoredJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new AttributeValueJson(), new AttributeSetJson(), new InstantJson(), new LocalDateJson(), new LocalTimeJson(),
            new WorkingHoursJson(), new DateIntervalJson(), new CitationJson(), new ChapterJson(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
        },
    };

    /// <summary>Stores an immutable value that compares by value.</summary>
    public static PropertyBuilder<T> StoredAsJson<T>(this PropertyBuilder<T> property) =>
        property.HasConversion(new JsonConverter<T>()).HasAnnotation(Annotation, true);

    /// <summary>Stores a list whose items compare by value and whose holder may add to it.</summary>
    public static PropertyBuilder<IReadOnlyList<T>> StoredAsJsonList<T>(this PropertyBuilder<IReadOnlyList<T>> property) =>
        property.HasConversion(new ListConverter<T>(), Comparer<T>()).HasAnnotation(Annotation, true);

    /// <summary>Stores a list that may be absent.</summary>
    public static PropertyBuilder<IReadOnlyList<T>?> StoredAsOptionalJsonList<T>(this PropertyBuilder<IReadOnlyList<T>?> property) =>
        property.HasConversion(new ListConverter<T>()!, Comparer<T>()!).HasAnnotation(Annotation, true);

    /// <summary>Marks properties whose column is JSON.</summary>
    public const string Annotation = "Alignment:Json";

    private static ValueComparer<IReadOnlyList<T>> Comparer<T>() => new(
        (one, other) => ReferenceEquals(one, other) || (one != null && other != null && one.SequenceEqual(other)),
        list => list.Aggregate(list.Count, (hash, item) => HashCode.Combine(hash, item)),
        list => list.ToList());

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;

    private sealed class JsonConverter<T>() : ValueConverter<T, string>(value => Write(value), json => Read<T>(json));

    private sealed class ListConverter<T>() : ValueConverter<IReadOnlyList<T>, string>(list => Write(list), json => Read<List<T>>(json));
}
