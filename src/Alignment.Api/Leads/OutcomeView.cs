using Alignment.Core.Leads;
using Alignment.GraphQL;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>How a lead ended.</summary>
/// <param name="Kind">Won or lost.</param>
/// <param name="At">When; null where the history has no times.</param>
/// <param name="Amount">What it was worth, with its currency if that is known.</param>
/// <param name="RepKey">Who closed it, by the rep's key.</param>
/// <param name="Reason">Why, in the source's words.</param>
/// <param name="BeforeFirstContact">Whether it is said to have ended before the lead was created: kept as recorded, and worth a look.</param>
[GraphQLName("Outcome")]
public sealed record OutcomeView(OutcomeKind Kind, Instant? At, Money? Amount, string? RepKey, string? Reason, bool BeforeFirstContact)
{
    /// <summary>The outcome of a lead, if it has one.</summary>
    public static OutcomeView? Of(LeadView lead) => lead?.Outcome is not { } outcome
        ? null
        : new(
            outcome.Kind,
            outcome.At,
            outcome.Amount is { } amount ? new Money(amount, outcome.Currency) : null,
            outcome.RepKey,
            outcome.Reason,
            outcome.At < lead.CreatedAt);
}

/// <summary>An amount of money.</summary>
/// <param name="Amount">How much, in units of the currency.</param>
/// <param name="Currency">Three letters, as ISO 4217 has them; null if the source did not say.</param>
public sealed record Money(decimal Amount, string? Currency);
