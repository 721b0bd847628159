using WebhookReceiver;

var builder = WebApplication.CreateSlimBuilder(args);
var settings = builder.Configuration.GetSection("Receiver");
var verifier = new WebhookVerifier(settings.GetSection("Secrets").Get<string[]>() ?? [], TimeProvider.System);
var tasks = TaskList.Open(settings["Tasks"] ?? "tasks.jsonl");

builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = 256 * 1024);
var app = builder.Build();
app.MapPost("/webhooks", async (HttpRequest request, ILogger<Program> log) =>
{
    // The signature is over the bytes as they came: read them before anything parses them.
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
    if (verifier.FindFault(request.Headers, body.ToArray()) is { } fault)
    {
        log.LogWarning("Refused a message: {Fault}", fault);
        return Results.Text(fault, statusCode: StatusCodes.Status401Unauthorized);
    }

    if (LeadMessage.Read(body.ToArray()) is not { } message) return Results.BadRequest();

    // Answered only once it is on disk: whoever gets no 2xx sends again.
    log.LogInformation("{Type} {Id}: {Outcome}", message.Type, message.Id, tasks.Take(message));
    return Results.NoContent();
});
app.MapGet("/tasks", () => tasks.Pending);
app.Run();
