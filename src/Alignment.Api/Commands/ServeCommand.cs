using System.CommandLine;
using Alignment.Api.Data;
using Alignment.GraphQL;

namespace Alignment.Api.Commands;

/// <summary><c>alignment serve</c>: GraphQL and health over HTTP until it is told to stop.</summary>
internal static class ServeCommand
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    public static Command Build()
    {
        var command = new Command("serve", "Serve GraphQL at /graphql and health at /health/live and /health/ready.");
        Configure(command);
        return command;
    }

    /// <summary>Makes a command without a subcommand serve.</summary>
    public static void MakeDefaultOf(RootCommand root) => Configure(root);

    private static void Configure(Command command)
    {
        var urls = new Option<string>("--urls") { Description = $"Where to listen (default {DefaultUrl}); several, with semicolons.", HelpName = "URLS" };
        var noSample = new Option<bool>("--no-sample") { Description = "Leave a new database empty instead of filling it with the sample company." };
        var storage = new StorageOptions();
        command.Options.Add(urls);
        storage.AddTo(command);
        command.Options.Add(noSample);
        command.SetAction(async (parsed, cancel) =>
        {
            var configuration = Settings.Read();
            var listen = ListenAddresses.Read(parsed.GetValue(urls) ?? configuration["urls"] ?? configuration["ASPNETCORE_URLS"] ?? DefaultUrl);
            await using var store = await AlignmentStore.ConnectAsync(storage.Read(parsed, configuration), cancel);
            await store.PrepareAsync(cancel);
            await ServeAsync(store, listen, withSample: !parsed.GetValue(noSample), parsed.InvocationConfiguration.Error, cancel);
            return ExitCode.Done;
        });
    }

    private static async Task ServeAsync(AlignmentStore store, IReadOnlyList<Uri> listen, bool withSample, TextWriter error, CancellationToken cancel)
    {
        await using var app = Build(store, listen);
        ListenAddresses.CheckEndpoints(app.Configuration);
        if (withSample) await AlignmentHost.LoadSampleAsync(app.Services, error, cancel);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException taken)
        {
            throw new WrongInputException($"Cannot listen: {taken.Message} Choose another address with --urls.");
        }

        ListenAddresses.CheckBound(app.Urls);
        foreach (var url in app.Urls) await error.WriteLineAsync($"Open {url.TrimEnd('/')}/graphql. Data is kept in {store.Settings.Describe()}. Ctrl+C stops.");
        await app.WaitForShutdownAsync(cancel);
    }

    private static WebApplication Build(AlignmentStore store, IReadOnlyList<Uri> listen)
    {
        try
        {
            return AlignmentHost.Build(store, builder => builder.WebHost.UseUrls([.. listen.Select(url => url.ToString())]));
        }
        catch (GraphQLConfigurationException wrong)
        {
            throw new WrongInputException(wrong.Faults);
        }
    }
}
