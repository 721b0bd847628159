using System.Globalization;
using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Api.Idempotency;
using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>What capturing leads did.</summary>
/// <param name="Created">Leads that were not known.</param>
/// <param name="Updated">Leads of which something changed.</param>
/// <param name="Unchanged">Leads that were known just so.</param>
/// <param name="Leads">The leads that were taken in, in the order of the input; one that occurs twice is here once.</param>
public sealed record CaptureLeadsPayload(int Created, int Updated, int Unchanged, IReadOnlyList<LeadView> Leads);

/// <summary>What recording engagements did.</summary>
/// <param name="Recorded">Engagements that were not known, or of which something changed.</param>
/// <param name="Unchanged">Engagements that were known just so.</param>
public sealed record RecordEngagementsPayload(int Recorded, int Unchanged);

/// <summary>What recording outcomes did.</summary>
/// <param name="Recorded">Outcomes that were not known, or that changed.</param>
/// <param name="Unchanged">Outcomes that were known just so.</param>
/// <param name="Leads">The leads whose outcomes were taken in, in the order of the input.</param>
public sealed record RecordOutcomesPayload(int Recorded, int Unchanged, IReadOnlyList<LeadView> Leads);

[MutationType]
[Error<ValidationError>]
[Error<NotFoundError>]
[Error<ConflictError>]
[Error<WrongStateError>]
[Error<IdempotencyKeyReusedError>]
public static partial class LeadMutations
{
    /// <summary>The most rows that one call takes.</summary>
    public const int MostRows = 5000;

    /// <summary>
    /// Takes in what a source says of leads: new ones are created, known ones updated. Good rows are kept; each bad one is reported by its index.
    /// </summary>
    /// <param name="source">The system that the rows come from. 1 to 100 characters.</param>
    /// <param name="leads">At most 5,000.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static async Task<FieldResult<CaptureLeadsPayload>> CaptureLeadsAsync(
        string source,
        IReadOnlyList<LeadInput> leads,
        string? idempotencyKey,
        IdempotencyKeys keys,
        LeadJournal journal,
        IClock clock,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken)
    {
        var batch = new Batch<LeadInput, LeadRow>("leads", leads, (input, faults) => new LeadRow(input.ExternalId)
        {
            CreatedAt = input.CreatedAt, Name = input.Name, Email = input.Email, Company = input.Company, PersonaKey = input.PersonaKey,
            Attributes = [.. Values(input.Attributes, faults, "attributes")],
        });
        var taken = await keys.OnceAsync(
            idempotencyKey,
            "captureLeads",
            new { source, leads },
            (context, cancel) => batch.TakeAsync(rows => LeadIntake.CaptureLeadsAsync(context, source, rows, null, clock.GetCurrentInstant(), journal, cancel)),
            cancellationToken);
        if (!taken.TryGetValue(out var answer, out var refusals))
            return refusals.ToFieldResult<CaptureLeadsPayload>();
        var views = await Views(answer.Ids(), contexts, cancellationToken);
        return new FieldResult<CaptureLeadsPayload>(new(answer.Created, answer.Updated, answer.Unchanged, views), answer.Errors());
    }

    /// <summary>Adds what leads did to their logs. Good rows are kept; each bad one is reported by its index.</summary>
    /// <param name="source">The system that the rows come from, and whose names for leads they use.</param>
    /// <param name="engagements">At most 5,000.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static async Task<FieldResult<RecordEngagementsPayload>> RecordEngagementsAsync(
        string source,
        IReadOnlyList<EngagementInput> engagements,
        string? idempotencyKey,
        IdempotencyKeys keys,
        LeadJournal journal,
        IClock clock,
        CancellationToken cancellationToken)
    {
        var batch = new Batch<EngagementInput, EngagementRow>("engagements", engagements, (input, faults) =>
            new EngagementRow(input.LeadExternalId, input.At, input.Type)
            {
                ExternalId = input.ExternalId, Content = input.ContentExternalId, StageKey = input.StageKey, By = input.By,
                Properties = AttributeSet.Of(Values(input.Properties, faults, "properties").DistinctBy(value => value.Key)),
            });
        var taken = await keys.OnceAsync(
            idempotencyKey,
            "recordEngagements",
            new { source, engagements },
            (context, cancel) => batch.TakeAsync(rows => LeadIntake.RecordEngagementsAsync(context, source, rows, clock.GetCurrentInstant(), journal, cancel)),
            cancellationToken);
        return taken.TryGetValue(out var answer, out var refusals)
            ? new FieldResult<RecordEngagementsPayload>(new(answer.Recorded, answer.Unchanged), answer.Errors())
            : refusals.ToFieldResult<RecordEngagementsPayload>();
    }

    /// <summary>Records what became of leads. Good rows are kept; each bad one is reported by its index.</summary>
    /// <param name="source">The system that the rows come from, and whose names for leads they use.</param>
    /// <param name="outcomes">At most 5,000.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static async Task<FieldResult<RecordOutcomesPayload>> RecordOutcomesAsync(
        string source,
        IReadOnlyList<OutcomeInput> outcomes,
        string? idempotencyKey,
        IdempotencyKeys keys,
        LeadJournal journal,
        IClock clock,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken)
    {
        var batch = new Batch<OutcomeInput, OutcomeRow>("outcomes", outcomes, (input, _) => new OutcomeRow(
            input.LeadExternalId, new LeadOutcome(input.Outcome, input.At, input.Amount, input.Currency, input.RepKey, input.Reason)));
        var taken = await keys.OnceAsync(
            idempotencyKey,
            "recordOutcomes",
            new { source, outcomes },
            (context, cancel) => batch.TakeAsync(rows => LeadIntake.RecordOutcomesAsync(context, source, rows, null, clock.GetCurrentInstant(), journal, cancel)),
            cancellationToken);
        if (!taken.TryGetValue(out var answer, out var refusals))
            return refusals.ToFieldResult<RecordOutcomesPayload>();
        var views = await Views(answer.Ids(), contexts, cancellationToken);
        return new FieldResult<RecordOutcomesPayload>(new(answer.Recorded, answer.Unchanged, views), answer.Errors());
    }

    private static List<KeyValuePair<string, AttributeValue>> Values(
        IReadOnlyList<AttributeInput>? inputs, List<Refusal> faults, string path)
    {
        var values = new List<KeyValuePair<string, AttributeValue>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (inputs?.Count ?? 0); i++)
        {
            var (input, at) = (inputs![i], i.ToString(CultureInfo.InvariantCulture));
            if (!seen.Add(input.Name))
                faults.Add(new(RefusalCode.Validation, $"\"{input.Name}\" is given twice; give it once.", path, at, "name"));
            values.Add(new(input.Name, input.Read(faults, path, at)));
        }

        return values;
    }

    private static async Task<IReadOnlyList<LeadView>> Views(
        IReadOnlyList<LeadId> ids, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var read = await context.Set<Lead>().Where(lead => ids.Contains(lead.Id)).Select(LeadView.Reading(LeadParts.All))
            .ToDictionaryAsync(lead => lead.Id, cancellationToken);
        return [.. ids.Where(read.ContainsKey).Select(id => read[id])];
    }
}
