using System.Globalization;
using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

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
public static partial class LeadMutations
{
    /// <summary>The most rows that one call takes.</summary>
    public const int MostRows = 5000;

    /// <summary>
    /// Takes in what a source says of leads: new ones are created, known ones updated. Good rows are kept; each bad one is reported by its index.
    /// </summary>
    /// <param name="source">The system that the rows come from. 1 to 100 characters.</param>
    /// <param name="leads">At most 5,000.</param>
    public static async Task<FieldResult<CaptureLeadsPayload>> CaptureLeadsAsync(
        string source,
        IReadOnlyList<LeadInput> leads,
        LeadIntake intake,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken)
    {
        var batch = new Batch<LeadInput, LeadRow>("leads", leads, (input, faults) => new LeadRow(input.ExternalId)
        {
            CreatedAt = input.CreatedAt, Name = input.Name, Email = input.Email, Company = input.Company, PersonaKey = input.PersonaKey,
            Attributes = [.. Values(input.Attributes, faults, "attributes")],
        });
        await batch.TakeAsync(rows => intake.CaptureLeadsAsync(source, rows, cancel: cancellationToken));
        var payload = new CaptureLeadsPayload(
            batch.Count(RowEffect.Created), batch.Count(RowEffect.Updated), batch.Count(RowEffect.Unchanged),
            await Views(batch.Leads, contexts, cancellationToken));
        return new FieldResult<CaptureLeadsPayload>(payload, batch.Errors);
    }

    /// <summary>Adds what leads did to their logs. Good rows are kept; each bad one is reported by its index.</summary>
    /// <param name="source">The system that the rows come from, and whose names for leads they use.</param>
    /// <param name="engagements">At most 5,000.</param>
    public static async Task<FieldResult<RecordEngagementsPayload>> RecordEngagementsAsync(
        string source, IReadOnlyList<EngagementInput> engagements, LeadIntake intake, CancellationToken cancellationToken)
    {
        var batch = new Batch<EngagementInput, EngagementRow>("engagements", engagements, (input, faults) =>
            new EngagementRow(input.LeadExternalId, input.At, input.Type)
            {
                ExternalId = input.ExternalId, Content = input.ContentExternalId, StageKey = input.StageKey, By = input.By,
                Properties = AttributeSet.Of(Values(input.Properties, faults, "properties").DistinctBy(value => value.Key)),
            });
        await batch.TakeAsync(rows => intake.RecordEngagementsAsync(source, rows, cancellationToken));
        return new FieldResult<RecordEngagementsPayload>(
            new(batch.Count(RowEffect.Created) + batch.Count(RowEffect.Updated), batch.Count(RowEffect.Unchanged)), batch.Errors);
    }

    /// <summary>Records what became of leads. Good rows are kept; each bad one is reported by its index.</summary>
    /// <param name="source">The system that the rows come from, and whose names for leads they use.</param>
    /// <param name="outcomes">At most 5,000.</param>
    public static async Task<FieldResult<RecordOutcomesPayload>> RecordOutcomesAsync(
        string source,
        IReadOnlyList<OutcomeInput> outcomes,
        LeadIntake intake,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken)
    {
        var batch = new Batch<OutcomeInput, OutcomeRow>("outcomes", outcomes, (input, _) => new OutcomeRow(
            input.LeadExternalId, new LeadOutcome(input.Outcome, input.At, input.Amount, input.Currency, input.RepKey, input.Reason)));
        await batch.TakeAsync(rows => intake.RecordOutcomesAsync(source, rows, cancel: cancellationToken));
        var payload = new RecordOutcomesPayload(
            batch.Count(RowEffect.Created) + batch.Count(RowEffect.Updated), batch.Count(RowEffect.Unchanged),
            await Views(batch.Leads, contexts, cancellationToken));
        return new FieldResult<RecordOutcomesPayload>(payload, batch.Errors);
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
