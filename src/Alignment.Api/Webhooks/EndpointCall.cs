namespace Alignment.Api.Webhooks;

/// <summary>What goes with a change of an endpoint.</summary>
/// <param name="ExpectedVersion">The version the caller has seen; null for any.</param>
/// <param name="IdempotencyKey">Chosen by the client; null for none.</param>
public readonly record struct EndpointCall(int? ExpectedVersion, string? IdempotencyKey = null);
