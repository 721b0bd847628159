namespace Alignment.GraphQL;

/// <summary>How operations are run and served. Limits on what may be asked are in <c>GraphQLLimits</c>.</summary>
public sealed class GraphQLOptions
{
    /// <summary>How long one operation may take, subscriptions aside; later it is canceled and answered with <see cref="ErrorCodes.Timeout"/>.</summary>
    /// <value>The default is 30 seconds; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</value>
    public TimeSpan ExecutionTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the end of a canceled request waits for resolvers that are still running, before their services are taken away.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan CancellationGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many compiled operations are kept; the least used go first.</summary>
    /// <value>From 1; the default is 1000.</value>
    public int OperationCacheSize { get; set; } = 1000;

    /// <summary>The largest document that is kept compiled, in bytes; larger ones are compiled each time.</summary>
    /// <value>The default is 65,536.</value>
    public int LargestCachedDocument { get; set; } = 65_536;

    /// <summary>The most bytes a request may have.</summary>
    /// <value>From 1; the default is 1 MiB.</value>
    public int MaxRequestBytes { get; set; } = 1_048_576;

    /// <summary>How many operations one request may carry as a JSON array; 0 refuses arrays.</summary>
    /// <value>The default is 0.</value>
    public int MaxBatchSize { get; set; }

    /// <summary>Whether GET is answered. Mutations never are.</summary>
    /// <value>The default is true.</value>
    public bool AllowGet { get; set; } = true;

    /// <summary>Whether a request that a browser sends to another site without asking must show that it was asked.</summary>
    /// <value>The default is true: such requests need the header <c>GraphQL-Preflight: 1</c> or the content type <c>application/json</c>.</value>
    public bool RequirePreflight { get; set; } = true;

    /// <summary>An operation that takes longer is written to the log, without its variables.</summary>
    /// <value>The default is 1 second; <see cref="Timeout.InfiniteTimeSpan"/> for none.</value>
    public TimeSpan SlowOperationThreshold { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether an unknown operation may be stored by sending it with its hash, or only those the host stored are answered.</summary>
    /// <value>The default is <see cref="PersistedOperationMode.Automatic"/>.</value>
    public PersistedOperationMode PersistedOperations { get; set; } = PersistedOperationMode.Automatic;
}

/// <summary>Which operations may be asked for by their SHA-256.</summary>
public enum PersistedOperationMode
{
    /// <summary>None: hashes are not looked at.</summary>
    Off,

    /// <summary>Any that was sent once together with its hash, and those the host stored. Documents are answered as well.</summary>
    Automatic,

    /// <summary>Only those the host stored; documents are refused.</summary>
    TrustedOnly,
}
