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
    private static readonly string?[] texts = new string?[4];
    private static readonly Comparison<HandOff> Forward = Compare;
    private static readonly Comparison<HandOff> Backward = (one, other) => Compare(other, one);
    private static StoredRow<HandOff>? row;

    /// <summary>The first of each lead, or the last, in no order.</summary>
    /// <param name="contexts">Knows how hand-offs are stored.</param>
    /// <param name="leads">Whose; one alone is asked for more cheaply.</param>
    /// <param name="take">How many of each.</param>
    /// <param name="backward">Whether from the end.</param>
    public static Statement<HandOff> Of(IDbContextFactory<AlignmentContext> contexts, IReadOnlyList<LeadId> leads, int take, bool backward)
    {
        var stored = row ??= Map(contexts);
        var alone = leads.Count == 1;
        return new(
            texts[(alone ? 1 : 0) + (backward ? 2 : 0)] ??= Text(stored, alone, backward),
            stored.Read,
            alone ? new NpgsqlParameter<Guid> { TypedValue = leads[0].Value } : new NpgsqlParameter<Guid[]> { TypedValue = [.. leads.Select(lead => lead.Value)] },
            new NpgsqlParameter<int> { TypedValue = take });
    }

    /// <summary>Sorts hand-offs from the end they are counted from.</summary>
    public static void Sort(List<HandOff> handOffs, bool backward) => handOffs.Sort(backward ? Backward : Forward);

    private static int Compare(HandOff one, HandOff other)
    {
        var order = one.OfferedAt.CompareTo(other.OfferedAt);
        return order == 0 ? one.Id.Value.CompareTo(other.Id.Value) : order;
    }

    private static string Text(StoredRow<HandOff> stored, bool alone, bool backward)
    {
        var order = backward ? "offered_at DESC, id DESC" : "offered_at, id";
        return $"SELECT {string.Join(", ", stored.Columns.Select(column => "h." + column))} FROM " + (alone
            ? $"(SELECT * FROM hand_offs WHERE lead_id = $1 ORDER BY {order} LIMIT $2) h"
            : $"unnest($1) AS l (id) CROSS JOIN LATERAL (SELECT * FROM hand_offs WHERE lead_id = l.id ORDER BY {order} LIMIT $2) h");
    }

    private static StoredRow<HandOff> Map(IDbContextFactory<AlignmentContext> contexts)
    {
        using var context = contexts.CreateDbContext();
        return new StoredRow<HandOff>(context.Model);
    }
}
