using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.Core.Stories;
using NodaTime;

namespace Alignment.Api.Data;

/// <summary>The identity of a sharing of content.</summary>
/// <param name="Value">The UUID; sorts by the instant at which it was made.</param>
public readonly record struct SharedContentId(Guid Value)
{
    /// <summary>A new id.</summary>
    /// <param name="now">The present instant.</param>
    public static SharedContentId New(Instant now) => new(Guid.CreateVersion7(now.ToDateTimeOffset()));
}

/// <summary>An asset that a rep, or a nurture step, gave to a lead.</summary>
public sealed class SharedContent
{
    public required SharedContentId Id { get; init; }

    public required ContentAssetId AssetId { get; init; }

    public required LeadId LeadId { get; init; }

    /// <summary>When it was given.</summary>
    public required Instant At { get; init; }

    /// <summary>Which function gave it.</summary>
    public required Function By { get; init; }

    /// <summary>The rep who gave it; null for a nurture step.</summary>
    public string? RepKey { get; init; }
}
