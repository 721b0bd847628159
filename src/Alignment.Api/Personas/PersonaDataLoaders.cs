using Alignment.Api.Data;
using Alignment.Core.Personas;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Personas;

/// <summary>Personas by key, with what they claim.</summary>
public sealed class PersonaByKeyDataLoader(IDbContextFactory<AlignmentContext> contexts, KnownVersions known, IBatchScheduler scheduler)
    : BatchDataLoader<string, Persona>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<string, Persona>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var personas = await context.Set<Persona>().Where(persona => keys.Contains(persona.Key))
            .ToDictionaryAsync(persona => persona.Key, cancellationToken);
        known.Remember(personas.Values);
        return personas;
    }
}
