using Alignment.Core.Leads;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>Who asks, and on which understanding.</summary>
/// <param name="By">Who, as history will say.</param>
/// <param name="IdempotencyKey">Asked again with the same key, they get the first answer.</param>
/// <param name="ExpectedVersion">The version of the lead that they saw; null: whatever it is now.</param>
public sealed record Caller(Actor By, string? IdempotencyKey = null, int? ExpectedVersion = null);
