using System.Runtime.CompilerServices;
using Alignment.Api.Data;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>The hand-offs that changes are about, each read once for all who listen on this host, and forgotten with its change. Thread-safe.</summary>
public sealed class HandOffReadings(IDbContextFactory<AlignmentContext> contexts)
{
    private readonly ConditionalWeakTable<LeadChange, Lazy<Task<HandOff?>>> readings = [];

    /// <summary>The hand-off, as it was when the first who listens came to the change. All share it: it is to be read only.</summary>
    /// <param name="change">What was told.</param>
    /// <param name="cancel">Stops the waiting; the reading goes on for the others.</param>
    /// <returns>Null where the change is about none.</returns>
    public async Task<HandOff?> OfAsync(LeadChange change, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.Entry.HandOffId is not { } id) return null;
        var reading = readings.GetValue(change, _ => new(() => ReadAsync(id))).Value;
        try
        {
            return await reading.WaitAsync(cancel);
        }
        catch when (reading.IsFaulted)
        {
            readings.Remove(change); // the next who comes to it tries again
            throw;
        }
    }

    private async Task<HandOff?> ReadAsync(HandOffId id)
    {
        await using var context = contexts.CreateDbContext();
        return await context.HandOffs.SingleOrDefaultAsync(handOff => handOff.Id == id);
    }
}
