using Alignment.Api.Data;
using Alignment.Api.Webhooks.Delivery;
using Alignment.Api.Webhooks.Signing;
using NodaTime;

namespace Alignment.Api.Webhooks;

internal static class WebhookServices
{
    /// <summary>Adds what people do with endpoints, and the dispatcher.</summary>
    /// <exception cref="WrongInputException">Settings are malformed.</exception>
    public static void AddWebhooks(this IServiceCollection services, WebhookSettings settings, StorageSettings storage)
    {
        services.AddSingleton(settings);
        services.AddSingleton(OpenVault(settings, storage));
        services.AddSingleton(provider => new WebhookEndpoints(
            provider.GetRequiredService<AlignmentStore>(), provider.GetRequiredService<SecretVault>(), settings, provider.GetRequiredService<IClock>()));
        services.AddSingleton(provider => new DeadLetters(
            provider.GetRequiredService<AlignmentStore>(), provider.GetRequiredService<IClock>()));
        services.AddSingleton<DeliveryQueue>();
        services.AddSingleton(provider => new WebhookSender(settings, provider.GetRequiredService<SecretVault>()));
        services.AddHostedService<WebhookDispatcher>();
        services.AddHostedService<WebhookRetention>();
    }

    /// <summary>
    /// The key from configuration; else, for an embedded database, a key in a file beside it; else, on a server's database, none, and
    /// endpoints cannot be registered until one is configured.
    /// </summary>
    private static SecretVault OpenVault(WebhookSettings settings, StorageSettings storage) => (settings.EncryptionKeys.Count, storage.Kind) switch
    {
        ( > 0, _) => SecretVault.With(settings.EncryptionKeys),
        (_, StorageKind.Sqlite) => SecretVault.FromFile(Path.GetFullPath(storage.Database) + ".webhook-key"),
        (_, StorageKind.Memory) => SecretVault.Forgetful(),
        _ => SecretVault.With(),
    };
}
