using Alignment.Api.Data;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>Moves the leads of reps who have left on to others, by the team's rules.</summary>
public sealed partial class Leavers(AlignmentStore store, HandOffDesk desk, ILogger<Leavers> log)
{
    /// <summary>Moves on every lead that a rep who has left still has. One for whom the rules name nobody stays, and is asked about again.</summary>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops between leads.</param>
    /// <returns>How many moved on.</returns>
    public async Task<int> MoveOnAsync(Instant now, CancellationToken cancel = default)
    {
        await using var context = store.CreateDbContext();
        var left = (await context.SalesReps.Where(rep => rep.LeftOn != null).ToListAsync(cancel))
            .Where(rep => rep.HasLeft(now)).Select(rep => rep.Key).ToList();
        if (left.Count == 0)
            return 0;
        var leads = await context.HandOffs.Where(handOff => handOff.EndedAt == null && left.Contains(handOff.RepKey))
            .OrderBy(handOff => handOff.OfferedAt).Select(handOff => new { handOff.LeadId, handOff.RepKey }).ToListAsync(cancel);
        var moved = 0;
        foreach (var lead in leads)
        {
            var result = await desk.MoveOnAsync(lead.LeadId, null, $"{lead.RepKey} left", new Caller(Actor.Rule("leavers' leads move on")), cancel);
            if (result.Succeeded)
                moved++;
            else
                Stays(lead.LeadId, lead.RepKey, result.Refusals[0].Message);
        }

        return moved;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lead {Lead} stays with {Rep}, who has left: {Why}")]
    private partial void Stays(LeadId lead, string rep, string why);
}
