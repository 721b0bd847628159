using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Import.Maps;

/// <summary>Where one value of a record comes from: a column, or a constant that is the same in every row.</summary>
internal sealed record MapValue
{
    /// <summary>Its place in the map, such as <c>$.attributes.visits</c>, for messages.</summary>
    public required string Path { get; init; }

    /// <summary>The column's name in the header; null for a constant.</summary>
    public string? Column { get; init; }

    /// <summary>The constant; null for a column.</summary>
    public string? Constant { get; init; }

    /// <summary>What the text of a cell is read as.</summary>
    public AttributeKind Type { get; init; } = AttributeKind.Text;

    /// <summary>What a cell's text stands for; null stands for a missing value, and text that is not listed for itself.</summary>
    public IReadOnlyDictionary<string, string?>? Values { get; init; }

    /// <summary>How instants and dates are written; ISO 8601 when left out.</summary>
    public TimePattern Pattern { get; init; } = TimePattern.Iso;

    /// <summary>The zone of local times.</summary>
    /// <value>UTC by default.</value>
    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>What stands between the items of a list; a semicolon or a vertical bar when left out.</summary>
    public IReadOnlyList<string>? Split { get; init; }
}
