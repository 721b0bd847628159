namespace Alignment.GraphQL.Execution;

/// <summary>What clients name a stored operation by: a SHA-256, with or without <c>sha256:</c> before it, or an id of a manifest's.</summary>
internal static class PersistedOperationId
{
    internal const int Longest = 256;

    /// <summary>A SHA-256 as 64 lower-case digits; any other id as it is.</summary>
    internal static string Normalize(string id)
    {
        var hash = id.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase) ? id[7..] : id;
        return IsHash(hash) ? hash.ToLowerInvariant() : id;
    }

    internal static bool IsHash(string id) => id.Length == 64 && id.All(char.IsAsciiHexDigit);
}
