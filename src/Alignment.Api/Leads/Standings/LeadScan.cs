using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Alignment.Api.Data;
using Alignment.Api.Stories;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>A lead as a pass over all leads sees it.</summary>
/// <param name="Brief">Where it stands between marketing and sales.</param>
/// <param name="Facts">What an assessment looks at.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="OutcomeAt">When.</param>
internal sealed record ScannedLead(LeadBrief Brief, LeadFacts Facts, string Source, OutcomeKind? Outcome, Instant? OutcomeAt)
{
    /// <summary>How many entries its history has.</summary>
    public int Version { get; init; }
}

/// <summary>
/// Reads leads with their facts in the order of their ids, a stretch at a time, by hand-written readers: four statements a stretch,
/// and only the parts that are looked at. Not for use by several threads at once; what it hands out is.
/// </summary>
/// <param name="needed">The parts.</param>
internal sealed class LeadScan(FactsNeeded needed)
{
    private static readonly string Milestones = string.Join(", ", LeadMilestone.HistoryKinds.Select(kind => $"'{kind}'"));
    private readonly ConcurrentBag<AttributeBytes> readers = [];
    private readonly AttributeBytes properties = new(null);

    /// <summary>Reads the leads that follow one.</summary>
    /// <param name="context">Any context; its transaction, if it has one, is read in.</param>
    /// <param name="after">The last lead of the stretch before; null to begin.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>The leads by id; fewer than <paramref name="limit"/> at the end.</returns>
    public Task<IReadOnlyList<ScannedLead>> ReadAsync(AlignmentContext context, LeadId? after, int limit, CancellationToken cancel) =>
        context.Database.IsRelational() ? ReadAsync(context, LeadsToScan.After(after, limit), cancel) : ReadByModelAsync(context, after, limit, cancel);

    /// <summary>Reads some leads of a store with tables.</summary>
    /// <inheritdoc cref="ReadAsync(AlignmentContext, LeadId?, int, CancellationToken)"/>
    public async Task<IReadOnlyList<ScannedLead>> ReadAsync(AlignmentContext context, LeadsToScan which, CancellationToken cancel)
    {
        var dialect = context.Database.IsNpgsql() ? RowDialect.Postgres : RowDialect.Sqlite;
        await context.Database.OpenConnectionAsync(cancel);
        try
        {
            var leads = await LeadsAsync(context, dialect, which, cancel);
            if (leads.Count == 0) return [];
            await LogsAsync(context, dialect, which, leads, cancel);
            if (needed.Milestones) await PastsAsync(context, dialect, which, leads, cancel);
            return Scanned(leads);
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    // Making sense of the rows is what takes longest, and the database is not needed for it.
    private ScannedLead[] Scanned(List<Draft> leads)
    {
        var scanned = new ScannedLead[leads.Count];
        Parallel.For(
            0,
            leads.Count,
            () => readers.TryTake(out var free) ? free : new AttributeBytes(needed.Attributes),
            (place, _, reader) =>
            {
                scanned[place] = leads[place].Read(reader);
                return reader;
            },
            readers.Add);
        return scanned;
    }

    private async Task<List<Draft>> LeadsAsync(AlignmentContext context, RowDialect dialect, LeadsToScan which, CancellationToken cancel)
    {
        var attributesColumn = needed.Attributes is { Count: 0 } ? "NULL" : "l.attributes";
        await using var command = Command(
            context,
            $"""
            SELECT l.id, l.created_at, l.persona_key, {attributesColumn}, l.status, l.rests_until, h.rep_key, l.source, l.outcome, l.outcome_at, l.version
            FROM leads l LEFT JOIN hand_offs h ON h.id = l.current_hand_off_id WHERE {which.OfLeads(dialect)}
            """,
            which.ForLeads(dialect));
        await using var row = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancel);
        var leads = new List<Draft>(which.Limit);
        while (await row.ReadAsync(cancel))
        {
            leads.Add(new Draft
            {
                Id = new LeadId(dialect.Id(row, 0)),
                CreatedAt = dialect.At(row, 1),
                PersonaKey = RowDialect.TextOrNull(row, 2),
                Attributes = row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3),
                Status = Enum.Parse<LeadStatus>(row.GetString(4)),
                RestsUntil = dialect.AtOrNull(row, 5),
                RepKey = RowDialect.TextOrNull(row, 6),
                Source = row.GetString(7),
                Outcome = row.IsDBNull(8) ? null : Enum.Parse<OutcomeKind>(row.GetString(8)),
                OutcomeAt = dialect.AtOrNull(row, 9),
                Version = row.GetInt32(10),
            });
        }

        return leads;
    }

