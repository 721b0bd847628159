using System.Linq.Expressions;
using System.Reflection;

namespace Alignment.Api.Paging;

/// <summary>An order of rows by named keys, the last of which is unique, and the place of a row in it.</summary>
/// <remarks>
/// A page is found by comparing keys, not by counting rows, so it costs the same wherever it is, and rows that come and go neither repeat nor hide others.
/// </remarks>
/// <typeparam name="T">What the database sorts.</typeparam>
/// <typeparam name="TRow">What is read of it.</typeparam>
public sealed class Keyset<T, TRow>
{
    private readonly List<Key> keys = [];

    private sealed record Key(string Name, LambdaExpression Selector, bool Descending, Func<TRow, object> Read, Type Type);

    /// <summary>The names and directions, in order; part of every cursor, so that a cursor of another order is recognised.</summary>
    public string Signature => string.Join(',', keys.Select(key => key.Descending ? "-" + key.Name : key.Name));

    /// <summary>Adds a key.</summary>
    /// <param name="name">Its name in cursors.</param>
    /// <param name="selector">Its value in the database; never null.</param>
    /// <param name="read">The same value in a row that was read.</param>
    /// <param name="descending">Whether larger values come first.</param>
    public Keyset<T, TRow> By<TKey>(string name, Expression<Func<T, TKey>> selector, Func<TRow, TKey> read, bool descending = false)
        where TKey : notnull
    {
        keys.Add(new Key(name, selector, descending, row => read(row), typeof(TKey)));
        return this;
    }

    /// <summary>The part of the list that a client asks for.</summary>
    /// <exception cref="Alignment.GraphQL.GraphQLException">A cursor is not one of this order.</exception>
    public KeysetWindow<T, TRow> Window(Alignment.GraphQL.PagingArguments paging) => new(this, paging);

    /// <summary>The values of a row's keys, as text.</summary>
    public string[] PlaceOf(TRow row) => [.. keys.Select(key => KeyText.Write(key.Read(row)))];

    /// <summary>Sorts.</summary>
    /// <param name="rows">What to sort.</param>
    /// <param name="backwards">Whether from the last to the first.</param>
    public IQueryable<T> Sort(IQueryable<T> rows, bool backwards)
    {
        var expression = rows.Expression;
        for (var i = 0; i < keys.Count; i++)
        {
            var name = (i == 0 ? "OrderBy" : "ThenBy") + (keys[i].Descending != backwards ? "Descending" : "");
            expression = Expression.Call(
                typeof(Queryable), name, [typeof(T), keys[i].Type], expression, Expression.Quote(keys[i].Selector));
        }

        return rows.Provider.CreateQuery<T>(expression);
    }

    /// <summary>Keeps the rows strictly after a place, or strictly before it.</summary>
    /// <param name="rows">What to filter.</param>
    /// <param name="place">Key values as <see cref="PlaceOf"/> gives them.</param>
    /// <param name="before">Whether to keep what lies before.</param>
    /// <returns>The rows, or null if the place does not fit the keys.</returns>
    public IQueryable<T>? Beyond(IQueryable<T> rows, IReadOnlyList<string?> place, bool before)
    {
        if (place.Count != keys.Count)
            return null;
        var row = Expression.Parameter(typeof(T), "row");
        Expression? beyond = null;
        for (var i = keys.Count - 1; i >= 0; i--)
        {
            if (!KeyText.TryRead(place[i], keys[i].Type, out var value))
                return null;
            var left = new Replace(keys[i].Selector.Parameters[0], row).Visit(keys[i].Selector.Body);
            var right = Parameter(value, keys[i].Type);
            var greater = keys[i].Descending == before;

            // a > x or a = x and rest, as "a >= x and (a > x or rest)", which lets the database seek by the first key.
            beyond = beyond is null
                ? Compare(left, right, greater, orEqual: false)
                : Expression.AndAlso(
                    Compare(left, right, greater, orEqual: true),
                    Expression.OrElse(Compare(left, right, greater, orEqual: false), beyond));
        }

        return beyond is null ? rows : rows.Where(Expression.Lambda<Func<T, bool>>(beyond, row));
    }

    private static BinaryExpression Compare(Expression left, Expression right, bool greater, bool orEqual)
    {
        if (!HasOperator(left.Type))
        {
            var compareTo = left.Type.GetMethod(nameof(IComparable<int>.CompareTo), [left.Type])
                ?? throw new ArgumentException($"{left.Type} cannot be a key: it has no order.");
            left = Expression.Call(left, compareTo, right);
            right = Expression.Constant(0);
        }

        return (greater, orEqual) switch
        {
            (true, true) => Expression.GreaterThanOrEqual(left, right),
            (true, false) => Expression.GreaterThan(left, right),
            (false, true) => Expression.LessThanOrEqual(left, right),
            (false, false) => Expression.LessThan(left, right),
        };
    }

    private static bool HasOperator(Type type) =>
        type.IsPrimitive || type == typeof(decimal)
        || type.GetMethod("op_GreaterThan", BindingFlags.Public | BindingFlags.Static) is not null && type != typeof(Guid);

    /// <summary>A member of a captured object, which the query translator turns into a parameter.</summary>
    private static MemberExpression Parameter(object value, Type type)
    {
        var holder = Activator.CreateInstance(typeof(Captured<>).MakeGenericType(type), value)!;
        return Expression.Property(Expression.Constant(holder), nameof(Captured<int>.Value));
    }

    private sealed class Replace(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}

/// <summary>A value that becomes a parameter of the statement, never a part of its text.</summary>
internal sealed record Captured<T>(T Value);
