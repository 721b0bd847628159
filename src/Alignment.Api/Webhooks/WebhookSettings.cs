using System.Globalization;
using System.Net;
using Alignment.Api.Webhooks.Delivery;
using Alignment.Api.Webhooks.Signing;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>How webhooks behave: <c>Alignment:Webhooks:...</c> in configuration.</summary>
public sealed record WebhookSettings
{
    /// <value>The <c>source</c> of every CloudEvent, a URI. Default "urn:alignment".</value>
    public string Source { get; init; } = "urn:alignment";

    /// <value>Networks that messages may go to although they are not public, such as 10.1.0.0/16. Default none.</value>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <value>How long an attempt may take, 1 s to 60 s. Default 15 s.</value>
    public Duration Timeout { get; init; } = Duration.FromSeconds(15);

    /// <value>How long a host may hold a lead's line without a sign of life before another takes over; at least the timeout and 1 s more. Default 1 min.</value>
    public Duration Lease { get; init; } = Duration.FromMinutes(1);

    /// <value>When an attempt follows a failed one, and how often.</value>
    public RetrySchedule Retries { get; init; } = RetrySchedule.Standard;

    /// <value>How long an endpoint may fail without a break before it is disabled. Default 5 days.</value>
    public Duration DisableAfter { get; init; } = Duration.FromDays(5);

    /// <value>How long the old secret signs beside a new one. Default 24 h.</value>
    public Duration RotationOverlap { get; init; } = Duration.FromHours(24);

    /// <value>How long delivered events stay listed. Default 7 days.</value>
    public Duration KeepDelivered { get; init; } = Duration.FromDays(7);

    /// <value>How long dead letters can be replayed. Default 30 days.</value>
    public Duration KeepDead { get; init; } = Duration.FromDays(30);

    /// <value>Attempts under way at once on this host. Default 32.</value>
    public int Concurrency { get; init; } = 32;

    /// <value>Attempts under way at once at one endpoint from this host. Default 8.</value>
    public int ConcurrencyPerEndpoint { get; init; } = 8;

    /// <value>32 bytes each: the first encrypts secrets, all decrypt.</value>
    internal IReadOnlyList<byte[]> EncryptionKeys { get; init; } = [];

    /// <summary>Whether plain http is accepted: where a private network is.</summary>
    internal bool AllowHttp => AllowedNetworks.Count > 0;

    /// <exception cref="WrongInputException">Settings are malformed; every fault is listed.</exception>
    public static WebhookSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection("Alignment:Webhooks");
        List<string> faults = [];
        var standard = new WebhookSettings();
        var settings = standard with
        {
            Source = ReadSource(section, standard.Source, faults),
            AllowedNetworks = Networks(section, faults),
            Timeout = Time(section, nameof(Timeout), standard.Timeout, faults),
            Lease = Time(section, nameof(Lease), standard.Lease, faults),
            DisableAfter = Time(section, nameof(DisableAfter), standard.DisableAfter, faults),
            RotationOverlap = Time(section, nameof(RotationOverlap), standard.RotationOverlap, faults),
            KeepDelivered = Time(section, nameof(KeepDelivered), standard.KeepDelivered, faults),
            KeepDead = Time(section, nameof(KeepDead), standard.KeepDead, faults),
            Concurrency = Count(section, nameof(Concurrency), standard.Concurrency, faults),
            ConcurrencyPerEndpoint = Count(section, nameof(ConcurrencyPerEndpoint), standard.ConcurrencyPerEndpoint, faults),
            EncryptionKeys = [.. Keys(section, faults)],
        };
        if (settings.Timeout < Duration.FromSeconds(1) || settings.Timeout > Duration.FromMinutes(1))
            faults.Add("Alignment:Webhooks:Timeout: is not between 00:00:01 and 00:01:00.");
        if (settings.Lease < settings.Timeout + Duration.FromSeconds(1))
            faults.Add("Alignment:Webhooks:Lease: is not at least a second longer than the timeout.");
        return faults.Count == 0 ? settings : throw new WrongInputException([.. faults]);
    }

    private static string ReadSource(IConfigurationSection section, string standard, List<string> faults)
    {
        var source = section[nameof(Source)];
        if (string.IsNullOrWhiteSpace(source)) return standard;
        if (!Uri.TryCreate(source, UriKind.RelativeOrAbsolute, out _)) faults.Add("Alignment:Webhooks:Source: is not a URI.");
        return source;
    }

    private static List<IPNetwork> Networks(IConfigurationSection section, List<string> faults)
    {
        List<IPNetwork> networks = [];
        foreach (var entry in section.GetSection(nameof(AllowedNetworks)).GetChildren())
        {
            if (IPNetwork.TryParse(entry.Value, out var network)) networks.Add(network);
            else faults.Add($"{entry.Path}: \"{entry.Value}\" is not a network such as 10.1.0.0/16.");
        }

        return networks;
    }

    private static Duration Time(IConfigurationSection section, string name, Duration standard, List<string> faults)
    {
        if (section[name] is not { } text) return standard;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero) return Duration.FromTimeSpan(time);
        faults.Add($"{section.Path}:{name}: \"{text}\" is not a time such as 00:00:15 or 5.00:00:00.");
        return standard;
    }

    private static int Count(IConfigurationSection section, string name, int standard, List<string> faults)
    {
        if (section[name] is not { } text) return standard;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 1000) return count;
        faults.Add($"{section.Path}:{name}: \"{text}\" is not a whole number from 1 to 1000.");
        return standard;
    }

    private static IEnumerable<byte[]> Keys(IConfigurationSection section, List<string> faults)
    {
        var newest = section.GetSection("EncryptionKey");
        foreach (var entry in section.GetSection("PreviousEncryptionKeys").GetChildren().Prepend(newest))
        {
            if (string.IsNullOrWhiteSpace(entry.Value)) continue;
            if (SecretVault.TryReadKey(entry.Value.Trim(), out var key)) yield return key;
            else faults.Add($"{entry.Path}: is not a key of 32 bytes in base64, as \"openssl rand -base64 32\" prints.");
        }
    }
}
