using Alignment.Api.Data;

namespace Alignment.Api;

/// <summary>What load balancers and operators ask.</summary>
internal static class Health
{
    /// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: its store does too, with the tables of this version.</summary>
    public static void MapHealth(this WebApplication app, AlignmentStore store)
    {
        app.MapGet("/health/live", () => Results.Text("{\"status\":\"live\"}", "application/json"));
        app.MapGet("/health/ready", async (HttpContext http) => await store.FindFaultAsync(http.RequestAborted) is { } fault
            ? Results.Text($"{{\"status\":\"not ready\",\"because\":\"{System.Text.Json.JsonEncodedText.Encode(fault)}\"}}", "application/json", statusCode: 503)
            : Results.Text("{\"status\":\"ready\"}", "application/json"));
    }
}
