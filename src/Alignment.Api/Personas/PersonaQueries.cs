using Alignment.Api.Data;
using Alignment.Api.Paging;
using Alignment.Core.Personas;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Personas;

[QueryType]
public static partial class PersonaQueries
{
    /// <summary>One persona.</summary>
    /// <param name="key">Its key.</param>
    public static Task<Persona?> GetPersonaAsync(string key, PersonaByKeyDataLoader personas, CancellationToken cancellationToken) =>
        personas.LoadAsync(key, cancellationToken);

    /// <summary>The personas, by key.</summary>
    /// <param name="audience">Only those of this audience.</param>
    [UsePaging(ConnectionName = "Personas")]
    public static async Task<Connection<Persona>> GetPersonasAsync(
        PagingArguments paging, Audience? audience, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await Personas(context).ReadPageAsync(
            new Keyset<Persona, Persona>().By("key", persona => persona.Key, persona => persona.Key), paging, contexts.Counting(Personas), cancellationToken);

        IQueryable<Persona> Personas(AlignmentContext from) => from.Personas.Where(persona => audience == null || persona.Audience == audience);
    }

    /// <summary>The field visits, latest first.</summary>
    [UsePaging(ConnectionName = "FieldVisits")]
    public static async Task<Connection<FieldVisit>> GetFieldVisitsAsync(
        PagingArguments paging, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var order = new Keyset<FieldVisit, FieldVisit>()
            .By("at", visit => visit.At, visit => visit.At, descending: true)
            .By("id", visit => visit.Id, visit => visit.Id);
        return await context.FieldVisits.ReadPageAsync(order, paging, contexts.Counting(from => from.FieldVisits), cancellationToken);
    }

    /// <summary>The candidate quotes of a transcript, for a person to pick from; nothing is kept.</summary>
    /// <param name="text">WebVTT, or plain text whose lines begin with a time.</param>
    /// <param name="names">Names of the solution and its seller, to find when it was revealed.</param>
    public static TranscriptView GetTranscript(string text, IReadOnlyList<string>? names) =>
        Transcript.Parse(text).TryGetValue(out var transcript, out var faults)
            ? new TranscriptView(transcript.Candidates, transcript.FirstNamed([.. names ?? []]), [])
            : new TranscriptView([], null, [.. faults.Select(fault => fault.Message)]);

    /// <summary>When a persona counts as validated.</summary>
    public static async Task<ValidationPolicy> GetPersonaValidationAsync(IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await StoryPolicies.ReadValidationAsync(context, cancellationToken);
    }
}

[ObjectType<ValidationPolicy>]
public static partial class ValidationPolicyNode
{
    /// <summary>How often it was set, for the `expectedVersion` of `setPersonaValidation`; 0 while it never was.</summary>
    public static async Task<int> GetVersionAsync([Parent] ValidationPolicy policy, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        await using var context = contexts.CreateDbContext();
        return await StoryPolicies.ValidationVersionAsync(context, cancellationToken);
    }
}

/// <summary>What a transcript holds.</summary>
/// <param name="Candidates">Everything that was said, in order; empty when there are faults.</param>
/// <param name="SolutionNamedAt">When one of the names was first spoken; null if none was.</param>
/// <param name="Faults">Every fault, with its line.</param>
[GraphQLName("Transcript")]
public sealed record TranscriptView(IReadOnlyList<CandidateQuote> Candidates, NodaTime.Duration? SolutionNamedAt, IReadOnlyList<string> Faults);

[ObjectType<CandidateQuote>]
public static partial class CandidateQuoteNode
{
    internal static void Configure(GraphQL.Types.IObjectTypeDescriptor<CandidateQuote> descriptor) => descriptor.Ignore(candidate => candidate.Quoted);
}
