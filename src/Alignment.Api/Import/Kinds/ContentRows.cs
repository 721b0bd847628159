using Alignment.Api.Data;
using Alignment.Api.Import.Maps;
using Alignment.Api.Import.Rows;
using Alignment.Api.Leads;
using Alignment.Api.Stories;
using Alignment.Core;
using Alignment.Core.Stories;
using NodaTime;

namespace Alignment.Api.Import.Kinds;

/// <summary>Content of an inventory. What a map does not read stays as it is, and so do the tags that a person set or dismissed.</summary>
internal sealed class ContentRows(ContentMap map) : ImportKind<ContentRow>(map.Format)
{
    private CellReader externalId = null!;
    private CellReader title = null!;
    private CellReader format = null!;
    private CellReader? url;
    private CellReader? publishedAt;
    private CellReader? stages;
    private CellReader? personas;
    private CellReader? themes;
    private CellReader? orientation;
    private CellReader? author;
    private CellReader? answers;

    public override ContentRow Read(RowReading reading) => new(
        externalId.RequiredKey(reading, "which content it is"),
        new ContentDescription
        {
            Title = title.RequiredKey(reading, "what the content is called"),
            Format = format.RequiredKey(reading, "what format it has"),
            Url = url?.Key(reading),
            PublishedAt = publishedAt?.Instant(reading),
            Stages = stages?.Items(reading),
            Personas = personas?.Items(reading),
            Themes = themes?.Items(reading),
            Answers = answers?.Items(reading),
            Orientation = Word<Orientation>(orientation, reading),
            Author = Word<Authorship>(author, reading),
        });

    public override IReadOnlyList<Refusal>? Faults(ContentRow row) =>
        ContentAsset.Publish(Format.Source ?? "source", row.ExternalId, row.Description, default) is { Succeeded: false } refused ? refused.Refusals : null;

    public override string? KeyOf(ContentRow row) => row.ExternalId;

    public override Task<IReadOnlyList<RowResult>> TakeAsync(AlignmentContext context, IReadOnlyList<ContentRow> rows, Instant now, CancellationToken cancel) =>
        ContentIntake.TakeAsync(context, Format.Source!, rows, now, cancel);

    protected override void BindCells()
    {
        externalId = Cell(map.ExternalId);
        title = Cell(map.Title);
        format = Cell(map.FormatOf);
        url = CellOrNone(map.Url);
        publishedAt = CellOrNone(map.PublishedAt);
        stages = CellOrNone(map.Stages);
        personas = CellOrNone(map.Personas);
        themes = CellOrNone(map.Themes);
        orientation = CellOrNone(map.Orientation);
        author = CellOrNone(map.Author);
        answers = CellOrNone(map.Answers);
    }

    /// <summary>A word of a list, in any of the usual spellings: BUYER_SCENARIO, buyer-scenario, buyerScenario.</summary>
    private static T? Word<T>(CellReader? cell, RowReading reading)
        where T : struct, Enum
    {
        if (cell?.Key(reading) is not { } word) return null;
        var bare = string.Concat(word.Where(char.IsLetter));
        foreach (var value in Enum.GetValues<T>())
            if (string.Equals(value.ToString(), bare, StringComparison.OrdinalIgnoreCase))
                return value;
        reading.Fault($"{cell.Name}: \"{word}\" is none of {string.Join(", ", Enum.GetNames<T>())}; translate it with \"values\" in the map");
        return null;
    }
}
