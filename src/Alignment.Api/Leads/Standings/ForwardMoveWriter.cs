using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

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
        List<ForwardMove> gone = [], come = [];
        foreach (var (lead, instants) in moves)
        {
            gone.AddRange(known[lead].Where(move => !instants.Contains(move.At)));
            come.AddRange(instants.Where(at => !known[lead].Any(move => move.At == at)).Select(at => new ForwardMove { LeadId = lead, At = at }));
        }

        await RowWriter.DeleteAsync(context, gone, cancel);
        await RowWriter.InsertAsync(context, come, cancel);
    }
}
