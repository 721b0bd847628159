using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>A signing secret of an endpoint, encrypted.</summary>
/// <param name="Sealed">What <see cref="Signing.SecretVault"/> made of it.</param>
/// <param name="Until">When it stops signing; null for the newest.</param>
public sealed record EndpointSecret(string Sealed, Instant? Until);
