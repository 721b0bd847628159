namespace Alignment.Core.Leads;

/// <summary>What a field of a lead was and became.</summary>
/// <param name="Field">One of <see cref="LeadField"/>, or "attributes." and the attribute's name.</param>
/// <param name="Before">Absent if it had no value.</param>
/// <param name="After">Absent if it has none any more.</param>
public sealed record LeadFieldChange(string Field, AttributeValue Before, AttributeValue After)
{
    /// <summary>Whether the field holds personal data.</summary>
    public bool Personal => Field is LeadField.Name or LeadField.Email or LeadField.Company;
}
