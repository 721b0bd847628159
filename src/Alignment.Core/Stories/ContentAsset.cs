using Alignment.Core.Personas;
using NodaTime;

namespace Alignment.Core.Stories;

/// <summary>A piece of content: what it is, whom and which stages it is for, and which of the buyer's questions it answers.</summary>
public sealed partial class ContentAsset
{
    /// <summary>How many tags of one dimension an asset can hold.</summary>
    public const int MostTags = 200;

    /// <summary>How many characters a tag can have.</summary>
    public const int LongestTag = 500;

    private readonly List<ContentTag> tags = [];
    private readonly List<ContentRevision> revisions = [];

    private ContentAsset()
    {
    }

    /// <summary>The asset's identity.</summary>
    public ContentAssetId Id { get; private set; }

    /// <summary>The inventory it comes from; with <see cref="ExternalId"/> it names the asset. 1 to 100 characters.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Its name in that inventory, such as its address; 1 to 2,000 characters, compared exactly.</summary>
    public string ExternalId { get; private set; } = "";

    /// <summary>The title.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The address, if it has one: http, https, or relative to the team's site.</summary>
    public string? Url { get; private set; }

    /// <summary>The format in the team's own words.</summary>
    public string Format { get; private set; } = "";

    /// <summary>Who made it; null if nobody said.</summary>
    public Authorship? Author { get; private set; }

    /// <summary>What it turns on; null if nobody said.</summary>
    public Orientation? Orientation { get; private set; }

    /// <summary>When it was first published; null if nobody said.</summary>
    public Instant? PublishedAt { get; private set; }

    /// <summary>When it came to be known here.</summary>
    public Instant AddedAt { get; private set; }

    /// <summary>When it was retired; null while it is in use.</summary>
    public Instant? RetiredAt { get; private set; }

    /// <summary>Why it was retired; null while it is in use.</summary>
    public string? RetiredBecause { get; private set; }

    /// <summary>Counts the changes, from 1; two writers with the same version conflict.</summary>
    public int Version { get; private set; }

    /// <summary>Every tag, dismissed ones included.</summary>
    public IReadOnlyList<ContentTag> Tags => tags;

    /// <summary>What was changed in its content, in that order.</summary>
    public IReadOnlyList<ContentRevision> Revisions => revisions;

    /// <summary>The keys of the buying stages it is for; none until somebody says.</summary>
    public IReadOnlyList<string> Stages => Values(TagDimension.Stage);

    /// <summary>The keys of the personas it is for; none until somebody says.</summary>
    public IReadOnlyList<string> Personas => Values(TagDimension.Persona);

    /// <summary>The themes it carries.</summary>
    public IReadOnlyList<string> Themes => Values(TagDimension.Theme);

    /// <summary>The questions of the buyer's that it answers.</summary>
    public IReadOnlyList<string> Answers => Values(TagDimension.Answer);

    /// <summary>Whether it can still be shared.</summary>
    public bool InUse => RetiredAt is null;

    /// <summary>Takes an asset in.</summary>
    /// <param name="source">The inventory it comes from, 1 to 100 characters.</param>
    /// <param name="externalId">Its name there, 1 to 2,000 characters.</param>
    /// <param name="description">What is known of it.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="byHand">Whether a person says so, whose word outranks an import's.</param>
    public static Result<ContentAsset> Publish(
        string source, string externalId, ContentDescription description, Instant now, bool byHand = false)
    {
        ArgumentNullException.ThrowIfNull(description);
        var refusals = new List<Refusal>();
        var from = Wording.Require(source, Wording.LongestKey, "A source", refusals, "source");
        var name = Wording.Require(externalId, Wording.LongestStatement, "An asset's external id", refusals, "externalId");
        description.Check(refusals);
        if (refusals.Count > 0) return refusals;
        var asset = new ContentAsset { Id = ContentAssetId.New(now), Source = from, ExternalId = name, AddedAt = now };
        asset.Take(description, byHand);
        asset.Version = 1;
        return asset;
    }

    /// <summary>Describes the asset anew. What the description does not say stays as it was; tags a person set or dismissed stay theirs
    /// unless a person describes it.</summary>
    /// <param name="description">What is known of it.</param>
    /// <param name="byHand">Whether a person says so.</param>
    /// <returns>Whether anything changed.</returns>
    public Result<bool> Describe(ContentDescription description, bool byHand = false)
    {
        ArgumentNullException.ThrowIfNull(description);
        var refusals = new List<Refusal>();
        description.Check(refusals);
        if (refusals.Count > 0) return refusals;
        var changed = Take(description, byHand);
        if (changed) Version++;
        return changed;
    }

    /// <summary>Whether it is for a persona.</summary>
    /// <param name="personaKey">The persona's key.</param>
    public bool IsFor(string personaKey) => tags.Exists(tag => tag.Holds && tag.Says(TagDimension.Persona, personaKey));

    /// <summary>Whether it is for a buying stage.</summary>
    /// <param name="stageKey">The stage's key.</param>
    public bool IsForStage(string stageKey) => tags.Exists(tag => tag.Holds && tag.Says(TagDimension.Stage, stageKey));

    /// <summary>Whether it answers a question of the buyer's.</summary>
    /// <param name="question">The question; case and white space do not matter.</param>
    public bool Answering(string question) => tags.Exists(tag => tag.Holds && tag.Says(TagDimension.Answer, question));

    private bool Take(ContentDescription description, bool byHand)
    {
        var before = (Title, Format, Url, PublishedAt, Author, Orientation);
        Title = description.Title.Trim();
        Format = description.Format.Trim();
        Url = string.IsNullOrWhiteSpace(description.Url) ? Url : description.Url.Trim();
        PublishedAt = description.PublishedAt ?? PublishedAt;
        Author = description.Author ?? Author;
        Orientation = description.Orientation ?? Orientation;
        var changed = before != (Title, Format, Url, PublishedAt, Author, Orientation);
        foreach (var (dimension, values) in description.Tags())
            changed |= byHand ? SetByHand(dimension, values) : State(dimension, values);
        return changed;
    }

    private List<string> Values(TagDimension dimension) => [.. tags.Where(tag => tag.Holds && tag.Dimension == dimension).Select(tag => tag.Value)];
}
