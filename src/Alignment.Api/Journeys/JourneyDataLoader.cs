using Alignment.Api.Data;
using Alignment.Core.Journeys;
using Alignment.Core.Personas;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Journeys;

/// <summary>All journeys of the team, and who is on which; there are few, so they are read together, once a request.</summary>
/// <param name="ByKey">The journeys by key; the one keyed <c>default</c> is always there.</param>
/// <param name="ByPersona">Which leads are on which.</param>
public sealed record JourneyCatalog(IReadOnlyDictionary<string, Journey> ByKey, JourneysByPersona ByPersona)
{
    /// <summary>Reads the journeys.</summary>
    /// <param name="context">Where they are stored.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <param name="known">Where to remember them.</param>
    public static async Task<JourneyCatalog> ReadAsync(AlignmentContext context, CancellationToken cancellationToken, KnownVersions? known = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var stored = await context.Set<StoredJourney>().AsNoTracking().ToListAsync(cancellationToken);
        var byKey = stored.Select(journey => journey.ToJourney()).ToDictionary(journey => journey.Key);
        foreach (var journey in stored) known?.Remember(journey, byKey[journey.Key]);
        byKey.TryAdd(Journey.DefaultKey, Journey.Default);
        var own = await context.Set<Persona>().Where(persona => persona.JourneyKey != null)
            .Select(persona => new { persona.Key, persona.JourneyKey }).ToListAsync(cancellationToken);
        var byPersona = own.Where(persona => byKey.ContainsKey(persona.JourneyKey!))
            .Select(persona => KeyValuePair.Create(persona.Key, byKey[persona.JourneyKey!]));
        return new JourneyCatalog(byKey, new JourneysByPersona(byKey[Journey.DefaultKey], byPersona));
    }
}

/// <summary>Reads the <see cref="JourneyCatalog"/>; its only key is <see cref="All"/>.</summary>
public sealed class JourneyDataLoader(IDbContextFactory<AlignmentContext> contexts, KnownVersions known, IBatchScheduler scheduler)
    : CacheDataLoader<string, JourneyCatalog>(scheduler)
{
    public const string All = "all";

    protected override async Task<JourneyCatalog?> LoadSingleAsync(string key, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await JourneyCatalog.ReadAsync(context, cancellationToken, known);
    }
}

/// <summary>Shorter ways to ask for journeys.</summary>
internal static class JourneyLoads
{
    public static async Task<JourneyCatalog> LoadAllAsync(this JourneyDataLoader journeys, CancellationToken cancellationToken) =>
        await journeys.LoadRequiredAsync(JourneyDataLoader.All, cancellationToken);
}
