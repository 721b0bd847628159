using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>What is to change of the moves that are kept of leads.</summary>
/// <param name="Gone">Those that are kept and are none any more.</param>
/// <param name="Come">Those that are not kept yet.</param>
internal readonly record struct ForwardMoveChanges(List<ForwardMove> Gone, List<ForwardMove> Come)
{
    /// <summary>None yet.</summary>
    public static ForwardMoveChanges None() => new([], []);

    /// <summary>Adds what is to change of a lead.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="kept">What is kept of it.</param>
    /// <param name="moved">Every instant at which it moved on.</param>
    public void Add(LeadId lead, IReadOnlyList<ForwardMove> kept, IReadOnlyList<Instant> moved)
    {
        foreach (var move in kept)
            if (!moved.Contains(move.At)) Gone.Add(move);
        foreach (var at in moved)
            if (!kept.Any(move => move.At == at)) Come.Add(new ForwardMove { LeadId = lead, At = at });
    }
}

/// <summary>Keeps the instants at which leads moved on to a later stage.</summary>
internal static class ForwardMoveWriter
{
    /// <summary>Makes what is kept of leads what their readings say now; costs a read where nothing changed.</summary>
    /// <param name="context">The context of a unit of work, in which the leads are stored.</param>
    /// <param name="moves">The leads, each once, with every instant at which they moved on.</param>
    /// <param name="cancel">Stops writing.</param>
    public static async Task KeepAsync(AlignmentContext context, IReadOnlyList<(LeadId Lead, IReadOnlyList<Instant> At)> moves, CancellationToken cancel)
    {
        if (moves.Count == 0) return;
        var ids = moves.Select(lead => lead.Lead).ToList();
        var known = (await RowWriter.Loading(context, context.ForwardMoves.Where(move => ids.Contains(move.LeadId))).ToListAsync(cancel)).ToLookup(move => move.LeadId);
        var changes = ForwardMoveChanges.None();
        foreach (var (lead, instants) in moves) changes.Add(lead, [.. known[lead]], instants);
        await WriteAsync(context, changes, cancel);
    }

    /// <summary>Writes what is to change.</summary>
    public static async Task WriteAsync(AlignmentContext context, ForwardMoveChanges changes, CancellationToken cancel)
    {
        await RowWriter.DeleteAsync(context, changes.Gone, cancel);
        await RowWriter.InsertAsync(context, changes.Come, cancel);
    }
}
