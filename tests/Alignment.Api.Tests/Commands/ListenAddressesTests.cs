using Alignment.Api.Commands;
using Microsoft.Extensions.Configuration;

namespace Alignment.Api.Tests.Commands;

/// <summary>Without sign-in the host listens on this machine only, by whatever way an address comes to it.</summary>
public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("https://127.0.0.1:5081")]
    [InlineData("http://192.0.2.1:80")]
    [InlineData("")]
    public void WhenTheWebServersOwnSectionNamesAnotherAddress_ThenItIsRefusedByItsName(string url)
    {
        var configuration = Configuration(("Kestrel:Endpoints:Inner:Url", "http://127.0.0.1:5080"), ("Kestrel:Endpoints:Open:Url", url));

        var refused = Assert.Throws<WrongInputException>(() => ListenAddresses.CheckEndpoints(configuration));

        Assert.Contains("Kestrel:Endpoints:Open:Url", Assert.Single(refused.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void WhenItNamesThisMachine_ThenItIsTaken() =>
        ListenAddresses.CheckEndpoints(Configuration(("Kestrel:Endpoints:Inner:Url", "http://[::1]:5080"), ("Kestrel:Endpoints:Other:Url", "http://localhost:5081")));

    [Fact]
    public void WhenTheHostListensBeyondThisMachineAllTheSame_ThenItIsRefused()
    {
        ListenAddresses.CheckBound(["http://127.0.0.1:5080", "http://[::1]:5080"]);

        Assert.Throws<WrongInputException>(() => ListenAddresses.CheckBound(["http://127.0.0.1:5080", "http://[::]:5081"]));
    }

    private static IConfiguration Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();
}
