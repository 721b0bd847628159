using Microsoft.AspNetCore.Http;

namespace Alignment.GraphQL;

/// <summary>
/// How operations are run and served; configuration section <c>GraphQL:Server</c> moves what can be written as text. What may be asked is
/// bounded by <see cref="Limits.GraphQLLimits"/>.
/// </summary>
public sealed class GraphQLOptions
{
    /// <summary>The configuration section that sets these values, whatever the host's own code says.</summary>
    public const string Section = "GraphQL:Server";

    /// <summary>
    /// How long resolvers that still run when their request is canceled, or out of time, keep their services before these are taken away.
    /// The client is answered without waiting for them.
    /// </summary>
    /// <value>From zero; the default is 5 seconds.</value>
    public TimeSpan CancellationGrace { get; set => field = Time(value, TimeSpan.Zero); } = TimeSpan.FromSeconds(5);

    /// <summary>How many compiled operations are kept, and of no more than 4 MiB of documents; the least recently used go first.</summary>
    /// <value>From 1; the default is 1000.</value>
    public int OperationCacheSize { get; set => field = AtLeast(value, 1); } = 1000;

    /// <summary>The largest document that is kept compiled, in bytes; a larger one is compiled each time.</summary>
    /// <value>From 0; the default is 65,536.</value>
    public int LargestCachedDocument { get; set => field = AtLeast(value, 0); } = 65_536;

    /// <summary>Whether GET is answered. Mutations never are.</summary>
    /// <value>The default is true.</value>
    public bool AllowGet { get; set; } = true;

    /// <summary>
    /// Whether a request that a browser sends to another site without asking it first is refused: a POST needs the content type
    /// <c>application/json</c>, and a GET that the browser calls cross-site needs the header <c>GraphQL-Preflight: 1</c>.
    /// </summary>
    /// <value>The default is true.</value>
    public bool RequirePreflight { get; set; } = true;

    /// <summary>An operation that takes longer is written to the log, without its variables.</summary>
    /// <value>The default is 1 second; <see cref="Timeout.InfiniteTimeSpan"/> for none.</value>
    public TimeSpan SlowOperationThreshold
    {
        get;
        set => field = value == Timeout.InfiniteTimeSpan ? value : Time(value, TimeSpan.Zero);
    } = TimeSpan.FromSeconds(1);

    /// <summary>Which operations may be asked for by their SHA-256.</summary>
    /// <value>The default is <see cref="PersistedOperationMode.Automatic"/>.</value>
    public PersistedOperationMode PersistedOperations { get; set; } = PersistedOperationMode.Automatic;

    /// <summary>How long a quiet stream of events waits before it sends a sign of life.</summary>
    /// <value>From 1 millisecond; the default is 12 seconds.</value>
    public TimeSpan KeepAliveInterval { get; set => field = Time(value, TimeSpan.FromMilliseconds(1)); } = TimeSpan.FromSeconds(12);

    /// <summary>How long a web socket may stay silent before its first message, <c>connection_init</c>.</summary>
    /// <value>From 1 millisecond; the default is 10 seconds.</value>
    public TimeSpan ConnectionInitTimeout { get; set => field = Time(value, TimeSpan.FromMilliseconds(1)); } = TimeSpan.FromSeconds(10);

    /// <summary>Sites, as <c>https://example.org</c>, whose pages may open web sockets besides the host's own. Looked at if <see cref="RequirePreflight"/> is on.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>Answers a GET without a query from something that reads HTML; null answers it as any other GET.</summary>
    public RequestDelegate? Page { get; set; }

    private static TimeSpan Time(TimeSpan value, TimeSpan least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(1));
        return value;
    }

    private static int AtLeast(int value, int least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        return value;
    }
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
