namespace Alignment.GraphQL.Execution;

/// <summary>What became of a value on its way into the response.</summary>
internal enum Outcome : byte
{
    /// <summary>It stands in the buffer.</summary>
    Written,

    /// <summary>It is null, and nothing was written: the field's type decides what that means.</summary>
    Null,

    /// <summary>An error has been noted, and nothing was written: null takes its place, here or further up.</summary>
    Failed,
}
