using System.Reflection;
using Microsoft.AspNetCore.StaticFiles;

namespace Alignment.Api.Explorer;

/// <summary>
/// What a browser gets at <c>/graphql</c>: GraphiQL where the build had Node to bundle it, or else a page of our own that shows the schema
/// and runs operations. Either needs no network beyond this host.
/// </summary>
internal static class ExplorerPage
{
    // The page loads its own style and script and talks to its own host; nothing else.
    private const string Policy = "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

    // GraphiQL's editor writes styles into the page, has fonts and pictures in its style sheet, and checks documents in workers.
    private const string GraphiQLPolicy =
        "default-src 'none'; connect-src 'self'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

    private const string Page = "/graphql";
    private const string Bundle = "/graphql/explorer/";

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    private static readonly Dictionary<string, string> Resources = new(StringComparer.Ordinal)
    {
        ["/graphql/explorer.css"] = "explorer.css",
        ["/graphql/explorer.js"] = "explorer.js",
        ["/graphql/examples.js"] = "examples.js",
    };

    /// <summary>Answers browsers that ask for a page; everything else at the same address goes on to GraphQL.</summary>
    public static void UseExplorer(this IApplicationBuilder app)
    {
        var bundled = BundledFiles();
        var hasGraphiQL = bundled.ContainsKey(Bundle + "app.js");
        app.Use(async (context, next) =>
        {
            var path = context.Request.Path.Value ?? "";
            if (!HttpMethods.IsGet(context.Request.Method))
                await next(context);
            else if (path == Page && IsForAPage(context.Request))
                await AnswerAsync(context, "page.html", hasGraphiQL ? GraphiQLPolicy : Policy, Open(hasGraphiQL ? "graphiql.html" : "explorer.html"));
            else if (Resources.TryGetValue(path, out var resource))
                await AnswerAsync(context, resource, Policy, Open(resource));
            else if (bundled.TryGetValue(path, out var file))
                await AnswerAsync(context, file, GraphiQLPolicy, File.OpenRead(file));
            else
                await next(context);
        });
    }

    private static bool IsForAPage(HttpRequest request) =>
        !request.Query.ContainsKey("query") && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static async Task AnswerAsync(HttpContext context, string name, string policy, Stream content)
    {
        await using var opened = content;
        var response = context.Response;
        response.ContentType = ContentTypes.TryGetContentType(name, out var type) ? type + (type.StartsWith("text/", StringComparison.Ordinal) ? "; charset=utf-8" : "") : "application/octet-stream";
        response.Headers.ContentSecurityPolicy = policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.Vary = "Accept";
        await content.CopyToAsync(response.Body, context.RequestAborted);
    }

    /// <summary>The files of the bundle by their address; only these are ever read.</summary>
    private static Dictionary<string, string> BundledFiles()
    {
        var folder = new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "explorer"));
        return folder.Exists ? folder.EnumerateFiles().ToDictionary(file => Bundle + file.Name, file => file.FullName, StringComparer.Ordinal) : [];
    }

    private static Stream Open(string resource) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream($"Alignment.Api.Explorer.{resource}")
        ?? throw new InvalidOperationException($"The page's {resource} is not part of this build.");
}
