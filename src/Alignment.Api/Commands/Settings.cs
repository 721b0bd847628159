namespace Alignment.Api.Commands;

/// <summary>Settings that do not come from the command line.</summary>
internal static class Settings
{
    /// <summary>
    /// <c>appsettings.json</c> in the working directory, overridden by the environment, where <c>Alignment__Storage</c> stands for
    /// <c>Alignment:Storage</c>.
    /// </summary>
    public static IConfiguration Read()
    {
        try
        {
            return new ConfigurationBuilder()
                .SetBasePath(Directory.GetCurrentDirectory())
                .AddJsonFile("appsettings.json", optional: true)
                .AddEnvironmentVariables()
                .Build();
        }
        catch (InvalidDataException malformed)
        {
            throw new WrongInputException($"appsettings.json cannot be read: {malformed.InnerException?.Message ?? malformed.Message}");
        }
    }
}
