using Alignment.Core.Personas;

namespace Alignment.Core.Stories;

public sealed partial class ContentAsset
{
    /// <summary>Tags the asset by hand, or accepts a suggested tag.</summary>
    /// <param name="dimension">What the tag says.</param>
    /// <param name="value">The stage's or persona's key, the theme, the question or the orientation; 1 to 500 characters.</param>
    /// <returns>Whether anything changed.</returns>
    public Result<bool> Tag(TagDimension dimension, string value) => Decide(dimension, value, TagOrigin.Accepted);

    /// <summary>Dismisses a tag or a suggestion: neither an import nor a rule brings it back.</summary>
    /// <param name="dimension">What the tag says.</param>
    /// <param name="value">The stage's or persona's key, the theme or the question; 1 to 500 characters.</param>
    /// <returns>Whether anything changed.</returns>
    public Result<bool> Dismiss(TagDimension dimension, string value) => Decide(dimension, value, TagOrigin.Dismissed);

    /// <summary>Says what the asset turns on.</summary>
    /// <param name="orientation">What it turns on.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Orient(Orientation orientation)
    {
        if (Orientation == orientation) return false;
        Orientation = orientation;
        Version++;
        return true;
    }

    /// <summary>Why suggested tags cannot be accepted together; empty if they can.</summary>
    internal IReadOnlyList<Refusal> WhyNotAccept(IReadOnlyList<TagSuggestion> suggested)
    {
        var refusals = new List<Refusal>();
        foreach (var dimension in suggested.GroupBy(tag => tag.Dimension))
        {
            foreach (var tag in dimension) Wording.Require(tag.Value, LongestTag, "A tag", refusals);
            var count = tags.Count(tag => tag.Dimension == dimension.Key) + dimension.Count();
            if (count > MostTags)
                refusals.Add(new Refusal(
                    RefusalCode.Validation,
                    $"\"{Wording.Shorten(Title)}\" would have {count} tags of the dimension {dimension.Key}, and an asset has at most {MostTags}; accept fewer of them."));
        }

        return refusals;
    }

    /// <summary>Accepts suggested tags, as one change.</summary>
    internal void Accept(IReadOnlyList<TagSuggestion> suggested)
    {
        foreach (var tag in suggested)
        {
            if (tag.Dimension == TagDimension.Orientation) Orientation = Enum.Parse<Orientation>(tag.Value);
            else Put(tag.Dimension, tag.Value.Trim(), TagOrigin.Accepted);
        }

        Version++;
    }

    private Result<bool> Decide(TagDimension dimension, string value, TagOrigin origin)
    {
        var refusals = new List<Refusal>();
        var text = Wording.Require(value, LongestTag, "A tag", refusals, "value");
        if (tags.Count(tag => tag.Dimension == dimension) >= MostTags && !tags.Exists(tag => tag.Says(dimension, text)))
            refusals.Add(new Refusal(RefusalCode.Validation, $"An asset has at most {MostTags} tags of one dimension.", "value"));
        var orientation = default(Orientation);
        if (dimension == TagDimension.Orientation && !Enum.TryParse(text, ignoreCase: true, out orientation))
            refusals.Add(new Refusal(RefusalCode.Validation, $"\"{text}\" is no orientation.", "value"));
        if (refusals.Count > 0) return refusals;
        if (dimension == TagDimension.Orientation && origin == TagOrigin.Accepted) return Orient(orientation);
        var changed = Put(dimension, text, origin);
        if (changed) Version++;
        return changed;
    }

    /// <summary>An import's tags replace those an import stated before, and leave a person's alone.</summary>
    private bool State(TagDimension dimension, IReadOnlyList<string> values)
    {
        var stated = Wording.Distinct(values, ContentTag.Exact(dimension));
        var changed = tags.RemoveAll(tag => tag.Dimension == dimension && tag.Origin == TagOrigin.Stated
            && !stated.Exists(value => tag.Says(dimension, value))) > 0;
        foreach (var value in stated.Where(value => !tags.Exists(tag => tag.Says(dimension, value))))
        {
            tags.Add(new ContentTag(dimension, value, TagOrigin.Stated));
            changed = true;
        }

        return changed;
    }

    /// <summary>A person's tags are exactly those; what held before and is not among them is dismissed.</summary>
    private bool SetByHand(TagDimension dimension, IReadOnlyList<string> values)
    {
        var said = Wording.Distinct(values, ContentTag.Exact(dimension));
        var changed = false;
        foreach (var tag in tags.Where(tag => tag.Dimension == dimension && tag.Holds && !said.Exists(value => tag.Says(dimension, value))).ToList())
            changed |= Put(dimension, tag.Value, TagOrigin.Dismissed);
        foreach (var value in said)
            if (!tags.Exists(tag => tag.Holds && tag.Says(dimension, value)))
                changed |= Put(dimension, value, TagOrigin.Accepted);
        return changed;
    }

    private bool Put(TagDimension dimension, string value, TagOrigin origin)
    {
        var known = tags.Find(tag => tag.Says(dimension, value));
        if (known?.Origin == origin) return false;
        if (known is null) tags.Add(new ContentTag(dimension, value, origin));
        else known.Origin = origin;
        return true;
    }
}
