using Alignment.Core;
using Alignment.GraphQL;
using Alignment.GraphQL.Types;

namespace Alignment.Api.Errors;

/// <summary>One reason why a mutation, or a part of it, was refused.</summary>
[InterfaceType("Error")]
public interface IUserError
{
    /// <summary>What is wrong and what would mend it, in a sentence for people.</summary>
    string Message { get; }

    /// <summary>What kind of refusal this is.</summary>
    ErrorCode Code { get; }

    /// <summary>Where in the input, outermost first; null when the refusal concerns all of it.</summary>
    IReadOnlyList<string>? Path { get; }
}

/// <summary>A refusal, as clients see it. One case a code, so that a client can tell them apart by type.</summary>
/// <param name="Message">What is wrong and what would mend it, in a sentence for people.</param>
/// <param name="Code">What kind of refusal this is.</param>
/// <param name="Path">Where in the input, outermost first; null when the refusal concerns all of it.</param>
public abstract record UserError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError
{
    /// <summary>The case for a refusal of the domain.</summary>
    /// <param name="refusal">What the domain said.</param>
    public static UserError Of(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var path = refusal.Path.Count == 0 ? null : refusal.Path;
        return refusal.Code switch
        {
            RefusalCode.NotFound => new NotFoundError(refusal.Message, path),
            RefusalCode.Conflict => new ConflictError(refusal.Message, path),
            RefusalCode.NotPermitted => new NotPermittedError(refusal.Message, path),
            RefusalCode.DefinitionNotMet => new DefinitionNotMetError(refusal.Message, path),
            RefusalCode.NotAgreed => new NotAgreedError(refusal.Message, path),
            RefusalCode.IdempotencyKeyReused => new IdempotencyKeyReusedError(refusal.Message, path),
            RefusalCode.WrongState => new WrongStateError(refusal.Message, path),
            _ => new ValidationError(refusal.Message, path),
        };
    }
}

/// <summary>The input itself is wrong.</summary>
public sealed record ValidationError(string Message, IReadOnlyList<string>? Path) : UserError(Message, ErrorCode.Validation, Path);

/// <summary>What the input names does not exist.</summary>
public sealed record NotFoundError(string Message, IReadOnlyList<string>? Path) : UserError(Message, ErrorCode.NotFound, Path);

/// <summary>Somebody else was first.</summary>
public sealed record ConflictError(string Message, IReadOnlyList<string>? Path) : UserError(Message, ErrorCode.Conflict, Path);

/// <summary>The caller may not do this.</summary>
public sealed record NotPermittedError(string Message, IReadOnlyList<string>? Path) : UserError(Message, ErrorCode.NotPermitted, Path);

/// <summary>The lead does not meet the definition in force.</summary>
public sealed record DefinitionNotMetError(string Message, IReadOnlyList<string>? Path)
    : UserError(Message, ErrorCode.DefinitionNotMet, Path);

/// <summary>There is no definition that both functions signed.</summary>
public sealed record NotAgreedError(string Message, IReadOnlyList<string>? Path) : UserError(Message, ErrorCode.NotAgreed, Path);

/// <summary>The move is not possible from the present state.</summary>
public sealed record WrongStateError(string Message, IReadOnlyList<string>? Path) : UserError(Message, ErrorCode.WrongState, Path);

/// <summary>The idempotency key was used before, with another input.</summary>
public sealed record IdempotencyKeyReusedError(string Message, IReadOnlyList<string>? Path)
    : UserError(Message, ErrorCode.IdempotencyKeyReused, Path);
