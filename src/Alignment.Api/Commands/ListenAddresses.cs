using System.Net;

namespace Alignment.Api.Commands;

/// <summary>
/// The addresses the host listens on. Without sign-in everybody who reaches it may read and write everything, so it is reachable
/// from this machine alone.
/// </summary>
internal static class ListenAddresses
{
    /// <param name="urls">One or more addresses, separated by semicolons.</param>
    /// <param name="setting">What names them, for messages.</param>
    /// <exception cref="WrongInputException">An address is malformed, not plain HTTP, or reaches beyond this machine.</exception>
    public static IReadOnlyList<Uri> Read(string urls, string setting = "--urls")
    {
        var addresses = new List<Uri>();
        var faults = new List<string>();
        foreach (var text in urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // "*" and "+" stand for every address of the machine; Uri does not know them.
            var wildcard = text.Contains("://*", StringComparison.Ordinal) || text.Contains("://+", StringComparison.Ordinal);
            if (wildcard) faults.Add(BeyondThisMachine(setting, text));
            else if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp || url.AbsolutePath != "/")
                faults.Add($"{setting} {text}: is not an address such as http://127.0.0.1:5080.");
            else if (!IsLoopback(url)) faults.Add(BeyondThisMachine(setting, text));
            else addresses.Add(url);
        }

        if (addresses.Count == 0 && faults.Count == 0) faults.Add($"{setting}: names no address.");
        return faults.Count == 0 ? addresses : throw new WrongInputException(faults);
    }

    /// <summary>Checks the addresses that the web server's own section of the configuration names, which go past every other setting.</summary>
    /// <exception cref="WrongInputException">As for <see cref="Read"/>.</exception>
    public static void CheckEndpoints(IConfiguration configuration)
    {
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
            _ = Read(endpoint["Url"] ?? "", $"{endpoint.Path}:Url");
    }

    /// <summary>Checks the addresses that the host listens on, however it came to them.</summary>
    /// <exception cref="WrongInputException">One reaches beyond this machine.</exception>
    public static void CheckBound(IEnumerable<string> urls)
    {
        foreach (var url in urls)
            _ = Read(url, "Listening on");
    }

    private static bool IsLoopback(Uri url) =>
        string.Equals(url.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static string BeyondThisMachine(string setting, string url) =>
        $"{setting} {url}: reaches beyond this machine, and there is no sign-in to say who may come in. Listen on http://127.0.0.1 and put a proxy with sign-in before it.";
}
