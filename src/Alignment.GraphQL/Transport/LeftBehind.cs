using Microsoft.AspNetCore.Http;

namespace Alignment.GraphQL.Transport;

/// <summary>
/// What still runs of a request that is answered or given up: resolvers that were told to stop and have not. They use the request's
/// services, so the request does not end before they do, or before their grace is over; its answer does not wait for them.
/// </summary>
internal sealed class LeftBehind
{
    private Task all = Task.CompletedTask;

    internal static LeftBehind? Of(HttpContext http) => http.Features.Get<LeftBehind>();

    internal static void Note(HttpContext http, Task running)
    {
        var known = Of(http);
        if (known is null)
            http.Features.Set(known = new LeftBehind());
        known.all = Task.WhenAll(known.all, running);
    }

    /// <summary>Lets the client have the end of its answer, then waits.</summary>
    internal async Task EndAsync(HttpContext http)
    {
        if (!http.RequestAborted.IsCancellationRequested)
            await http.Response.CompleteAsync().ConfigureAwait(false);
        await all.ConfigureAwait(false);
    }
}
