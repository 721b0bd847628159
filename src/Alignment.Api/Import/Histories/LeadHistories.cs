using Alignment.Api.Import.Kinds;
using Alignment.Api.Import.Maps;
using Alignment.Api.Leads;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Import.Histories;

/// <summary>A lead with all that files say of it.</summary>
/// <param name="Line">The line of the file of leads that it stands on; the last one that names it.</param>
/// <param name="ExternalId">What the file calls it.</param>
/// <param name="Facts">What an assessment looks at.</param>
/// <param name="Outcome">What became of it; null while open or where no file says.</param>
internal sealed record LeadHistory(long Line, string ExternalId, LeadFacts Facts, LeadOutcome? Outcome);

/// <summary>The files that leads with their histories are read from.</summary>
/// <param name="Leads">The leads.</param>
/// <param name="Engagements">What they did.</param>
/// <param name="Milestones">What happened to them between marketing and sales.</param>
/// <param name="Outcomes">What became of them.</param>
internal sealed record HistoryFiles(
    (FileInfo File, LeadMap Map) Leads,
    (FileInfo File, EngagementMap Map)? Engagements,
    (FileInfo File, HistoryMap Map)? Milestones,
    (FileInfo File, OutcomeMap Map)? Outcomes = null);

/// <summary>
/// Joins files of leads, engagements, history and outcomes without a database and whatever their size or order: every row goes to one
/// of so many parts by its lead's id, on disk, and each part, small enough for memory, is joined by itself (a Grace hash join).
/// Memory is bounded by the part, about <see cref="BytesAPart"/> of input, not by the files.
/// </summary>
internal sealed class LeadHistories : IDisposable
{
    private const long BytesAPart = 16 << 20;
    private const int MostParts = 200;
    private readonly string folder = Directory.CreateTempSubdirectory("alignment-assess-").FullName;
    private readonly SpooledFile<LeadRow> leads;
    private readonly SpooledFile<EngagementRow>? engagements;
    private readonly SpooledFile<HistoryRow>? milestones;
    private readonly SpooledFile<OutcomeRow>? outcomes;

    /// <exception cref="WrongInputException">A file cannot be read or does not fit its map.</exception>
    public LeadHistories(HistoryFiles files)
    {
        leads = new(files.Leads.File, new LeadRows(files.Leads.Map), row => row.ExternalId);
        if (files.Engagements is { } log) engagements = new(log.File, new EngagementRows(log.Map), row => row.LeadExternalId);
        if (files.Milestones is { } past) milestones = new(past.File, new HistoryRows(past.Map), row => row.LeadExternalId);
        if (files.Outcomes is { } ends) outcomes = new(ends.File, new OutcomeRows(ends.Map), row => row.LeadExternalId);
        var bytes = leads.Length + (engagements?.Length ?? 0) + (milestones?.Length ?? 0) + (outcomes?.Length ?? 0);
        Parts = (int)Math.Clamp((bytes / BytesAPart) + 1, 1, MostParts);
    }

    /// <summary>In how many parts the leads come.</summary>
    public int Parts { get; }

    /// <summary>How many leads have been joined so far.</summary>
    public long Joined { get; private set; }

    /// <summary>What was read and rejected, a line a file.</summary>
    public IEnumerable<string> Summary()
    {
        yield return $"leads: read {leads.Rows}, rejected {leads.RejectedCount}{Where(leads.RejectedFile)}";
        if (engagements is not null) yield return $"engagements: read {engagements.Rows}, rejected {engagements.RejectedCount}{Where(engagements.RejectedFile)}";
        if (milestones is not null) yield return $"history: read {milestones.Rows}, rejected {milestones.RejectedCount}{Where(milestones.RejectedFile)}";
        if (outcomes is not null) yield return $"outcomes: read {outcomes.Rows}, rejected {outcomes.RejectedCount}{Where(outcomes.RejectedFile)}";
    }

    /// <summary>The leads part by part, each part in the order of the file of leads.</summary>
    /// <param name="createdOtherwise">When leads came to be that do not say.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Stops between rows.</param>
    public IEnumerable<IEnumerable<LeadHistory>> Read(Instant createdOtherwise, IImportProgress progress, CancellationToken cancel)
    {
        leads.Spool(folder, Parts, progress, cancel);
        engagements?.Spool(folder, Parts, progress, cancel);
        milestones?.Spool(folder, Parts, progress, cancel);
        outcomes?.Spool(folder, Parts, progress, cancel);
        for (var part = 0; part < Parts; part++)
        {
            cancel.ThrowIfCancellationRequested();
            var joined = Join(part);
            Joined += joined.Count;
            yield return joined.Values.OrderBy(lead => lead.Line).Select(lead => lead.ToHistory(createdOtherwise));
        }
    }

    public void Dispose()
    {
        leads.Dispose();
        engagements?.Dispose();
        milestones?.Dispose();
        outcomes?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Dictionary<string, JoinedLead> Join(int part)
    {
        var joined = new Dictionary<string, JoinedLead>(StringComparer.Ordinal);
        foreach (var (row, lead) in leads.Part(part)) joined[lead.ExternalId] = new JoinedLead(row.Line, lead);
        Attach(engagements, part, row => row.LeadExternalId, joined, (lead, row) => lead.Add(row));
        Attach(milestones, part, row => row.LeadExternalId, joined, (lead, row) => lead.Milestones.Add(row.Milestone));
        Attach(outcomes, part, row => row.LeadExternalId, joined, (lead, row) => lead.Outcome = row.Outcome);
        return joined;
    }

    private static void Attach<TRow>(
        SpooledFile<TRow>? file, int part, Func<TRow, string> leadOf, Dictionary<string, JoinedLead> joined, Action<JoinedLead, TRow> attach)
    {
        if (file is null) return;
        foreach (var (row, read) in file.Part(part))
        {
            if (joined.TryGetValue(leadOf(read), out var lead)) attach(lead, read);
            else file.Reject(row, [$"there is no lead \"{leadOf(read)}\" in the file of leads"]);
        }
    }

    private static string Where(string? file) => file is null ? "" : $" (see {file})";

    /// <summary>A lead while what belongs to it is gathered.</summary>
    private sealed class JoinedLead(long line, LeadRow row)
    {
        private readonly List<EngagementRow> log = [];
        private Dictionary<string, int>? byExternalId;

        public long Line => line;

        public List<LeadMilestone> Milestones { get; } = [];

        public LeadOutcome? Outcome { get; set; }

        // As in a store: of several with one external id the last counts, at the place of the first.
        public void Add(EngagementRow engagement)
        {
            if (engagement.ExternalId is not { } id) log.Add(engagement);
            else if ((byExternalId ??= new(StringComparer.Ordinal)).TryGetValue(id, out var place)) log[place] = engagement;
            else
            {
                byExternalId[id] = log.Count;
                log.Add(engagement);
            }
        }

        public LeadHistory ToHistory(Instant createdOtherwise)
        {
            var attributes = AttributeSet.Of(row.Attributes);
            var persona = string.IsNullOrEmpty(row.PersonaKey) ? null : row.PersonaKey;
            var engagements = log.Select((item, place) => new Engagement(
                item.At, item.Type, place + 1, item.Content, item.StageKey, null, item.By, item.ExternalId, item.Properties));
            return new(line, row.ExternalId, new LeadFacts(row.CreatedAt ?? createdOtherwise, persona, attributes, engagements, Milestones), Outcome);
        }
    }
}
