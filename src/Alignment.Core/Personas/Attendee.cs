namespace Alignment.Core.Personas;

/// <summary>What somebody in the room does for a living.</summary>
public enum AttendeeFunction
{
    /// <summary>Marketing.</summary>
    Marketing,

    /// <summary>Research, in the house or hired.</summary>
    Research,

    /// <summary>Sales.</summary>
    Sales,

    /// <summary>Product.</summary>
    Product,

    /// <summary>The customer or prospect's own people.</summary>
    Customer,

    /// <summary>Anyone else.</summary>
    Other,
}

/// <summary>Somebody who was in the room.</summary>
public sealed record Attendee
{
    /// <summary>Names somebody who was in the room.</summary>
    /// <param name="name">Their name; surrounding white space is dropped.</param>
    /// <param name="function">What they do for a living.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public Attendee(string name, AttendeeFunction function)
    {
        ArgumentNullException.ThrowIfNull(name);
        (Name, Function) = (name.Trim(), function);
    }

    /// <summary>Their name.</summary>
    public string Name { get; }

    /// <summary>What they do for a living.</summary>
    public AttendeeFunction Function { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Function.ToString().ToLowerInvariant()})";
}
