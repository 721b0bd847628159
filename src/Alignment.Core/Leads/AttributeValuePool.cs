namespace Alignment.Core.Leads;

/// <summary>
/// Gives out one shared value per distinct text, for loaders that read many leads: less memory, and no folding of text that
/// was folded before. Bounded; not for use by several threads at once.
/// </summary>
public sealed class AttributeValuePool
{
    private readonly Dictionary<string, AttributeValue> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AttributeValue>.AlternateLookup<ReadOnlySpan<char>> bySpan;
    private readonly int capacity;

    /// <summary>Creates an empty pool.</summary>
    /// <param name="capacity">How many distinct texts it keeps; texts beyond that are made anew each time. Positive.</param>
    public AttributeValuePool(int capacity = 100_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        this.capacity = capacity;
        bySpan = texts.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The shared value of a text; absent for blank text.</summary>
    public AttributeValue Text(ReadOnlySpan<char> text)
    {
        if (text.IsWhiteSpace()) return default;
        if (bySpan.TryGetValue(text, out var known)) return known;
        var written = text.ToString();
        var value = AttributeValue.Text(written);
        if (texts.Count < capacity) texts.Add(written, value);
        return value;
    }
}
