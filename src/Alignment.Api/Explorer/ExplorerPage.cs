using System.Reflection;

namespace Alignment.Api.Explorer;

/// <summary>What a browser gets at <c>/graphql</c>: a page that shows the schema and runs operations. It needs neither Node nor a network.</summary>
internal static class ExplorerPage
{
    // The page loads its own style and script and talks to its own host; nothing else.
    private const string Policy = "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, (string Resource, string ContentType)> Files = new(StringComparer.Ordinal)
    {
        ["/graphql"] = ("explorer.html", "text/html; charset=utf-8"),
        ["/graphql/explorer.css"] = ("explorer.css", "text/css; charset=utf-8"),
        ["/graphql/explorer.js"] = ("explorer.js", "text/javascript; charset=utf-8"),
    };

    /// <summary>Answers browsers that ask for a page; everything else at the same address goes on to GraphQL.</summary>
    public static void UseExplorer(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!IsForAPage(context.Request) || !Files.TryGetValue(context.Request.Path.Value ?? "", out var file))
        {
            await next(context);
            return;
        }

        context.Response.ContentType = file.ContentType;
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.Vary = "Accept";
        await using var content = Open(file.Resource);
        await content.CopyToAsync(context.Response.Body, context.RequestAborted);
    });

    private static bool IsForAPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Query.ContainsKey("query")
        && (request.Path.Value != "/graphql" || request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase));

    private static Stream Open(string resource) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream($"Alignment.Api.Explorer.{resource}")
        ?? throw new InvalidOperationException($"The page's {resource} is not part of this build.");
}
