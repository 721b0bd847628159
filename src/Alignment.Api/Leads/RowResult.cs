using Alignment.Core;
using Alignment.Core.Leads;

namespace Alignment.Api.Leads;

/// <summary>What taking in a row did.</summary>
public enum RowEffect
{
    /// <summary>What it names was not known and now is.</summary>
    Created,

    /// <summary>What it names changed.</summary>
    Updated,

    /// <summary>All of it was known, or a later row of the same call says it anew.</summary>
    Unchanged,

    /// <summary>Nothing of it was taken in.</summary>
    Rejected,
}

/// <summary>What became of a row.</summary>
/// <param name="Effect">What it did.</param>
/// <param name="LeadId">The lead; null when rejected.</param>
/// <param name="Refusals">Every reason for a rejection, by paths within the row; else empty.</param>
/// <param name="Position">An engagement's place in the log.</param>
public sealed record RowResult(RowEffect Effect, LeadId? LeadId, IReadOnlyList<Refusal> Refusals, long? Position = null)
{
    public static RowResult Rejected(params IReadOnlyList<Refusal> refusals) => new(RowEffect.Rejected, null, refusals);
}
