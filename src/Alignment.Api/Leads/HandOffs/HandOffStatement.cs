using Alignment.Api.Data;
using Alignment.Api.Data.Postgres;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>The first or the last hand-offs of many leads, by one statement written by hand.</summary>
internal static class HandOffStatement
{
    private static StoredRow<HandOff>? row;

    /// <summary>Those of a lead together, from the end they are counted from.</summary>
    /// <param name="contexts">Knows how hand-offs are stored.</param>
    /// <param name="leads">Whose.</param>
    /// <param name="take">How many of each.</param>
    /// <param name="backward">Whether from the end.</param>
    public static Statement<HandOff> Of(IDbContextFactory<AlignmentContext> contexts, IEnumerable<LeadId> leads, int take, bool backward)
    {
        var stored = row ??= Map(contexts);
        var order = backward ? "h.offered_at DESC, h.id DESC" : "h.offered_at, h.id";
        return new(
            $"""
            SELECT {string.Join(", ", stored.Columns.Select(column => "h." + column))}
            FROM unnest($1) WITH ORDINALITY AS l (id, place)
            CROSS JOIN LATERAL (SELECT * FROM hand_offs h WHERE h.lead_id = l.id ORDER BY {order} LIMIT $2) h
            ORDER BY l.place, {order}
            """,
            stored.Read,
            new NpgsqlParameter<Guid[]> { TypedValue = [.. leads.Select(lead => lead.Value)] },
            new NpgsqlParameter<int> { TypedValue = take });
    }

    private static StoredRow<HandOff> Map(IDbContextFactory<AlignmentContext> contexts)
    {
        using var context = contexts.CreateDbContext();
        return new StoredRow<HandOff>(context.Model);
    }
}
