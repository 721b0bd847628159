using Alignment.Core;
using Alignment.Core.Stories;
using NodaTime;

namespace Alignment.Api.Stories;

/// <summary>What an inventory says of a piece of content. What is left out stays as it is known; lists that are given are exactly those.</summary>
/// <param name="ExternalId">What the inventory, and engagements, call it.</param>
/// <param name="Title">The title.</param>
/// <param name="Format">The format in the team's own words.</param>
/// <param name="Url">The address.</param>
/// <param name="PublishedAt">When it was first published.</param>
/// <param name="Author">Who made it.</param>
/// <param name="Orientation">What it turns on.</param>
/// <param name="StageKeys">The buying stages it is for.</param>
/// <param name="PersonaKeys">The personas it is for.</param>
/// <param name="Themes">The themes it carries.</param>
/// <param name="Answers">The questions of the buyer's that it answers.</param>
public sealed record ContentInput(
    string ExternalId, string Title, string Format, string? Url, Instant? PublishedAt, Authorship? Author, Orientation? Orientation,
    IReadOnlyList<string>? StageKeys, IReadOnlyList<string>? PersonaKeys, IReadOnlyList<string>? Themes, IReadOnlyList<string>? Answers)
{
    internal ContentRow ToRow() => new(ExternalId, new ContentDescription
    {
        Title = Title, Format = Format, Url = Url, PublishedAt = PublishedAt?.ToMicroseconds(), Author = Author, Orientation = Orientation,
        Stages = StageKeys, Personas = PersonaKeys, Themes = Themes, Answers = Answers,
    });
}

/// <summary>What importing content did.</summary>
/// <param name="Created">Content that was not known.</param>
/// <param name="Updated">Content of which something changed.</param>
/// <param name="Unchanged">Content that was known just so.</param>
/// <param name="ContentAssets">What is now known of the rows' content, in the order of the input; one that occurs twice is here once.</param>
public sealed record ImportContentPayload(int Created, int Updated, int Unchanged, IReadOnlyList<ContentAsset> ContentAssets);
