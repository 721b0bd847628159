using System.Text.Json;
using Alignment.Core.Leads.Assessments;

namespace Alignment.Core.Leads.Definitions;

/// <summary>What kind of difference there is between two definitions.</summary>
public enum DefinitionChangeKind
{
    /// <summary>The name.</summary>
    Name,

    /// <summary>A threshold.</summary>
    Threshold,

    /// <summary>A criterion that was not there.</summary>
    CriterionAdded,

    /// <summary>A criterion that is not there any more.</summary>
    CriterionRemoved,

    /// <summary>A criterion that says something else.</summary>
    CriterionChanged,

    /// <summary>Criteria in another order, which changes the order of what is unmet.</summary>
    Order,
}

/// <summary>One difference between two definitions.</summary>
/// <param name="Kind">What kind of difference.</param>
/// <param name="CriterionKey">The criterion it is about; null for the name, a threshold or the order.</param>
/// <param name="Words">The difference in a sentence for people.</param>
public sealed record DefinitionChange(DefinitionChangeKind Kind, string? CriterionKey, string Words);

/// <summary>Says in words what is different between two definitions.</summary>
public static class LeadDefinitionDiff
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["halfLife"] = "half-life", ["within"] = "window", ["minCount"] = "least count", ["for"] = "length of inactivity", ["atLeast"] = "at least",
        ["where"] = "conditions on properties", ["value"] = "value compared with", ["values"] = "values compared with", ["then"] = "what follows",
        ["first"] = "what comes first", ["dimension"] = "what its points speak for",
    };

    private static readonly Dictionary<string, string> Usual = new() { ["role"] = "score", ["points"] = "0", ["minCount"] = "1", ["atLeast"] = "1" };

    /// <summary>Every difference, in the order name, thresholds, criteria of the later definition, criteria removed, order.</summary>
    /// <param name="before">The one.</param>
    /// <param name="after">The other.</param>
    /// <returns>None if the definitions are equal.</returns>
    public static IReadOnlyList<DefinitionChange> Between(LeadDefinition before, LeadDefinition after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = new List<DefinitionChange>();
        if (before.Name != after.Name) changes.Add(new(DefinitionChangeKind.Name, null, $"The name was \"{before.Name}\" and is \"{after.Name}\"."));
        AddThreshold(changes, "total", before.HandOff.Total, after.HandOff.Total);
        AddThreshold(changes, "fit", before.HandOff.Fit, after.HandOff.Fit);
        AddThreshold(changes, "interest", before.HandOff.Interest, after.HandOff.Interest);
        var old = before.Criteria.ToDictionary(c => c.Key, StringComparer.Ordinal);
        foreach (var criterion in after.Criteria)
        {
            if (!old.Remove(criterion.Key, out var was))
                changes.Add(new(DefinitionChangeKind.CriterionAdded, criterion.Key, $"New: \"{criterion.Key}\", {DefinitionWords.Criterion(criterion)}."));
            else if (was != criterion)
                changes.Add(new(DefinitionChangeKind.CriterionChanged, criterion.Key, $"\"{criterion.Key}\": {Difference(was, criterion)}."));
        }

        foreach (var criterion in before.Criteria.Where(c => old.ContainsKey(c.Key)))
            changes.Add(new(DefinitionChangeKind.CriterionRemoved, criterion.Key, $"Gone: \"{criterion.Key}\", {DefinitionWords.Criterion(criterion)}."));
        var (orderBefore, orderAfter) = (Common(before, after), Common(after, before));
        if (!orderBefore.SequenceEqual(orderAfter))
            changes.Add(new(DefinitionChangeKind.Order, null, $"The order was {string.Join(", ", orderBefore)} and is {string.Join(", ", orderAfter)}."));
        return changes;
    }

    private static List<string> Common(LeadDefinition definition, LeadDefinition other) =>
        [.. definition.Criteria.Select(c => c.Key).Where(k => other.Criteria.Any(c => c.Key == k))];

    private static void AddThreshold(List<DefinitionChange> changes, string name, double? before, double? after)
    {
        if (before == after) return;
        var words = before is null ? $"A lead now needs {CriterionNotes.Number(after!.Value)} points of {name}."
            : after is null ? $"A lead no longer needs {CriterionNotes.Number(before.Value)} points of {name}."
            : $"A lead needs {CriterionNotes.Number(after.Value)} points of {name} instead of {CriterionNotes.Number(before.Value)}.";
        changes.Add(new(DefinitionChangeKind.Threshold, null, words));
    }

    private static string Difference(Criterion before, Criterion after)
    {
        if (before.Kind != after.Kind) return $"was {DefinitionWords.Criterion(before)} and is {DefinitionWords.Criterion(after)}";
        using var one = JsonDocument.Parse(Json(before));
        using var other = JsonDocument.Parse(Json(after));
        var names = other.RootElement.EnumerateObject().Concat(one.RootElement.EnumerateObject()).Select(p => p.Name).Distinct();
        var parts = new List<string>();
        foreach (var name in names)
        {
            var (was, now) = (Said(one.RootElement, name), Said(other.RootElement, name));
            if (was != now) parts.Add($"{Names.GetValueOrDefault(name, name)} from {was} to {now}");
        }

        return string.Join("; ", parts);
    }

    private static string Said(JsonElement criterion, string name)
    {
        if (!criterion.TryGetProperty(name, out var value)) return Usual.GetValueOrDefault(name, "none");
        return value.ValueKind switch
        {
            JsonValueKind.String when IsoDuration.TryParse(value.GetString()!, out var duration) => CriterionNotes.Say(duration),
            JsonValueKind.String => $"\"{value.GetString()}\"".Trim(name is "role" or "dimension" or "operator" ? '"' : '\0'),
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.String ? v.GetString() : v.GetRawText())),
            _ => value.GetRawText(),
        };
    }

    private static string Json(Criterion criterion)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) criterion.WriteTo(json);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
