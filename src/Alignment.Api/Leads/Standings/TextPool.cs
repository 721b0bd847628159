using System.Text;

namespace Alignment.Api.Leads.Standings;

/// <summary>One string for each short text that keeps coming, such as the type of an engagement. Not for use by several threads at once.</summary>
internal sealed class TextPool
{
    private const int Longest = 40;
    private readonly (byte[] Bytes, string Text)[] kept = new (byte[], string)[1024];

    /// <summary>A text from its UTF-8.</summary>
    public string Of(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > Longest) return Encoding.UTF8.GetString(text);
        var hash = 2166136261u;
        foreach (var one in text) hash = unchecked((hash ^ one) * 16777619u);    // FNV-1a
        ref var place = ref kept[hash % kept.Length];
        if (place.Bytes is null || !text.SequenceEqual(place.Bytes)) place = (text.ToArray(), Encoding.UTF8.GetString(text));
        return place.Text;
    }
}
