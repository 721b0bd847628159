using System.CommandLine;

namespace Alignment.Api.Commands;

/// <summary>The command line: results on one writer, everything said along the way on the other.</summary>
public static class AlignmentCommand
{
    /// <summary>Runs one command; with none, serves.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancel = default)
    {
        var parsed = Build().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in parsed.Errors) await error.WriteLineAsync(fault.Message);
            await error.WriteLineAsync("Run with --help to see what can be asked.");
            return ExitCode.WrongInput;
        }

        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancel);
        }
        catch (WrongInputException wrong)
        {
            foreach (var fault in wrong.Faults) await error.WriteLineAsync(fault);
            return ExitCode.WrongInput;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped before the end; run the same command again to finish.");
            return ExitCode.CheckFailed;
        }
    }

    private static RootCommand Build()
    {
        var root = new RootCommand("Alignment: one shared view of the buyer for sales and marketing. Without a command, it serves.")
        {
            ServeCommand.Build(),
            ImportCommand.Build(),
            AssessCommand.Build(),
            BacktestCommand.Build(),
            SuggestCommand.Build(),
            PersonaCommand.Build(),
            CoverageCommand.Build(),
            MigrateCommand.Build(),
            SchemaCommand.Build(),
        };
        ServeCommand.MakeDefaultOf(root);
        return root;
    }
}
