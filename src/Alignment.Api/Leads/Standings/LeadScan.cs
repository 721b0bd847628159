using System.Collections.Concurrent;
using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Alignment.Api.Stories;
using Alignment.Core.Leads;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.Standings;

/// <summary>
/// Reads leads with their facts in the order of their ids, a stretch at a time, by hand-written readers: a few statements a stretch,
/// and only the parts that are looked at. Not for use by several threads at once; what it hands out is.
/// </summary>
/// <param name="needed">The parts.</param>
/// <param name="keptMoves">Whether the moves that are kept of leads are read too.</param>
internal sealed class LeadScan(FactsNeeded needed, bool keptMoves = false)
{
    private static readonly string Milestones = string.Join(", ", LeadMilestone.HistoryKinds.Select(kind => $"'{kind}'"));
    private readonly ConcurrentBag<AttributeBytes> readers = [];
    private readonly AttributeBytes properties = new(null);
    private readonly TextPool texts = new();

    /// <summary>Reads the leads that follow one.</summary>
    /// <param name="context">Any context; its transaction, if it has one, is read in.</param>
    /// <param name="after">The last lead of the stretch before; null to begin.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>The leads by id; fewer than <paramref name="limit"/> at the end.</returns>
    public async Task<IReadOnlyList<ScannedLead>> ReadAsync(AlignmentContext context, LeadId? after, int limit, CancellationToken cancel) =>
        Make(await RowsAsync(context, after, limit, cancel), lead => lead);

    /// <summary>Reads some leads of a store with tables.</summary>
    /// <inheritdoc cref="ReadAsync(AlignmentContext, LeadId?, int, CancellationToken)"/>
    public async Task<IReadOnlyList<ScannedLead>> ReadAsync(AlignmentContext context, LeadsToScan which, CancellationToken cancel) =>
        Make(await RowsAsync(context, which, cancel), lead => lead);

    /// <summary>Reads the rows of the leads that follow one.</summary>
    /// <inheritdoc cref="ReadAsync(AlignmentContext, LeadId?, int, CancellationToken)"/>
    public async Task<ScannedRows> RowsAsync(AlignmentContext context, LeadId? after, int limit, CancellationToken cancel) => context.Database.IsRelational()
        ? await RowsAsync(context, LeadsToScan.After(after, limit), cancel)
        : new ScannedRows([], await ReadByModelAsync(context, after, limit, cancel));

    // One thread that waits for the rows costs less than several that take turns at it.
    private Task<ScannedRows> RowsAsync(AlignmentContext context, LeadsToScan which, CancellationToken cancel) => Task.Run(
        async () =>
        {
            var dialect = context.Database.IsNpgsql() ? RowDialect.Postgres : RowDialect.Sqlite;
            await context.Database.OpenConnectionAsync(cancel);
            try
            {
                var leads = Leads(context, dialect, which);
                if (leads.Count == 0) return new ScannedRows(leads, []);
                var contents = which.IsMany ? null : Contents(context, dialect, which, leads);
                ReadLogs(context, dialect, which, leads, await ContentStagesReader.OfAsync(context, contents, cancel));
                if (needed.Milestones) ReadPasts(context, dialect, which, leads);
                if (keptMoves) ReadMoves(context, dialect, which, leads);
                cancel.ThrowIfCancellationRequested();
                return new ScannedRows(leads, []);
            }
            finally
            {
                await context.Database.CloseConnectionAsync();
            }
        },
        cancel);

    /// <summary>Makes something of each lead, on several threads at once: making sense of the rows is what takes longest, and the database is not needed for it.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="make">What to make of a lead.</param>
    /// <returns>One a lead, in their order.</returns>
    public T[] Make<T>(ScannedRows rows, Func<ScannedLead, T> make)
    {
        if (rows.Scanned.Count > 0) return [.. rows.Scanned.Select(make)];
        var made = new T[rows.Count];
        Parallel.For(
            0,
            made.Length,
            () => readers.TryTake(out var free) ? free : new AttributeBytes(needed.Attributes),
            (place, _, reader) =>
            {
                made[place] = make(rows.Drafts[place].Read(reader));
                return reader;
            },
            readers.Add);
        return made;
    }

    private List<ScannedRow> Leads(AlignmentContext context, RowDialect dialect, LeadsToScan which)
    {
        var attributesColumn = needed.Attributes is { Count: 0 } ? "NULL" : "l.attributes";
        using var row = ScanRows.Of(
            context,
            $"""
            SELECT l.id, l.created_at, l.persona_key, {attributesColumn}, l.status, l.rests_until, h.rep_key, l.source, l.outcome, l.outcome_at, l.version
            FROM leads l LEFT JOIN hand_offs h ON h.id = l.current_hand_off_id WHERE {which.OfLeads(dialect)}
            """,
            which.ForLeads(dialect),
            which.IsMany,
            texts);
        var leads = new List<ScannedRow>(which.Limit);
        while (row.Read())
        {
            leads.Add(new ScannedRow
            {
                Id = new LeadId(row.Id()),
                CreatedAt = row.At(),
                PersonaKey = row.TextOrNull(),
                Attributes = row.JsonOrNull(),
                Status = Enum.Parse<LeadStatus>(row.Text()),
                RestsUntil = row.AtOrNull(),
                RepKey = row.TextOrNull(),
                Source = row.Text(),
                Outcome = row.TextOrNull() is { } outcome ? Enum.Parse<OutcomeKind>(outcome) : null,
                OutcomeAt = row.AtOrNull(),
                Version = row.Int(),
            });
        }

        return leads;
    }

