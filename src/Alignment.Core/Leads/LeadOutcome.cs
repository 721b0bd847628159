using NodaTime;

namespace Alignment.Core.Leads;

/// <summary>What became of a lead.</summary>
public sealed record LeadOutcome
{
    /// <summary>Creates an outcome. Whether it may be recorded is for <see cref="Lead.RecordOutcome"/> to say.</summary>
    /// <param name="kind">Won or lost.</param>
    /// <param name="at">When; left out where a history has no times.</param>
    /// <param name="amount">The deal's worth; not negative.</param>
    /// <param name="currency">Of the amount, as ISO 4217 writes it; left out where the source has none.</param>
    /// <param name="repKey">The rep who closed it.</param>
    /// <param name="reason">Why, in the source's words.</param>
    public LeadOutcome(
        OutcomeKind kind,
        Instant? at = null,
        decimal? amount = null,
        string? currency = null,
        string? repKey = null,
        string? reason = null)
    {
        Kind = kind;
        At = at?.ToMicroseconds();
        Amount = amount;
        Currency = Known(currency);
        RepKey = Known(repKey);
        Reason = Known(reason);
    }

    /// <summary>Won or lost.</summary>
    public OutcomeKind Kind { get; }

    /// <summary>When it happened; null where a history has no times.</summary>
    public Instant? At { get; }

    /// <summary>The deal's worth in <see cref="Currency"/>; not negative.</summary>
    public decimal? Amount { get; }

    /// <summary>Three capital letters of ISO 4217; null where the source names none.</summary>
    public string? Currency { get; }

    /// <summary>The key of the rep who closed it.</summary>
    public string? RepKey { get; }

    /// <summary>Why, in the source's words; at most 1,000 characters.</summary>
    public string? Reason { get; }

    internal IEnumerable<Refusal> Faults()
    {
        if (Amount < 0)
            yield return new(RefusalCode.Validation, "An amount is not negative.", "amount");
        if (Currency is { } currency && !(currency.Length == 3 && currency.All(char.IsAsciiLetterUpper)))
            yield return new(RefusalCode.Validation, "A currency is three capital letters, as ISO 4217 has them.", "currency");
        if (RepKey?.Length > 100)
            yield return new(RefusalCode.Validation, "A rep's key has at most 100 characters.", "rep");
        if (Reason?.Length > 1000)
            yield return new(RefusalCode.Validation, "A reason has at most 1,000 characters.", "reason");
    }

    private static string? Known(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
