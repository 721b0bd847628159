using System.Globalization;
using Alignment.Api.Data;
using Alignment.Core;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Queue;

/// <summary>The places that leads have given up, by which a walk through a queue keeps the order in which it began.</summary>
internal static class FormerPlaces
{
    /// <summary>How long they are kept, longer than any walk: an hour.</summary>
    public static Duration KeptFor { get; } = Duration.FromHours(1);

    /// <summary>Keeps the places that leads are about to give up, in the unit of work that stores how they stand now.</summary>
    /// <param name="context">The unit of work.</param>
    /// <param name="standings">How leads stand now.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task KeepAsync(AlignmentContext context, IReadOnlyList<LeadStanding> standings, Instant now, CancellationToken cancel)
    {
        if (standings.Count == 0) return;
        var before = await InQueuesAsync(context, [.. standings.Select(standing => standing.LeadId)], cancel);
        if (before.Count == 0) return;
        var left = standings.Where(standing => before.TryGetValue(standing.LeadId, out var old) && !SamePlace(old, standing)).ToList();
        if (left.Count == 0) return;
        context.AddRange(left.Select(standing => FormerPlace.Of(before[standing.LeadId], now)));
        await context.SaveChangesAsync(cancel);
    }

    /// <summary>Those that have been given up since a moment.</summary>
    /// <param name="context">Where to read.</param>
    /// <param name="moment">From <see cref="MomentAsync"/>.</param>
    public static IQueryable<FormerPlace> Since(AlignmentContext context, string moment)
    {
        if (!context.Database.IsNpgsql())
        {
            var position = long.Parse(moment, CultureInfo.InvariantCulture);
            return context.FormerPlaces.Where(place => place.Position > position);
        }

        return context.FormerPlaces.FromSql(
            $"SELECT * FROM former_places WHERE tx >= pg_snapshot_xmin({moment}::pg_snapshot) AND NOT pg_visible_in_snapshot(tx, {moment}::pg_snapshot)");
    }

    /// <summary>What the transaction of a context sees: what is not among it is given up later.</summary>
    public static async Task<string> MomentAsync(AlignmentContext context, CancellationToken cancel) => context.Database.IsNpgsql()
        ? await context.Database.SqlQuery<string>($"SELECT pg_current_snapshot()::text AS \"Value\"").SingleAsync(cancel)
        : (await context.FormerPlaces.MaxAsync(place => (long?)place.Position, cancel) ?? 0).ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a text may be a moment of this store; it comes from a cursor.</summary>
    public static bool IsMoment(AlignmentStore store, string text) => store.Settings.Kind == StorageKind.Postgres
        ? text.Split(':') is [var min, var max, var between] && IsNumber(min) && IsNumber(max) && (between.Length == 0 || between.Split(',').All(IsNumber))
        : IsNumber(text);

    /// <summary>Forgets those that no walk needs any more.</summary>
    /// <returns>How many.</returns>
    public static Task<int> ForgetAsync(AlignmentStore store, Instant now, CancellationToken cancel) => store.WriteAsync(
        async (context, token) =>
        {
            var before = (now - KeptFor).ToMicroseconds();
            var old = context.FormerPlaces.Where(place => place.LeftAt < before);
            if (context.Database.IsRelational()) return await old.ExecuteDeleteAsync(token);
            var all = await old.ToListAsync(token);
            context.RemoveRange(all);
            return all.Count;
        },
        cancel);

    private static bool IsNumber(string text) => text.Length is > 0 and < 20 && text.All(char.IsAsciiDigit);

    // Locked until the unit of work ends, so that of two changes of one lead the second sees what the first made of it.
    private static async Task<Dictionary<LeadId, LeadStanding>> InQueuesAsync(AlignmentContext context, IReadOnlyList<LeadId> leads, CancellationToken cancel)
    {
        if (context.Database.IsNpgsql())
        {
            var ids = leads.Select(lead => lead.Value).ToArray();
            return await context.LeadStandings.FromSql(
                $"SELECT * FROM lead_standings WHERE lead_id = ANY ({ids}) AND status IN ('Qualified', 'Offered', 'Accepted') ORDER BY lead_id FOR UPDATE")
                .AsNoTracking().ToDictionaryAsync(standing => standing.LeadId, cancel);
        }

        return await context.LeadStandings.AsNoTracking()
            .Where(standing => leads.Contains(standing.LeadId)
                && (standing.Status == LeadStatus.Qualified || standing.Status == LeadStatus.Offered || standing.Status == LeadStatus.Accepted))
            .ToDictionaryAsync(standing => standing.LeadId, cancel);
    }

    private static bool SamePlace(LeadStanding old, LeadStanding now) =>
        old.Total.Equals(now.Total) && old.Status == now.Status && old.RepKey == now.RepKey && old.PersonaKey == now.PersonaKey && old.StageKey == now.StageKey;
}
