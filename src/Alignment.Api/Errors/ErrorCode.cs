namespace Alignment.Api.Errors;

/// <summary>The kinds of refusal a client can branch on.</summary>
public enum ErrorCode
{
    /// <summary>The input itself is wrong; the message and path say what and where.</summary>
    Validation,

    /// <summary>What the input names does not exist.</summary>
    NotFound,

    /// <summary>Somebody else was first; the message says who.</summary>
    Conflict,

    /// <summary>The caller may not do this.</summary>
    NotPermitted,

    /// <summary>The lead does not meet the definition in force; the message names what is unmet.</summary>
    DefinitionNotMet,

    /// <summary>There is no definition that both functions signed.</summary>
    NotAgreed,

    /// <summary>The move is not possible from the present state.</summary>
    WrongState,

    /// <summary>The idempotency key was used before, with another input.</summary>
    IdempotencyKeyReused,
}
