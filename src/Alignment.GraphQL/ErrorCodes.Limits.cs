namespace Alignment.GraphQL;

/// <content>What the limits say. Each is the refusal of one property of <see cref="Limits.GraphQLLimits"/>.</content>
public static partial class ErrorCodes
{
    /// <summary>The request has more bytes than <c>MaxRequestBytes</c>.</summary>
    public const string RequestTooLarge = "REQUEST_TOO_LARGE";

    /// <summary>The batch has more requests than <c>MaxBatchSize</c>.</summary>
    public const string BatchTooLarge = "BATCH_TOO_LARGE";

    /// <summary>Fields are nested deeper than <c>MaxDepth</c>.</summary>
    public const string TooDeep = "OPERATION_TOO_DEEP";

    /// <summary>The operation selects more fields than <c>MaxFields</c>.</summary>
    public const string TooManyFields = "TOO_MANY_FIELDS";

    /// <summary>The operation has more aliases than <c>MaxAliases</c>.</summary>
    public const string TooManyAliases = "TOO_MANY_ALIASES";

    /// <summary>A field or fragment is repeated in one selection set more often than <c>MaxRepeats</c>.</summary>
    public const string TooManyRepeats = "TOO_MANY_REPEATS";

    /// <summary>There are more directives than <c>MaxDirectives</c>, or more at one place than <c>MaxDirectivesPerLocation</c>.</summary>
    public const string TooManyDirectives = "TOO_MANY_DIRECTIVES";

    /// <summary>The operation is estimated to cost more than <c>MaxCost</c>.</summary>
    public const string TooExpensive = "OPERATION_TOO_EXPENSIVE";

    /// <summary>A list or object in the input is larger than <c>MaxListLength</c>, or all together exceed <c>MaxInputValues</c>.</summary>
    public const string InputTooLarge = "INPUT_TOO_LARGE";

    /// <summary>The schema is not shown here; <c>AllowIntrospection</c> decides.</summary>
    public const string IntrospectionNotAllowed = "INTROSPECTION_NOT_ALLOWED";
}
