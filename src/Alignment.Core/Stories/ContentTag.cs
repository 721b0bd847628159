namespace Alignment.Core.Stories;

/// <summary>What a tag of an asset says.</summary>
public enum TagDimension
{
    /// <summary>The key of a buying stage it is for.</summary>
    Stage,

    /// <summary>The key of a persona it is for.</summary>
    Persona,

    /// <summary>A theme it carries; compared ignoring case and white space.</summary>
    Theme,

    /// <summary>A question of the buyer's that it answers; compared ignoring case and white space.</summary>
    Answer,

    /// <summary>What it turns on, by the name of an <see cref="Stories.Orientation"/>. As a tag it is only ever dismissed: accepting it
    /// sets the asset's own.</summary>
    Orientation,
}

/// <summary>Whose word a tag is.</summary>
public enum TagOrigin
{
    /// <summary>The inventory the asset was imported from says so.</summary>
    Stated,

    /// <summary>A person says so, by hand or by accepting a suggestion; an import does not undo it.</summary>
    Accepted,

    /// <summary>A person says that it is not so; neither an import nor a rule brings it back.</summary>
    Dismissed,
}

/// <summary>One tag of an asset.</summary>
public sealed class ContentTag
{
    private ContentTag()
    {
    }

    internal ContentTag(TagDimension dimension, string value, TagOrigin origin) => (Dimension, Value, Origin) = (dimension, value, origin);

    /// <summary>What it says.</summary>
    public TagDimension Dimension { get; private set; }

    /// <summary>The stage's or persona's key, the theme, the question or the orientation; 1 to 500 characters.</summary>
    public string Value { get; private set; } = "";

    /// <summary>Whose word it is.</summary>
    public TagOrigin Origin { get; internal set; }

    /// <summary>Whether the tag holds: it was not dismissed.</summary>
    public bool Holds => Origin != TagOrigin.Dismissed;

    internal bool Says(TagDimension dimension, string value) =>
        Dimension == dimension && (Exact(dimension) ? Value == value : Personas.Wording.Same(Value, value));

    internal static bool Exact(TagDimension dimension) => dimension is TagDimension.Stage or TagDimension.Persona;
}
