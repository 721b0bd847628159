using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Core.Leads;

/// <content>A snapshot as fields, and back: what history compares and unwinds.</content>
public sealed partial record LeadSnapshot
{
    /// <summary>The fields that differ, in order of their names.</summary>
    internal static IReadOnlyList<LeadFieldChange> Changes(LeadSnapshot before, LeadSnapshot after)
    {
        if (before == after)
            return [];
        var (old, anew) = (before.Fields(), after.Fields());
        return
        [
            .. old.Keys.Union(anew.Keys).Order(StringComparer.Ordinal)
                .Select(field => new LeadFieldChange(field, old.GetValueOrDefault(field), anew.GetValueOrDefault(field)))
                .Where(change => change.Before != change.After),
        ];
    }

    /// <summary>The snapshot before a change.</summary>
    internal LeadSnapshot Before(IEnumerable<LeadFieldChange> changes)
    {
        var fields = Fields();
        foreach (var change in changes)
            fields[change.Field] = change.Before;
        return Of(fields);
    }

    private Dictionary<string, AttributeValue> Fields()
    {
        var fields = new Dictionary<string, AttributeValue>(StringComparer.Ordinal)
        {
            [LeadField.Status] = AttributeValue.Text(Status.ToString()),
            [LeadField.Persona] = AttributeValue.Text(PersonaKey),
            [LeadField.CreatedAt] = Text(CreatedAt),
            [LeadField.Name] = AttributeValue.Text(Contact.Name),
            [LeadField.Email] = AttributeValue.Text(Contact.Email),
            [LeadField.Company] = AttributeValue.Text(Contact.Company),
            [LeadField.Owner] = AttributeValue.Text(OwnerRepKey),
            [LeadField.TryAgainOn] = TryAgainOn is { } date ? AttributeValue.Date(date) : default,
            [LeadField.Outcome] = AttributeValue.Text(Outcome?.Kind.ToString()),
            [LeadField.OutcomeAt] = Text(Outcome?.At),
            [LeadField.OutcomeAmount] = AttributeValue.Text(Outcome?.Amount?.ToString(CultureInfo.InvariantCulture)),
            [LeadField.OutcomeCurrency] = AttributeValue.Text(Outcome?.Currency),
            [LeadField.OutcomeRep] = AttributeValue.Text(Outcome?.RepKey),
            [LeadField.OutcomeReason] = AttributeValue.Text(Outcome?.Reason),
        };
        foreach (var (name, value) in Attributes)
            fields[LeadField.AttributePrefix + name] = value;
        return fields;
    }

    private static LeadSnapshot Of(Dictionary<string, AttributeValue> fields)
    {
        string? Text(string field) => fields.GetValueOrDefault(field) is { IsAbsent: false } value ? value.AsText() : null;
        Instant? At(string field) => Text(field) is { } text ? InstantPattern.ExtendedIso.Parse(text).Value : null;
        return new LeadSnapshot
        {
            Status = Enum.Parse<LeadStatus>(Text(LeadField.Status)!),
            PersonaKey = Text(LeadField.Persona),
            CreatedAt = At(LeadField.CreatedAt)!.Value,
            Contact = new(Text(LeadField.Name), Text(LeadField.Email), Text(LeadField.Company)),
            OwnerRepKey = Text(LeadField.Owner),
            TryAgainOn = fields.GetValueOrDefault(LeadField.TryAgainOn) is { IsAbsent: false } date ? date.AsDate() : null,
            Outcome = Text(LeadField.Outcome) is { } kind
                ? new LeadOutcome(
                    Enum.Parse<OutcomeKind>(kind),
                    At(LeadField.OutcomeAt),
                    Text(LeadField.OutcomeAmount) is { } amount ? decimal.Parse(amount, CultureInfo.InvariantCulture) : null,
                    Text(LeadField.OutcomeCurrency),
                    Text(LeadField.OutcomeRep),
                    Text(LeadField.OutcomeReason))
                : null,
            Attributes = AttributeSet.Of(fields
                .Where(field => field.Key.StartsWith(LeadField.AttributePrefix, StringComparison.Ordinal))
                .Select(field => KeyValuePair.Create(field.Key[LeadField.AttributePrefix.Length..], field.Value))),
        };
    }

    private static AttributeValue Text(Instant? instant) =>
        instant is { } at ? AttributeValue.Text(InstantPattern.ExtendedIso.Format(at)) : default;
}
