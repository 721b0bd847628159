using Alignment.Api.Commands;
using Alignment.Api.Data;

namespace Alignment.Api.Tests.Commands;

/// <summary>One run of the command line, with what it said.</summary>
internal sealed record CommandLineRun(int ExitCode, string Output, string Error)
{
    public static async Task<CommandLineRun> Of(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await AlignmentCommand.RunAsync(args, output, error);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>The options that name a store.</summary>
    public static string[] On(StorageSettings storage) => ["--storage", storage.Kind.ToString(), "--database", storage.Database];
}
