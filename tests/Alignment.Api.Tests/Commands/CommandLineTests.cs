using Alignment.Api.Commands;

namespace Alignment.Api.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("import")]
    [InlineData("import", "leads")]
    [InlineData("import", "leads", "no-such-file.csv", "--map", "no-such-map.json")]
    [InlineData("serve", "--storage", "oracle")]
    [InlineData("serve", "--storage", "postgres")]
    [InlineData("serve", "--storage", "postgres", "--database", "this is=not;a=connection string")]
    [InlineData("migrate", "--database", ":memory:")]
    [InlineData("migrate", "--database", "/no/such/folder/alignment.db")]
    public async Task WhenTheCommandLineIsWrong_ThenItSaysSoOnStandardErrorAndEndsWithTwo(params string[] args)
    {
        var run = await CommandLineRun.Of(args);
        Assert.Equal(2, run.ExitCode);
        Assert.NotEqual("", run.Error);
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:80")]
    [InlineData("http://192.168.1.7:5080")]
    [InlineData("http://localhost.evil.example:5080")]
    [InlineData("http://127.0.0.1:5080;http://[::]:5080")]
    [InlineData("https://127.0.0.1:5080")]
    [InlineData("5080")]
    [InlineData(";")]
    public void WhenAnAddressReachesBeyondThisMachine_ThenItIsRefused(string urls) =>
        Assert.Throws<WrongInputException>(() => ListenAddresses.Read(urls));

    [Theory]
    [InlineData("http://127.0.0.1:5080", 1)]
    [InlineData("http://localhost:5080;http://[::1]:5081", 2)]
    [InlineData("http://127.8.8.8:0", 1)]
    public void WhenAddressesAreOfThisMachine_ThenTheyAreTaken(string urls, int count) => Assert.Equal(count, ListenAddresses.Read(urls).Count);

    [Fact]
    public async Task WhenAFileIsNoDatabase_ThenItIsNotTouched()
    {
        var file = Path.Combine(TestFolder.New("command-line"), "notes.db");
        await File.WriteAllTextAsync(file, new string('x', 5000));
        var run = await CommandLineRun.Of("migrate", "--database", file);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("cannot be used as a database", run.Error, StringComparison.Ordinal);
        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task WhenHelpIsAsked_ThenItIsTheResult()
    {
        var run = await CommandLineRun.Of("import", "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("engagements", run.Output, StringComparison.Ordinal);
    }
}
