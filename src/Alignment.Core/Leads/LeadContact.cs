namespace Alignment.Core.Leads;

/// <summary>The person behind a lead. Personal data: shown by role, and never part of a message, a log or an index.</summary>
public sealed record LeadContact
{
    /// <summary>Nothing known.</summary>
    public static LeadContact Unknown { get; } = new(null, null, null);

    /// <summary>Creates a contact; empty text counts as unknown.</summary>
    /// <param name="name">The person's name.</param>
    /// <param name="email">Their address, as written.</param>
    /// <param name="company">Where they work.</param>
    public LeadContact(string? name, string? email, string? company) =>
        (Name, Email, Company) = (Known(name), Known(email), Known(company));

    /// <summary>The person's name, at most 200 characters; null if unknown.</summary>
    public string? Name { get; }

    /// <summary>Their address as written, at most 320 characters; null if unknown.</summary>
    public string? Email { get; }

    /// <summary>Where they work, at most 200 characters; null if unknown.</summary>
    public string? Company { get; }

    internal IEnumerable<Refusal> Faults()
    {
        if (Name?.Length > 200) yield return new(RefusalCode.Validation, "A name has at most 200 characters.", "name");
        if (Email?.Length > 320) yield return new(RefusalCode.Validation, "An email address has at most 320 characters.", "email");
        if (Company?.Length > 200) yield return new(RefusalCode.Validation, "A company has at most 200 characters.", "company");
    }

    /// <summary>Says nothing about the person.</summary>
    public override string ToString() => nameof(LeadContact);

    private static string? Known(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