    private void ReadLogs(AlignmentContext context, RowDialect dialect, LeadsToScan which, List<ScannedRow> leads, ContentStages stages)
    {
        using var row = Parts(
            context, dialect, which, leads, $"lead_id, position, at, type, content, stage_key{(needed.Properties ? ", properties" : "")}", "engagements", "TRUE", "position");
        var place = 0;
        while (row.Read())
        {
            if (Find(leads, row.Id(), ref place) is not { } lead) continue;
            var position = row.Long();
            var at = row.At();
            var type = row.Text();
            var content = row.TextOrNull();
            var stage = row.TextOrNull();
            var more = needed.Properties && row.JsonOrNull() is { } json ? properties.Read(json) : null;
            (lead.Log ??= []).Add(new Engagement(at, type, position, content, stage, stages.At(content, at), properties: more));
        }
    }

    private List<string> Contents(AlignmentContext context, RowDialect dialect, LeadsToScan which, List<ScannedRow> leads)
    {
        using var row = ScanRows.Of(
            context, $"SELECT DISTINCT content FROM engagements WHERE {which.OfParts(dialect)} AND content IS NOT NULL", which.ForParts(dialect, leads[^1].Id), isMany: false, texts);
        var contents = new List<string>();
        while (row.Read()) contents.Add(row.Text());
        return contents;
    }

    private void ReadPasts(AlignmentContext context, RowDialect dialect, LeadsToScan which, List<ScannedRow> leads)
    {
        using var row = Parts(context, dialect, which, leads, "lead_id, kind, at", "lead_history", $"kind IN ({Milestones})", "sequence");
        var place = 0;
        while (row.Read())
        {
            if (Find(leads, row.Id(), ref place) is not { } lead) continue;
            var kind = Enum.Parse<LeadHistoryKind>(row.Text());
            (lead.Past ??= []).AddRange(LeadMilestone.Of(kind, row.At()));
        }
    }

    private void ReadMoves(AlignmentContext context, RowDialect dialect, LeadsToScan which, List<ScannedRow> leads)
    {
        using var row = Parts(context, dialect, which, leads, "lead_id, at", "forward_moves", "TRUE", "at");
        var place = 0;
        while (row.Read())
            if (Find(leads, row.Id(), ref place) is { } lead) (lead.Moves ??= []).Add(new ForwardMove { LeadId = lead.Id, At = row.At() });
    }

    private ScanRows Parts(AlignmentContext context, RowDialect dialect, LeadsToScan which, List<ScannedRow> leads, string columns, string table, string and, string order) => ScanRows.Of(
        context,
        $"SELECT {columns} FROM {table} WHERE {which.OfParts(dialect)} AND {and} ORDER BY lead_id, {order}",
        which.ForParts(dialect, leads[^1].Id),
        which.IsMany,
        texts);

    // Both run in the order of ids, so finding is walking on.
    private static ScannedRow? Find(List<ScannedRow> leads, Guid id, ref int place)
    {
        while (place < leads.Count && leads[place].Id.Value.CompareTo(id) < 0) place++;
        return place < leads.Count && leads[place].Id.Value == id ? leads[place] : null;
    }

    private static async Task<IReadOnlyList<ScannedLead>> ReadByModelAsync(AlignmentContext context, LeadId? after, int limit, CancellationToken cancel)
    {
        var first = after ?? new LeadId(Guid.Empty);
        var leads = await context.Leads.AsNoTracking().Where(lead => lead.Id > first).OrderBy(lead => lead.Id).Take(limit)
            .Select(lead => new { lead.Id, lead.Status, lead.HandOff!.RepKey, lead.RestsUntil, lead.Source, lead.Outcome, lead.Version }).ToListAsync(cancel);
        var facts = await LeadFactsReader.ReadAsync(context, [.. leads.Select(lead => lead.Id)], cancel);
        var ids = leads.Select(lead => lead.Id).ToList();
        var moves = (await RowWriter.Loading(context, context.ForwardMoves.Where(move => ids.Contains(move.LeadId))).ToListAsync(cancel)).ToLookup(move => move.LeadId);
        return [.. leads.Select(lead => new ScannedLead(
            new LeadBrief(lead.Id, lead.Status, lead.RepKey, lead.RestsUntil), facts[lead.Id], lead.Source, lead.Outcome?.Kind, lead.Outcome?.At)
            { Version = lead.Version, KeptMoves = [.. moves[lead.Id]] })];
    }
}
