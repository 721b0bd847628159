using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Alignment.Api.Data;
using Alignment.Api.Leads.Definitions;
using Alignment.Core.Journeys;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.HandOffs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>What leads are judged by now: the definition in force, if there is one, and the journeys they are on. Immutable.</summary>
public sealed class AgreementInForce
{
    private const int MostKept = 32;
    private static readonly ConcurrentDictionary<string, AgreementInForce> Kept = new(StringComparer.Ordinal);
    private readonly Dictionary<Journey, StageReader> readers;

    private AgreementInForce(string basis, LeadDefinitionVersion? version, JourneysByPersona journeys)
    {
        Basis = basis;
        Id = version?.Id;
        Name = version is null ? null : $"{version.Key} v{version.Version}";
        Journeys = journeys;
        Assessor = version?.Definition.Compile(journeys);
        readers = journeys.All.ToDictionary(journey => journey, journey => new StageReader(journey));
    }

    /// <summary>The version in force; null with none.</summary>
    public LeadDefinitionVersionId? Id { get; }

    /// <summary>Its key and version, such as "ideal v3"; null with none in force.</summary>
    public string? Name { get; }

    /// <summary>The version made ready to judge leads; null with none in force.</summary>
    public LeadAssessor? Assessor { get; }

    /// <summary>Which leads are on which journey.</summary>
    public JourneysByPersona Journeys { get; }

    /// <summary>Differs whenever leads are to be judged anew: another version, or another journey.</summary>
    public string Basis { get; }

    /// <summary>
    /// Reads what is in force, in three statements; in a unit of work it stays in force until that ends (<see cref="AgreementLock"/>). Of several
    /// keys with a version in force, <see cref="DefaultDefinition"/> says which counts.
    /// </summary>
    public static async Task<AgreementInForce> ReadAsync(AlignmentContext context, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Database.CurrentTransaction is not null) await AgreementLock.HoldAsync(context, cancel);
        var agreed = await context.LeadDefinitions.AsNoTracking().Where(version => version.AgreedAt != null)
            .Select(version => new { version.Id, version.Key, version.State, version.AgreedAt }).ToListAsync(cancel);
        var stored = await context.Journeys.AsNoTracking().OrderBy(journey => journey.Key).ToListAsync(cancel);
        var personas = await context.Personas.AsNoTracking().Where(persona => persona.JourneyKey != null).OrderBy(persona => persona.Key)
            .Select(persona => new { persona.Key, JourneyKey = persona.JourneyKey! }).ToListAsync(cancel);
        var own = personas.Select(persona => KeyValuePair.Create(persona.Key, persona.JourneyKey)).ToList();
        var key = await DefaultDefinition.ChooseAsync(context, [.. agreed.Select(version => (version.Key, version.State, version.AgreedAt!.Value))], cancel);
        var id = agreed.SingleOrDefault(version => version.Key == key && version.State == LeadDefinitionState.Agreed)?.Id;
        var basis = $"{id?.Value.ToString() ?? "none"} {Digest(stored, own)}";
        if (Kept.TryGetValue(basis, out var known)) return known;

        // Not from the change tracker: what counts is what is stored.
        var version = id is { } wanted ? await context.LeadDefinitions.AsNoTracking().SingleAsync(one => one.Id == wanted, cancel) : null;
        if (Kept.Count >= MostKept) Kept.Clear();
        return Kept[basis] = new AgreementInForce(basis, version, JourneysOf(stored, own));
    }

    /// <summary>The reader of stages for a lead's journey.</summary>
    /// <param name="personaKey">The key of the lead's persona, if it has one.</param>
    public StageReader StagesFor(string? personaKey) => readers[Journeys.For(personaKey)];

    /// <summary>What is in force says of a lead; null with nothing in force.</summary>
    public Assessment? Assess(LeadFacts facts, Instant asOf) => Assessor?.Assess(facts, asOf);

    /// <summary>An assessment by this agreement, as the verbs of a lead take it.</summary>
    public DefinitionVerdict? VerdictOf(Assessment? assessment)
    {
        if (assessment is null || Id is not { } id || Name is not { } name) return null;
        var excluding = assessment.Criteria.Where(criterion => criterion.Met && criterion.Criterion.Role == CriterionRole.Exclude).Select(criterion => criterion.Key);
        return new DefinitionVerdict(id, name, assessment.Decision, [.. excluding, .. assessment.Unmet]);
    }

    private static string Digest(List<StoredJourney> journeys, List<KeyValuePair<string, string>> own)
    {
        if (journeys.Count == 0) return "usual";
        var all = journeys.Select(journey => $"{journey.Key}\t{journey.Stages}").Concat(own.Select(persona => $"{persona.Key}\t{persona.Value}"));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', all))))[..32];
    }

    // A persona whose journey is not defined is on the usual one.
    private static JourneysByPersona JourneysOf(List<StoredJourney> stored, List<KeyValuePair<string, string>> own)
    {
        var journeys = stored.ToDictionary(journey => journey.Key, journey => journey.ToJourney(), StringComparer.Ordinal);
        return new(
            journeys.GetValueOrDefault(Journey.DefaultKey),
            own.Where(persona => journeys.ContainsKey(persona.Value)).Select(persona => KeyValuePair.Create(persona.Key, journeys[persona.Value])));
    }
}
