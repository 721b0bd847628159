using Alignment.Api.Webhooks;
using Alignment.Api.Webhooks.Signing;
using NodaTime;

namespace Alignment.Api.Tests.Webhooks;

public sealed class SecretVaultTests
{
    private static readonly WebhookEndpointId Endpoint = WebhookEndpointId.New(Instant.FromUtc(2026, 1, 1, 0, 0));
    private readonly WebhookSecret secret = WebhookSecret.Generate();

    [Fact]
    public void WhenSealed_ThenItOpensAndDoesNotShow()
    {
        var vault = SecretVault.Forgetful();
        var box = vault.Seal(secret, Endpoint);
        Assert.Equal(secret.Reveal(), vault.Open(box, Endpoint)?.Reveal());
        Assert.DoesNotContain(secret.Reveal()[6..20], box, StringComparison.Ordinal);
        Assert.NotEqual(box, vault.Seal(secret, Endpoint));
    }

    [Fact]
    public void WhenTheKeyIsAnother_ThenItDoesNotOpen() => Assert.Null(SecretVault.Forgetful().Open(SecretVault.Forgetful().Seal(secret, Endpoint), Endpoint));

    [Fact]
    public void WhenMovedToAnotherEndpoint_ThenItDoesNotOpen()
    {
        var vault = SecretVault.Forgetful();
        Assert.Null(vault.Open(vault.Seal(secret, Endpoint), WebhookEndpointId.New(Instant.FromUtc(2026, 1, 2, 0, 0))));
    }

    [Fact]
    public void WhenTheKeyIsReplaced_ThenOldSecretsStillOpenAndNewOnesUseTheNewKey()
    {
        var (before, after) = (Key(1), Key(2));
        var box = SecretVault.With(before).Seal(secret, Endpoint);
        var both = SecretVault.With(after, before);
        Assert.Equal(secret.Reveal(), both.Open(box, Endpoint)?.Reveal());
        Assert.NotNull(SecretVault.With(after).Open(both.Seal(secret, Endpoint), Endpoint));
    }

    [Fact]
    public void WhenTheKeyIsInAFile_ThenTheFileIsMadeOnceAndOnlyItsOwnerReadsIt()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("alignment-test-").FullName, "key");
        var box = SecretVault.FromFile(path).Seal(secret, Endpoint);
        Assert.NotNull(SecretVault.FromFile(path).Open(box, Endpoint));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void WhenTheFileIsNotAKey_ThenItSaysSo()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "secret");
        Assert.Contains("not a key", Assert.Throws<WrongInputException>(() => SecretVault.FromFile(path)).Message, StringComparison.Ordinal);
    }

    private static byte[] Key(byte fill) => [.. Enumerable.Repeat(fill, 32)];
}
