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
    // All that GraphQL says of a hand-off beside its id, the instant of the offer and its state.
    private const string Others = "lead|rep|definition|offDefinitionReason|unmet|routing|respondBy|acceptedAt|touchBy|firstTouchAt|endedAt|returnReason|endedBecause|escalateAt|escalatedAt|nextDeadlineAt|nextDeadlineKind|inForce|offDefinition";
    private static readonly Comparison<HandOff> Forward = Compare;
    private static readonly Comparison<HandOff> Backward = (one, other) => Compare(other, one);
    private static readonly Shape?[] shapes = new Shape?[8];

    /// <summary>Whether nobody asks for more than a brief hand-off has.</summary>
    /// <param name="isSelected">What is selected below the connection.</param>
    public static bool IsBrief(Func<string, bool> isSelected) => !isSelected("nodes." + Others) && !isSelected("edges.node." + Others);

    /// <summary>The first of each lead, or the last, in no order.</summary>
    /// <param name="contexts">Knows how hand-offs are stored.</param>
    /// <param name="leads">Whose; one alone is asked for more cheaply.</param>
    /// <param name="brief">Whether only which they are, whose, when they were offered and how far they have come is read.</param>
    /// <param name="take">How many of each.</param>
    /// <param name="backward">Whether from the end.</param>
    public static Statement<HandOff> Of(IDbContextFactory<AlignmentContext> contexts, IReadOnlyList<LeadId> leads, bool brief, int take, bool backward)
    {
        var alone = leads.Count == 1;
        var shape = shapes[(alone ? 1 : 0) + (backward ? 2 : 0) + (brief ? 4 : 0)] ??= Make(contexts, alone, brief, backward);
        return new(
            shape.Text,
            shape.Read,
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

    private static Shape Make(IDbContextFactory<AlignmentContext> contexts, bool alone, bool brief, bool backward)
    {
        using var context = contexts.CreateDbContext();
        var stored = brief
            ? new StoredRow<HandOff>(context.Model, nameof(HandOff.Id), nameof(HandOff.LeadId), nameof(HandOff.OfferedAt), nameof(HandOff.State))
            : new StoredRow<HandOff>(context.Model);
        var order = backward ? "offered_at DESC, id DESC" : "offered_at, id";
        return new(
            $"SELECT {string.Join(", ", stored.Columns.Select(column => "h." + column))} FROM " + (alone
                ? $"(SELECT * FROM hand_offs WHERE lead_id = $1 ORDER BY {order} LIMIT $2) h"
                : $"unnest($1) AS l (id) CROSS JOIN LATERAL (SELECT * FROM hand_offs WHERE lead_id = l.id ORDER BY {order} LIMIT $2) h"),
            stored.Read);
    }

    private sealed record Shape(string Text, Func<NpgsqlDataReader, HandOff> Read);
}
