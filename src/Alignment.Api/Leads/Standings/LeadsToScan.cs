using Alignment.Core.Leads;

namespace Alignment.Api.Leads.Standings;

/// <summary>Which leads a reading is of, as conditions of SQL; their parts are read by the same.</summary>
internal abstract class LeadsToScan
{
    private LeadsToScan()
    {
    }

    /// <summary>Those that follow one in the order of ids.</summary>
    /// <param name="after">The one; null to begin.</param>
    /// <param name="limit">How many at most.</param>
    public static LeadsToScan After(LeadId? after, int limit) => new Following(after?.Value ?? Guid.Empty, limit);

    /// <summary>Those named; the ones that are not stored are left out.</summary>
    public static LeadsToScan Of(IEnumerable<LeadId> ids) => new Named([.. ids.Select(id => id.Value)]);

    /// <summary>How many there are at most.</summary>
    public abstract int Limit { get; }

    /// <summary>Whether all of the content in use is likely to be among theirs.</summary>
    public abstract bool IsMany { get; }

    /// <summary>What leads, as <c>l</c>, are found by, and their order: by id.</summary>
    public abstract string OfLeads(RowDialect dialect);

    /// <summary>What their parts are found by.</summary>
    public abstract string OfParts(RowDialect dialect);

    /// <summary>The parameters of <see cref="OfLeads"/>.</summary>
    public abstract (string Name, object Value)[] ForLeads(RowDialect dialect);

    /// <summary>The parameters of <see cref="OfParts"/>.</summary>
    /// <param name="dialect">The database's.</param>
    /// <param name="last">The last lead that was found.</param>
    public abstract (string Name, object Value)[] ForParts(RowDialect dialect, LeadId last);

    private sealed class Following(Guid after, int limit) : LeadsToScan
    {
        public override int Limit => limit;

        public override bool IsMany => true;

        public override string OfLeads(RowDialect dialect) => "l.id > @after ORDER BY l.id LIMIT @limit";

        public override string OfParts(RowDialect dialect) => "lead_id > @after AND lead_id <= @last";

        public override (string Name, object Value)[] ForLeads(RowDialect dialect) => [("after", dialect.Parameter(after)), ("limit", limit)];

        public override (string Name, object Value)[] ForParts(RowDialect dialect, LeadId last) => [("after", dialect.Parameter(after)), ("last", dialect.Parameter(last.Value))];
    }

    private sealed class Named(Guid[] ids) : LeadsToScan
    {
        public override int Limit => ids.Length;

        public override bool IsMany => false;

        public override string OfLeads(RowDialect dialect) => $"l.id {dialect.Among("ids")} ORDER BY l.id";

        public override string OfParts(RowDialect dialect) => $"lead_id {dialect.Among("ids")}";

        public override (string Name, object Value)[] ForLeads(RowDialect dialect) => [("ids", dialect.Parameter(ids))];

        public override (string Name, object Value)[] ForParts(RowDialect dialect, LeadId last) => ForLeads(dialect);
    }
}
