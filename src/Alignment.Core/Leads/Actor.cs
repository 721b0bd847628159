namespace Alignment.Core.Leads;

/// <summary>Who, or which rule, changed a lead.</summary>
public sealed record Actor
{
    private Actor(ActorKind kind, string name) => (Kind, Name) = (kind, name);

    /// <summary>The clock: a deadline that passed with nobody doing anything.</summary>
    public static Actor Clock { get; } = new(ActorKind.Clock, "clock");

    /// <summary>What kind of actor this is.</summary>
    public ActorKind Kind { get; }

    /// <summary>The person, rule or source, 1 to 200 characters.</summary>
    public string Name { get; }

    /// <summary>Somebody.</summary>
    /// <param name="name">As signed in, or as they named themselves; cut off after 200 characters.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static Actor Person(string name) => Named(ActorKind.Person, name);

    /// <summary>A rule of the team.</summary>
    /// <param name="name">The rule with its version, such as "ideal-lead v3".</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static Actor Rule(string name) => Named(ActorKind.Rule, name);

    /// <summary>Another system or an import.</summary>
    /// <param name="name">The source's name.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static Actor Source(string name) => Named(ActorKind.Source, name);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">Such as "person:ana".</param>
    /// <exception cref="FormatException">The text is not an actor.</exception>
    public static Actor Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1 && Enum.TryParse<ActorKind>(text[..colon], ignoreCase: true, out var kind)
            ? new(kind, text[(colon + 1)..])
            : throw new FormatException($"\"{text}\" is not an actor.");
    }

    /// <summary>The kind in lower case, a colon, and the name: "person:ana".</summary>
    public override string ToString() => $"{Word(Kind)}:{Name}";

    private static string Word(ActorKind kind) => kind switch
    {
        ActorKind.Person => "person",
        ActorKind.Rule => "rule",
        ActorKind.Source => "source",
        _ => "clock",
    };

    private static Actor Named(ActorKind kind, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var trimmed = name.Trim();
        return new(kind, trimmed.Length <= 200 ? trimmed : trimmed[..200]);
    }
}
