using System.Linq.Expressions;
using System.Text;
using System.Text.Json;
using Alignment.Api.Data;
using Alignment.GraphQL;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Paging;

/// <summary>The part of an ordered list that a client asks for: cut it in the database, then make a page of what came.</summary>
/// <typeparam name="T">What the database sorts.</typeparam>
/// <typeparam name="TRow">What is read of it.</typeparam>
public sealed class KeysetWindow<T, TRow>
{
    private readonly Keyset<T, TRow> order;
    private readonly PagingArguments paging;
    private readonly string?[]? after;
    private readonly string?[]? before;
    private Func<TRow, string>? cursorOf;

    /// <exception cref="GraphQLException">A cursor is not one of this order.</exception>
    internal KeysetWindow(Keyset<T, TRow> order, PagingArguments paging)
    {
        (this.order, this.paging) = (order, paging);
        after = Place(paging.After);
        before = Place(paging.Before);
    }

    /// <summary>How many rows to read: one more than the page has, which tells whether there is another page.</summary>
    public int Take => paging.Size + 1;

    /// <summary>The values of the keys after which to start, as <see cref="Keyset{T, TRow}.PlaceOf"/> gives them; null for the start.</summary>
    public IReadOnlyList<string?>? After => after;

    /// <summary>The rows between the cursors, sorted from the end the page is counted from.</summary>
    /// <exception cref="GraphQLException">A cursor is not one of this order.</exception>
    public IQueryable<T> Cut(IQueryable<T> rows)
    {
        if (after is not null)
            rows = order.Beyond(rows, after, before: false) ?? throw PagingArguments.InvalidCursor(paging.After!);
        if (before is not null)
            rows = order.Beyond(rows, before, before: true) ?? throw PagingArguments.InvalidCursor(paging.Before!);
        return order.Sort(rows, paging.IsBackward);
    }

    /// <summary>The page.</summary>
    /// <param name="read">What <see cref="Cut"/> gave, at most <see cref="Take"/> rows.</param>
    /// <param name="totalCount">Counts all rows, if the client wants to know.</param>
    public Connection<TRow> ToConnection(IReadOnlyList<TRow> read, Func<CancellationToken, ValueTask<TotalCount>>? totalCount)
    {
        var more = read.Count > paging.Size;
        var page = read;
        if (more || (paging.IsBackward && read.Count > 1))
        {
            var items = new TRow[Math.Min(read.Count, paging.Size)];
            for (var i = 0; i < items.Length; i++) items[i] = read[paging.IsBackward ? items.Length - 1 - i : i];
            page = items;
        }

        return new Connection<TRow>(
            page,
            hasNextPage: paging.IsBackward ? before is not null : more,
            hasPreviousPage: paging.IsBackward ? more : after is not null,
            cursorOf ??= Cursor,
            totalCount);
    }

    /// <summary>The cursor of a row.</summary>
    public string Cursor(TRow row) =>
        WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes<string[]>([order.Signature, .. order.PlaceOf(row)]));

    private string?[]? Place(string? cursor)
    {
        if (cursor is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize<string?[]>(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cursor))) is [var signature, .. var place]
                && signature == order.Signature
                ? place
                : throw PagingArguments.InvalidCursor(cursor);
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
            throw PagingArguments.InvalidCursor(cursor);
        }
    }
}

/// <summary>Reads pages.</summary>
internal static class KeysetPages
{
    /// <summary>How many rows are counted exactly; beyond that a count says that it is an estimate.</summary>
    public const int ExactCount = 100_000;

    /// <summary>One page of rows that are shown as they are stored.</summary>
    public static Task<Connection<T>> ReadPageAsync<T>(
        this IQueryable<T> rows,
        Keyset<T, T> order,
        PagingArguments paging,
        Func<CancellationToken, ValueTask<TotalCount>> totalCount,
        CancellationToken cancellationToken) => ReadPageAsync(rows, order, paging, row => row, totalCount, cancellationToken);

    /// <summary>One page.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="order">Their order.</param>
    /// <param name="paging">Which page.</param>
    /// <param name="reading">What to read of a row; must hold the values of the order's keys.</param>
    /// <param name="totalCount">Counts all rows, if the client wants to know.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<Connection<TRow>> ReadPageAsync<T, TRow>(
        this IQueryable<T> rows,
        Keyset<T, TRow> order,
        PagingArguments paging,
        Expression<Func<T, TRow>> reading,
        Func<CancellationToken, ValueTask<TotalCount>> totalCount,
        CancellationToken cancellationToken)
    {
        var window = order.Window(paging);
        var take = window.Take;
        var read = await window.Cut(rows).Take(take).Select(reading).ToListAsync(cancellationToken);
        return window.ToConnection(read, totalCount);
    }

    /// <summary>Counts rows: exactly up to <see cref="ExactCount"/>, and says so where there are more.</summary>
    /// <param name="contexts">Where to count, when it comes to it.</param>
    /// <param name="rows">The rows in a context.</param>
    public static Func<CancellationToken, ValueTask<TotalCount>> Counting<T>(
        this IDbContextFactory<AlignmentContext> contexts, Func<AlignmentContext, IQueryable<T>> rows) =>
        async cancellationToken =>
        {
            await using var context = contexts.CreateDbContext();
            var counted = await rows(context).Take(ExactCount + 1).CountAsync(cancellationToken);
            return counted <= ExactCount ? counted : new TotalCount(await RowEstimate.OfAsync(context, rows(context), cancellationToken), IsEstimate: true);
        };
}
