using NodaTime;
using static Alignment.Core.Personas.Wording;

namespace Alignment.Core.Stories;

/// <summary>What an inventory, or a person, says about an asset. What is null is not said and stays as it was.</summary>
public sealed record ContentDescription
{
    /// <summary>The title, 1 to 500 characters.</summary>
    public required string Title { get; init; }

    /// <summary>The format in the team's own words, such as "Blog post"; 1 to 100 characters.</summary>
    public required string Format { get; init; }

    /// <summary>The address: http or https, or relative to the team's site; at most 2,000 characters.</summary>
    public string? Url { get; init; }

    /// <summary>When it was first published.</summary>
    public Instant? PublishedAt { get; init; }

    /// <summary>Who made it.</summary>
    public Authorship? Author { get; init; }

    /// <summary>What it turns on.</summary>
    public Orientation? Orientation { get; init; }

    /// <summary>The keys of the buying stages it is for.</summary>
    public IReadOnlyList<string>? Stages { get; init; }

    /// <summary>The keys of the personas it is for.</summary>
    public IReadOnlyList<string>? Personas { get; init; }

    /// <summary>The themes it carries.</summary>
    public IReadOnlyList<string>? Themes { get; init; }

    /// <summary>The questions of the buyer's that it answers.</summary>
    public IReadOnlyList<string>? Answers { get; init; }

    internal IEnumerable<(TagDimension Dimension, IReadOnlyList<string> Values)> Tags()
    {
        if (Stages is not null) yield return (TagDimension.Stage, Stages);
        if (Personas is not null) yield return (TagDimension.Persona, Personas);
        if (Themes is not null) yield return (TagDimension.Theme, Themes);
        if (Answers is not null) yield return (TagDimension.Answer, Answers);
    }

    internal void Check(List<Refusal> refusals)
    {
        Require(Title, 500, "A title", refusals, "title");
        Require(Format, LongestKey, "A format", refusals, "format");
        if (Optional(Url, LongestStatement, "An address", refusals, "url") is { } url && !IsAddress(url))
            refusals.Add(new Refusal(RefusalCode.Validation, "An address begins with http:// or https://, or is relative to the team's site.", "url"));
        foreach (var (dimension, values) in Tags())
        {
            var path = dimension switch
            {
                TagDimension.Stage => "stages",
                TagDimension.Persona => "personas",
                TagDimension.Theme => "themes",
                _ => "answers",
            };
            if (values.Count > ContentAsset.MostTags)
                refusals.Add(new Refusal(RefusalCode.Validation, $"An asset has at most {ContentAsset.MostTags} {path}.", path));
            for (var index = 0; index < values.Count; index++)
                Optional(values[index], ContentAsset.LongestTag, "A tag", refusals, path, $"{index}");
        }
    }

    private static bool IsAddress(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || url.AsSpan(0, colon).IndexOfAny('/', '?', '#') >= 0) return true;
        return url.AsSpan(0, colon) is var scheme
            && (scheme.Equals("https", StringComparison.OrdinalIgnoreCase) || scheme.Equals("http", StringComparison.OrdinalIgnoreCase));
    }
}
