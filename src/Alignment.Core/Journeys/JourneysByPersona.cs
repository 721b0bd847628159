using System.Collections.Frozen;

namespace Alignment.Core.Journeys;

/// <summary>Which journey a lead is on: its persona's, else the default. Immutable.</summary>
public sealed class JourneysByPersona
{
    private readonly FrozenDictionary<string, Journey> own;

    /// <summary>Says who is on which journey.</summary>
    /// <param name="usual">The journey of every lead whose persona has none of its own; <see cref="Journey.Default"/> if left out.</param>
    /// <param name="own">The journeys of personas, by the persona's key.</param>
    public JourneysByPersona(Journey? usual = null, IEnumerable<KeyValuePair<string, Journey>>? own = null)
    {
        Usual = usual ?? Journey.Default;
        this.own = (own ?? []).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Everybody is on the journey that ships.</summary>
    public static JourneysByPersona Default { get; } = new();

    /// <summary>The journey of every lead whose persona has none of its own.</summary>
    public Journey Usual { get; }

    /// <summary>Every journey in use.</summary>
    public IEnumerable<Journey> All => own.Values.Prepend(Usual).Distinct();

    /// <summary>The journey of a lead.</summary>
    /// <param name="personaKey">The key of its persona, if it has one; compared exactly.</param>
    public Journey For(string? personaKey) =>
        personaKey is not null && own.Count > 0 && own.TryGetValue(personaKey, out var journey) ? journey : Usual;
}
