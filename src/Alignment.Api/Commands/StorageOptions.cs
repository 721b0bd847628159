using System.CommandLine;
using Alignment.Api.Data;

namespace Alignment.Api.Commands;

/// <summary>The two options that go with every command that touches a store.</summary>
internal sealed class StorageOptions
{
    private readonly Option<string> storage = new("--storage")
    {
        Description = "Where data is kept: sqlite (one file, the default), postgres, or memory (forgets when it stops).",
        HelpName = "sqlite|postgres|memory",
    };

    private readonly Option<string> database = new("--database")
    {
        Description = $"The SQLite file (default {StorageSettings.DefaultFile}) or the PostgreSQL connection string.",
        HelpName = "FILE-OR-CONNECTION-STRING",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(storage);
        command.Options.Add(database);
    }

    /// <summary>The settings in force: the command line, else the environment, else appsettings.json, else the defaults.</summary>
    /// <exception cref="WrongInputException">The storage is unknown, or PostgreSQL has no connection string.</exception>
    public StorageSettings Read(ParseResult parsed, IConfiguration configuration) => StorageSettings.Read(
        parsed.GetValue(storage) ?? configuration["Alignment:Storage"],
        parsed.GetValue(database) ?? configuration["Alignment:Database"]);
}
