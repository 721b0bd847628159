namespace Alignment.GraphQL.Validation;

/// <summary>Ends a validation that has found enough or has cost enough. It never leaves the validator.</summary>
internal sealed class ValidationAbortedException : Exception
{
    private ValidationAbortedException(string message)
        : base(message)
    {
    }

    internal static ValidationAbortedException TooManyErrors() =>
        new("Too many validation errors, error limit reached. Validation aborted.");

    internal static ValidationAbortedException TooMuchWork() => new("Validation aborted.");
}
