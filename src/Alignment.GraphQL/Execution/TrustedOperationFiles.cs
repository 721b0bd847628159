using System.Text;
using System.Text.Json;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Validation;

namespace Alignment.GraphQL.Execution;

/// <summary>An operation that the host trusts, as a file has it.</summary>
/// <param name="Id">What clients ask for it by; null for the SHA-256 of the document alone.</param>
/// <param name="Document">UTF-8.</param>
/// <param name="Source">The file, and the place in it, for messages.</param>
public sealed record TrustedOperation(string? Id, ReadOnlyMemory<byte> Document, string Source);

/// <summary>
/// Reads the operations that a host trusts: a manifest as the Relay compiler writes it (<c>{"id": "document"}</c>), one as Apollo's
/// generator writes it (<c>{"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id", "body"}]}</c>), a document
/// (<c>.graphql</c> or <c>.gql</c>), or a folder of these.
/// </summary>
public static class TrustedOperationFiles
{
    private const string ApolloFormat = "apollo-persisted-query-manifest";

    /// <summary>All operations of a file or folder, folders inside it included, in the order of the paths.</summary>
    /// <exception cref="GraphQLConfigurationException">There is no such file, or it has another shape; every fault is listed.</exception>
    public static IReadOnlyList<TrustedOperation> Read(string path)
    {
        var faults = new List<string>();
        var operations = FilesOf(path, faults).SelectMany(file => ReadFile(file, faults)).ToList();
        if (operations.Count == 0 && faults.Count == 0)
            faults.Add($"{path}: there is no operation in it. A file is a manifest of Relay's or Apollo's (.json) or a document (.graphql, .gql).");
        return faults.Count == 0 ? operations : throw new GraphQLConfigurationException(faults);
    }

    /// <summary>Why operations could not run on a schema; empty if all could.</summary>
    internal static IReadOnlyList<string> FaultsOf(IEnumerable<TrustedOperation> operations, RequestExecutor executor)
    {
        var faults = new List<string>();
        foreach (var operation in operations)
        {
            try
            {
                var document = Utf8GraphQLParser.Parse(operation.Document.Span, executor.Limits.ParserOptions);
                faults.AddRange(DocumentValidator.Validate(executor.Schema, document).Select(error => $"{operation.Source}: {error.Message}"));
            }
            catch (GraphQLSyntaxException refused)
            {
                faults.Add($"{operation.Source}: {refused.Message} (line {refused.Location.Line}, column {refused.Location.Column})");
            }
        }

        return faults;
    }

    private static IEnumerable<string> FilesOf(string path, List<string> faults)
    {
        if (Directory.Exists(path))
            return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(f => IsDocument(f) || IsManifest(f)).Order(StringComparer.Ordinal);
        if (!File.Exists(path))
            faults.Add($"{path}: there is no such file or folder.");
        else if (!IsDocument(path) && !IsManifest(path))
            faults.Add($"{path}: is neither a manifest (.json) nor a document (.graphql, .gql).");
        else
            return [path];
        return [];
    }

    private static bool IsDocument(string file) => Path.GetExtension(file) is ".graphql" or ".gql";

    private static bool IsManifest(string file) => Path.GetExtension(file) is ".json";

    private static IEnumerable<TrustedOperation> ReadFile(string file, List<string> faults)
    {
        if (IsDocument(file))
            return [new TrustedOperation(null, File.ReadAllBytes(file), file)];
        try
        {
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(file));
            return ReadManifest(manifest.RootElement, file, faults);
        }
        catch (JsonException malformed)
        {
            faults.Add($"{file}: is not JSON: {malformed.Message}");
            return [];
        }
    }

    private static List<TrustedOperation> ReadManifest(JsonElement manifest, string file, List<string> faults)
    {
        var operations = new List<TrustedOperation>();
        if (manifest.ValueKind != JsonValueKind.Object)
            faults.Add($"{file}: a manifest is an object, of ids and documents or in Apollo's format.");
        else if (!manifest.TryGetProperty("format", out var format) || !manifest.TryGetProperty("operations", out var listed))
            foreach (var entry in manifest.EnumerateObject())
                Take(entry.Name, entry.Value, $"{file}: {entry.Name}");
        else if (format.ValueKind != JsonValueKind.String || format.GetString() != ApolloFormat || listed.ValueKind != JsonValueKind.Array)
            faults.Add($"{file}: the format of a manifest with operations is {ApolloFormat}, and operations is a list.");
        else
            foreach (var (index, entry) in listed.EnumerateArray().Index())
                TakeListed(entry, $"{file}: operations[{index}]");
        return operations;

        void TakeListed(JsonElement entry, string source)
        {
            if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String || !entry.TryGetProperty("body", out var body))
                faults.Add($"{source}: an operation has an id and a body.");
            else
                Take(id.GetString()!, body, source);
        }

        void Take(string id, JsonElement document, string source)
        {
            if (document.ValueKind != JsonValueKind.String)
                faults.Add($"{source}: the document must be a string.");
            else if (id.Length is 0 or > PersistedOperationId.Longest)
                faults.Add($"{source}: an id has 1 to {PersistedOperationId.Longest} characters.");
            else
                operations.Add(new TrustedOperation(id, Encoding.UTF8.GetBytes(document.GetString()!), source));
        }
    }
}
