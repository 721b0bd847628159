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
/// <param name="Dimension">What it says.</param>
/// <param name="Value">The stage's or persona's key, the theme or the question; 1 to 500 characters.</param>
/// <param name="Origin">Whose word it is.</param>
public sealed record ContentTag(TagDimension Dimension, string Value, TagOrigin Origin)
{
    /// <summary>Whether the tag holds: it was not dismissed.</summary>
    public bool Holds => Origin != TagOrigin.Dismissed;

    internal bool Says(TagDimension dimension, string value) =>
        Dimension == dimension && (Exact(dimension) ? Value == value : Personas.Wording.Same(Value, value));

    internal static bool Exact(TagDimension dimension) => dimension is TagDimension.Stage or TagDimension.Persona;
}
