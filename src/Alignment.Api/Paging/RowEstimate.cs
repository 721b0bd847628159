using System.Data;
using System.Text.Json;
using Alignment.Api.Data;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Paging;

/// <summary>About how many rows a query has, without counting them all.</summary>
internal static class RowEstimate
{
    /// <summary>The planner's figure on PostgreSQL; elsewhere, where it keeps none, an exact count.</summary>
    public static async Task<int> OfAsync<T>(AlignmentContext context, IQueryable<T> rows, CancellationToken cancellationToken)
    {
        if (!context.Database.IsNpgsql())
            return await rows.CountAsync(cancellationToken);
        await using var command = rows.CreateDbCommand();
        command.CommandText = "EXPLAIN (FORMAT JSON) " + command.CommandText;
        if (command.Connection!.State != ConnectionState.Open)
            await command.Connection.OpenAsync(cancellationToken);
        var plan = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        using var document = JsonDocument.Parse(plan);
        var estimate = document.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
        return (int)Math.Clamp(estimate, KeysetPages.ExactCount + 1, int.MaxValue);
    }
}
