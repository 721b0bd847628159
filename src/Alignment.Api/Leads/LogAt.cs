using System.Globalization;
using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>Looks up many moments of many leads' logs in one statement that costs one index probe a moment.</summary>
internal static class LogAt
{
    public static IQueryable<LoggedEngagement> Moments(AlignmentContext context, IReadOnlyCollection<(LeadId Lead, Instant At)> moments)
    {
        IQueryable<LoggedEngagement> query;
        if (context.Database.IsSqlite())
        {
            var pairs = $"[{string.Join(',', moments.Select(moment => $"[\"{Convert.ToHexString(moment.Lead.Value.ToByteArray(true))}\",{moment.At.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture)}]"))}]";
            query = context.Engagements.FromSql($"""
                SELECT logged.* FROM json_each({pairs}) AS asked CROSS JOIN engagements AS logged
                ON logged.lead_id = unhex(asked.value ->> 0) AND logged.at = (asked.value ->> 1)
                """);
        }
        else if (context.Database.IsNpgsql())
        {
            var (leads, instants) = (moments.Select(moment => moment.Lead.Value).ToArray(), moments.Select(moment => moment.At.ToDateTimeUtc()).ToArray());
            query = context.Engagements.FromSql($"""
                SELECT logged.* FROM unnest({leads}, {instants}) AS asked (lead_id, at) JOIN engagements AS logged
                ON logged.lead_id = asked.lead_id AND logged.at = asked.at
                """);
        }
        else
        {
            var leads = moments.Select(moment => moment.Lead).ToHashSet();
            var instants = moments.Select(moment => moment.At).ToHashSet();
            query = context.Engagements.Where(logged => leads.Contains(logged.LeadId) && instants.Contains(logged.At));
        }

        return RowWriter.Loading(context, query);
    }
}
