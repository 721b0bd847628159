using System.Buffers;
using System.Text;
using Alignment.Core;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>What any row must keep to so that every supported database can hold it as it is.</summary>
internal static class RowChecks
{
    // PostgreSQL's timestamps begin in 4713 BC; nothing that happened to a lead did before year 1.
    private static readonly Instant Earliest = Instant.FromUtc(1, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(9999, 12, 31, 0, 0);

    /// <summary>Every fault of the row; null when there is none.</summary>
    public static List<Refusal>? Faults(LeadRow row)
    {
        List<Refusal>? faults = null;
        Text(ref faults, row.ExternalId, 200, "externalId", required: true);
        Text(ref faults, row.Name, 200, "name");
        Text(ref faults, row.Email, 320, "email");
        Text(ref faults, row.Company, 200, "company");
        Text(ref faults, row.PersonaKey, 100, "personaKey");
        Time(ref faults, row.CreatedAt, "createdAt");
        Values(ref faults, row.Attributes, "attributes");
        return faults;
    }

    /// <inheritdoc cref="Faults(LeadRow)"/>
    public static List<Refusal>? Faults(EngagementRow row)
    {
        List<Refusal>? faults = null;
        Text(ref faults, row.LeadExternalId, 200, "leadExternalId", required: true);
        Text(ref faults, row.Type, 100, "type", required: true);
        Text(ref faults, row.ExternalId, 200, "externalId");
        Text(ref faults, row.Content, 2000, "contentExternalId");
        Text(ref faults, row.StageKey, 100, "stageKey");
        Time(ref faults, row.At, "at");
        Values(ref faults, row.Properties, "properties");
        return faults;
    }

    /// <inheritdoc cref="Faults(LeadRow)"/>
    public static List<Refusal>? Faults(OutcomeRow row)
    {
        List<Refusal>? faults = null;
        Text(ref faults, row.LeadExternalId, 200, "leadExternalId", required: true);
        Text(ref faults, row.Outcome.RepKey, 100, "repKey");
        Text(ref faults, row.Outcome.Reason, 1000, "reason");
        Time(ref faults, row.Outcome.At, "at");
        foreach (var fault in row.Outcome.Faults()) Add(ref faults, fault.Message, [.. fault.Path]);
        return faults;
    }

    private static void Text(ref List<Refusal>? faults, string? text, int longest, string path, bool required = false)
    {
        if (required && string.IsNullOrWhiteSpace(text)) Add(ref faults, "Is missing.", path);
        if (text is null) return;
        if (text.Length > longest) Add(ref faults, $"Has at most {longest} characters.", path);
        if (!IsStorable(text)) Add(ref faults, "Holds a NUL character or half a surrogate pair, which is no text.", path);
    }

    private static void Time(ref List<Refusal>? faults, Instant? instant, string path)
    {
        if (instant < Earliest || instant >= Latest) Add(ref faults, "Lies between the years 1 and 9998.", path);
    }

    private static void Values(ref List<Refusal>? faults, IReadOnlyCollection<KeyValuePair<string, AttributeValue>> values, string path)
    {
        var names = values is AttributeSet ? null : new HashSet<string>(values.Count, StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            if (names?.Add(name) == false) Add(ref faults, "Is named twice.", path, name);
            else if (string.IsNullOrWhiteSpace(name) || name.Length > 200 || !IsStorable(name)) Add(ref faults, "A name has 1 to 200 characters of text.", path);
            else if (value.Kind == AttributeKind.Text && (value.AsText().Length > 10_000 || !IsStorable(value.AsText()))) Add(ref faults, "Has at most 10,000 characters, and no NUL.", path, name);
            else if (value.Kind == AttributeKind.Number && double.IsInfinity(value.AsNumber())) Add(ref faults, "Is a finite number.", path, name);
        }

        if (values.Count > 1000) Add(ref faults, "Has at most 1,000 values.", path);
    }

    private static bool IsStorable(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0')) return false;
        for (var rest = text.ContainsAnyInRange('\uD800', '\uDFFF') ? text : default; !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done) return false;
            rest = rest[length..];
        }

        return true;
    }

    private static void Add(ref List<Refusal>? faults, string message, params IReadOnlyList<string> path) =>
        (faults ??= []).Add(new(RefusalCode.Validation, message, path));
}
