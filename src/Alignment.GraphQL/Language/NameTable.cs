namespace Alignment.GraphQL.Language;

/// <summary>Gives the same string for the same name most of the time, so that documents share their names.</summary>
/// <remarks>A table a thread, of a fixed size that a hostile client cannot grow: a new name takes the place of an old one.</remarks>
internal sealed class NameTable
{
    private const int Slots = 1024;
    private const int LongestShared = 48;

    [ThreadStatic]
    private static NameTable? current;

    private readonly string?[] names = new string?[Slots];

    internal static NameTable Current => current ??= new NameTable();

    internal string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestShared)
            return Utf8Literals.Text(utf8);
        ref var slot = ref names[Hash(utf8) % Slots];
        if (slot is { } name && name.Length == utf8.Length && System.Text.Ascii.Equals(utf8, name))
            return name;
        return slot = Utf8Literals.Text(utf8);
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = 2166136261u;
        foreach (var b in utf8)
            hash = unchecked((hash ^ b) * 16777619u);
        return hash ^ (hash >> 15);
    }
}
