using Alignment.Api.Data;
using Alignment.Core;
using Alignment.Core.Personas;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Personas;

/// <summary>What taking personas in did.</summary>
/// <param name="Created">Personas that were not known.</param>
/// <param name="Updated">Personas of which something changed.</param>
/// <param name="Unchanged">Personas that were known just so.</param>
/// <param name="Personas">Those that were taken in.</param>
/// <param name="Refusals">Why others were not, with their places in the document.</param>
internal sealed record PersonaIntake(int Created, int Updated, int Unchanged, IReadOnlyList<Persona> Personas, IReadOnlyList<Refusal> Refusals);

/// <summary>Brings persona documents in.</summary>
internal static class PersonaImport
{
    /// <summary>Reads a document by a map.</summary>
    /// <param name="document">The document.</param>
    /// <param name="map">The map; our own form if null.</param>
    public static Result<PersonaDocument> Read(string document, string? map)
    {
        if (map is null) return PersonaDocument.Read(document);
        return PersonaMap.Parse(map).TryGetValue(out var read, out var faults)
            ? PersonaDocument.Read(document, read)
            : Result.Refused<PersonaDocument>([.. faults.Select(fault => fault.Under("map"))]);
    }

    /// <summary>Takes personas in, within a unit of work; the same again changes nothing.</summary>
    public static async Task<PersonaIntake> TakeAsync(AlignmentContext context, PersonaDocument document, Instant now, CancellationToken cancel)
    {
        var keys = document.Personas.Select(persona => persona.Key).ToList();
        var known = await context.Personas.Where(persona => keys.Contains(persona.Key)).ToDictionaryAsync(persona => persona.Key, cancel);
        var (created, updated, unchanged) = (0, 0, 0);
        var taken = new List<Persona>();
        var refusals = document.Rejected.SelectMany(rejected => rejected.Reasons).ToList();
        foreach (var imported in document.Personas)
        {
            if (known.TryGetValue(imported.Key, out var persona))
            {
                var adopted = persona.Adopt(imported, now);
                refusals.AddRange(adopted.Refusals.Select(refusal => refusal.Under("personas", imported.Key)));
                if (!adopted.Succeeded) continue;
                if (adopted.Value) updated++;
                else unchanged++;
            }
            else
            {
                var fresh = Persona.From(imported, now);
                refusals.AddRange(fresh.Refusals.Select(refusal => refusal.Under("personas", imported.Key)));
                if (!fresh.Succeeded) continue;
                persona = context.Add(fresh.Value).Entity;
                created++;
            }

            taken.Add(persona);
        }

        await context.SaveChangesAsync(cancel);
        return new PersonaIntake(created, updated, unchanged, taken, refusals);
    }
}
