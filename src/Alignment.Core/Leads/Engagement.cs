using NodaTime;

namespace Alignment.Core.Leads;

/// <summary>One thing a buyer did, as the lead's log keeps it. Immutable.</summary>
public sealed class Engagement
{
    /// <summary>Creates an engagement.</summary>
    /// <param name="at">When it happened; cut down to microseconds.</param>
    /// <param name="type">What happened, in the source's word; compared exactly. Not empty.</param>
    /// <param name="position">Its place in the lead's log, from 1: the order of recording. Not negative; 0 while not recorded.</param>
    /// <param name="content">The external id of the content asset it was with, if any.</param>
    /// <param name="stage">The buying stage it speaks for, if the source says so.</param>
    /// <param name="contentStages">The stages its content is for; used while it has no stage of its own.</param>
    /// <param name="by">Which function it was with, if any.</param>
    /// <param name="externalId">What the source calls it, if it does.</param>
    /// <param name="properties">What else is known of it.</param>
    /// <exception cref="ArgumentException">The type is empty or the position negative.</exception>
    public Engagement(
        Instant at, string type, long position = 0, string? content = null, string? stage = null,
        IReadOnlyList<string>? contentStages = null, Function? by = null, string? externalId = null, AttributeSet? properties = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        Moment = Leads.Moment.Of(at);
        var term = Term.Of(type);
        (Type, TypeId) = (term.Text, term.Id);
        Position = position;
        Content = content;
        Stage = stage;
        ContentStages = contentStages ?? [];
        By = by;
        ExternalId = externalId;
        Properties = properties ?? AttributeSet.Empty;
    }

    /// <summary>Its place in the lead's log, from 1: the order of recording, not of happening. 0 while not recorded.</summary>
    public long Position { get; }

    /// <summary>When it happened, in microseconds.</summary>
    public Instant At => Leads.Moment.ToInstant(Moment);

    /// <summary>What happened, in the source's word; compared exactly.</summary>
    public string Type { get; }

    /// <summary>The external id of the content asset it was with, if any.</summary>
    public string? Content { get; }

    /// <summary>The buying stage it speaks for, if the source says so; otherwise its content's stages speak.</summary>
    public string? Stage { get; }

    /// <summary>The stages its content is for; empty if unknown.</summary>
    public IReadOnlyList<string> ContentStages { get; }

    /// <summary>Which function it was with, if any.</summary>
    public Function? By { get; }

    /// <summary>What the source calls it, if it does.</summary>
    public string? ExternalId { get; }

    /// <summary>What else is known of it.</summary>
    public AttributeSet Properties { get; }

    /// <summary>When it happened, as <see cref="Leads.Moment"/> counts.</summary>
    internal long Moment { get; }

    internal int TypeId { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Type} at {At}";
}
