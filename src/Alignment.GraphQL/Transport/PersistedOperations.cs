using System.Security.Cryptography;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Transport;

/// <summary>Puts the stored document in place of a hash, or stores the document that came with one.</summary>
internal sealed class PersistedOperations(IPersistedOperationStore store, PersistedOperationMode mode)
{
    /// <summary>Completes a request; the error says why it cannot be answered.</summary>
    /// <exception cref="BadRequestException">The hash is not the document's.</exception>
    internal GraphQLError? Complete(HttpGraphQLRequest request)
    {
        var trustedOnly = mode == PersistedOperationMode.TrustedOnly;
        if (request.Hash is not { } hash || mode == PersistedOperationMode.Off)
        {
            if (!request.HasDocument)
                throw new BadRequestException("The parameter query is missing.");
            if (!trustedOnly)
                return null;
            hash = Convert.ToHexStringLower(SHA256.HashData(request.Document.Span));
        }
        else if (request.HasDocument)
        {
            if (Convert.ToHexStringLower(SHA256.HashData(request.Document.Span)) != hash)
                throw new BadRequestException("The hash is not the one of the document.");
            if (!trustedOnly)
            {
                store.AddFromClient(hash, request.Document);
                return null;
            }
        }

        if (store.Find(hash, trustedOnly) is { } document)
        {
            request.UseDocument(document);
            return null;
        }

        return trustedOnly
            ? new GraphQLError("Only operations that the service knows are answered here.") { Code = ErrorCodes.PersistedQueryRequired }
            : new GraphQLError("PersistedQueryNotFound") { Code = ErrorCodes.PersistedQueryNotFound };
    }
}
