using Alignment.Core;
using Alignment.Core.Leads;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Leads;

/// <summary>What type a value has.</summary>
public enum AttributeType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A calendar date, written as text: `2026-03-01`.</summary>
    Date,
}

/// <summary>One attribute of a lead, or property of an engagement.</summary>
/// <param name="Name">As the source calls it. 1 to 200 characters.</param>
/// <param name="Value">The value; null clears it.</param>
/// <param name="Type">The type to read the value as; left out: as JSON has it, never a date.</param>
public sealed record AttributeInput(string Name, AttributeValue? Value, AttributeType? Type)
{
    /// <summary>The value in the type that was asked for.</summary>
    /// <param name="faults">Takes the reason why the value is not of that type.</param>
    /// <param name="path">Where this input lies.</param>
    internal AttributeValue Read(List<Refusal> faults, params IReadOnlyList<string> path)
    {
        var value = Value ?? default;
        if (Type is not { } type || value.IsAbsent)
            return value;
        switch (type)
        {
            case AttributeType.Text when value.Kind == AttributeKind.Text:
            case AttributeType.Number when value.Kind == AttributeKind.Number:
            case AttributeType.Boolean when value.Kind == AttributeKind.Boolean:
                return value;
            case AttributeType.Text:
                return AttributeValue.Text(value.ToString());
            case AttributeType.Date when value.Kind == AttributeKind.Text && LocalDatePattern.Iso.Parse(value.AsText().Trim()) is { Success: true } date:
                return AttributeValue.Date(date.Value);
            default:
                var form = type switch { AttributeType.Number => "a number", AttributeType.Boolean => "true or false", _ => "a date as \"2026-03-01\"" };
                faults.Add(new(RefusalCode.Validation, $"\"{Name}\" is said to be {type.ToString().ToUpperInvariant()}; write {form}.", [.. path, "value"]));
                return default;
        }
    }
}

/// <summary>What a source says of a lead. What is left out stays as it is known.</summary>
/// <param name="ExternalId">What the source calls it. 1 to 200 characters.</param>
/// <param name="CreatedAt">When it came to be; a new lead that does not say is created now.</param>
/// <param name="Name">What the person is called. Personal data.</param>
/// <param name="Email">Where mail reaches the person. Personal data.</param>
/// <param name="Company">The company the person is at.</param>
/// <param name="PersonaKey">The key of its persona.</param>
/// <param name="Attributes">Attributes to set or clear; those not named stay.</param>
public sealed record LeadInput(
    string ExternalId, Instant? CreatedAt, string? Name, string? Email, string? Company, string? PersonaKey, IReadOnlyList<AttributeInput>? Attributes);

/// <summary>What a source says a lead did.</summary>
/// <param name="LeadExternalId">What the source calls the lead.</param>
/// <param name="At">When it happened.</param>
/// <param name="Type">What happened, in the source's word. 1 to 100 characters.</param>
/// <param name="ExternalId">What the source calls it; without one it is known by lead, instant, type, content, and its place among equals.</param>
/// <param name="ContentExternalId">The content it was with.</param>
/// <param name="StageKey">The buying stage it speaks for.</param>
/// <param name="By">Which function it was with.</param>
/// <param name="Properties">What else the source says of it.</param>
public sealed record EngagementInput(
    string LeadExternalId,
    Instant At,
    string Type,
    string? ExternalId,
    string? ContentExternalId,
    string? StageKey,
    Function? By,
    IReadOnlyList<AttributeInput>? Properties);

/// <summary>What a source says became of a lead.</summary>
/// <param name="LeadExternalId">What the source calls the lead.</param>
/// <param name="Outcome">Won or lost.</param>
/// <param name="At">When; left out where the history has no times.</param>
/// <param name="Amount">What it was worth. Not negative.</param>
/// <param name="Currency">Three capital letters, as ISO 4217 has them.</param>
/// <param name="RepKey">Who closed it.</param>
/// <param name="Reason">Why.</param>
public sealed record OutcomeInput(
    string LeadExternalId, OutcomeKind Outcome, Instant? At, decimal? Amount, string? Currency, string? RepKey, string? Reason);
