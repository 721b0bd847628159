using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Alignment.Benchmarks.GraphQL;

/// <summary>One of those that are measured: a process of its own, what to send it, and how to read its answers.</summary>
internal abstract class Server(string name, int port) : IDisposable
{
    private static readonly HttpClient Client = new();
    private Process? process;

    public string Name { get; } = name;

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    public int ProcessId => process!.Id;

    protected int Port { get; } = port;

    /// <summary>A request in <c>load.lua</c>'s form: a path to GET, or a body to POST.</summary>
    public abstract string Buyer(Guid lead);

    /// <inheritdoc cref="Buyer"/>
    public abstract string Queue(string persona, string stage, string? after);

    /// <summary>The figures of an answer in a form that is the same for all.</summary>
    public abstract string ReadBuyer(JsonElement answer);

    /// <summary>The figures of a page in a form that is the same for all, and where the next one starts.</summary>
    public abstract (string Figures, string? Next) ReadQueue(JsonElement answer);

    /// <summary>Starts the process and waits until it answers.</summary>
    public async Task StartAsync(string connectionString)
    {
        process = Process.Start(Command(connectionString));
        for (var attempt = 0; attempt < 120; attempt++)
        {
            try
            {
                await AskAsync(Buyer(Guid.Empty));
                return;
            }
            catch (HttpRequestException notYet) when (notYet.StatusCode is null && !process!.HasExited)
            {
                await Task.Delay(500);
            }
            catch (HttpRequestException)
            {
                return; // it answers, if only to say that there is no such lead
            }
        }

        throw new InvalidOperationException($"{Name} does not answer at {Url}.");
    }

    public async Task<JsonElement> AskAsync(string request)
    {
        using var response = request.StartsWith('/')
            ? await Client.GetAsync(Url + request)
            : await Client.PostAsync(Url + "/graphql", new StringContent(request, Encoding.UTF8, "application/json"));
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new HttpRequestException($"{Name}: {text}", null, response.StatusCode);
        var answer = JsonDocument.Parse(text).RootElement;
        return answer.TryGetProperty("errors", out var errors) ? throw new HttpRequestException($"{Name}: {errors}", null, response.StatusCode) : answer;
    }

    public void Dispose()
    {
        if (process is null) return;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    protected abstract ProcessStartInfo Command(string connectionString);

    protected static string Post(string query, object variables) => JsonSerializer.Serialize(new { query, variables });

    protected static string UrlOf(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return string.Create(CultureInfo.InvariantCulture, $"postgres://{parts.Username}:{parts.Password}@{parts.Host}:{parts.Port}/{parts.Database}");
    }
}