    private async Task LogsAsync(AlignmentContext context, RowDialect dialect, LeadsToScan which, List<Draft> leads, CancellationToken cancel)
    {
        var stages = await ContentStagesReader.OfAsync(context, which.IsMany ? null : await ContentsAsync(context, dialect, which, leads, cancel), cancel);
        await using var command = Command(
            context,
            $"""
            SELECT lead_id, position, at, type, content, stage_key, {(needed.Properties ? "properties" : "NULL")}
            FROM engagements WHERE {which.OfParts(dialect)} ORDER BY lead_id, position
            """,
            which.ForParts(dialect, leads[^1].Id));
        await using var row = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancel);
        var place = 0;
        while (await row.ReadAsync(cancel))
        {
            if (Find(leads, dialect.Id(row, 0), ref place) is not { } lead) continue;
            var position = row.GetInt64(1);
            var at = dialect.At(row, 2);
            var type = row.GetString(3);
            var content = RowDialect.TextOrNull(row, 4);
            var stage = RowDialect.TextOrNull(row, 5);
            var more = row.IsDBNull(6) ? null : properties.Read(row.GetFieldValue<byte[]>(6));
            (lead.Log ??= []).Add(new Engagement(at, type, position, content, stage, stages.At(content, at), properties: more));
        }
    }

    private static async Task<IReadOnlyCollection<string>> ContentsAsync(
        AlignmentContext context, RowDialect dialect, LeadsToScan which, List<Draft> leads, CancellationToken cancel)
    {
        await using var command = Command(
            context, $"SELECT DISTINCT content FROM engagements WHERE {which.OfParts(dialect)} AND content IS NOT NULL", which.ForParts(dialect, leads[^1].Id));
        await using var row = await command.ExecuteReaderAsync(cancel);
        var contents = new List<string>();
        while (await row.ReadAsync(cancel)) contents.Add(row.GetString(0));
        return contents;
    }

    private static async Task PastsAsync(AlignmentContext context, RowDialect dialect, LeadsToScan which, List<Draft> leads, CancellationToken cancel)
    {
        await using var command = Command(
            context,
            $"""
            SELECT lead_id, kind, at FROM lead_history WHERE {which.OfParts(dialect)} AND kind IN ({Milestones}) ORDER BY lead_id, sequence
            """,
            which.ForParts(dialect, leads[^1].Id));
        await using var row = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancel);
        var place = 0;
        while (await row.ReadAsync(cancel))
        {
            if (Find(leads, dialect.Id(row, 0), ref place) is not { } lead) continue;
            var kind = Enum.Parse<LeadHistoryKind>(row.GetString(1));
            (lead.Past ??= []).AddRange(LeadMilestone.Of(kind, dialect.At(row, 2)));
        }
    }

    // Both run in the order of ids, so finding is walking on.
    private static Draft? Find(List<Draft> leads, Guid id, ref int place)
    {
        while (place < leads.Count && leads[place].Id.Value.CompareTo(id) < 0) place++;
        return place < leads.Count && leads[place].Id.Value == id ? leads[place] : null;
    }

    private static DbCommand Command(AlignmentContext context, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static async Task<IReadOnlyList<ScannedLead>> ReadByModelAsync(AlignmentContext context, LeadId? after, int limit, CancellationToken cancel)
    {
        var first = after ?? new LeadId(Guid.Empty);
        var leads = await context.Leads.AsNoTracking().Where(lead => lead.Id > first).OrderBy(lead => lead.Id).Take(limit)
            .Select(lead => new { lead.Id, lead.Status, lead.HandOff!.RepKey, lead.RestsUntil, lead.Source, lead.Outcome, lead.Version }).ToListAsync(cancel);
        var facts = await LeadFactsReader.ReadAsync(context, [.. leads.Select(lead => lead.Id)], cancel);
        return [.. leads.Select(lead => new ScannedLead(
            new LeadBrief(lead.Id, lead.Status, lead.RepKey, lead.RestsUntil), facts[lead.Id], lead.Source, lead.Outcome?.Kind, lead.Outcome?.At) { Version = lead.Version })];
    }

    private sealed class Draft
    {
        public required LeadId Id { get; init; }

        public required Instant CreatedAt { get; init; }

        public required string? PersonaKey { get; init; }

        public required byte[]? Attributes { get; init; }

        public required LeadStatus Status { get; init; }

        public required Instant? RestsUntil { get; init; }

        public required string? RepKey { get; init; }

        public required string Source { get; init; }

        public required OutcomeKind? Outcome { get; init; }

        public required Instant? OutcomeAt { get; init; }

        public required int Version { get; init; }

        public List<Engagement>? Log { get; set; }

        public List<LeadMilestone>? Past { get; set; }

        public ScannedLead Read(AttributeBytes reader) => new(
            new LeadBrief(Id, Status, RepKey, RestsUntil),
            new LeadFacts(CreatedAt, PersonaKey, Attributes is null ? AttributeSet.Empty : reader.Read(Attributes), Log, Past),
            Source,
            Outcome,
            OutcomeAt)
        {
            Version = Version,
        };
    }
}
