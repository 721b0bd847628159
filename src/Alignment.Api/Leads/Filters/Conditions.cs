using System.Linq.Expressions;
using Alignment.Api.Paging;

namespace Alignment.Api.Leads.Filters;

/// <summary>Builds conditions out of what clients wrote. Every value becomes a parameter of the statement, never a part of its text.</summary>
/// <typeparam name="T">What is filtered.</typeparam>
internal static class Conditions<T>
{
    public static IEnumerable<Expression<Func<T, bool>>?> Text(Expression<Func<T, string?>> text, TextFilterInput? filter)
    {
        if (filter is null)
            yield break;
        if (filter.Eq.HasValue)
            yield return Binary(text, ExpressionType.Equal, filter.Eq.Value);
        if (filter.Neq.HasValue)
            yield return Binary(text, ExpressionType.NotEqual, filter.Neq.Value);
        yield return OneOf(text, filter.In);
        yield return Not(OneOf(text, filter.Nin));
        yield return Call(text, nameof(string.Contains), filter.Contains);
        yield return Call(text, nameof(string.StartsWith), filter.StartsWith);
    }

    public static IEnumerable<Expression<Func<T, bool>>?> Range<TValue>(
        Expression<Func<T, TValue>> value, TValue? eq, TValue? gt, TValue? gte, TValue? lt, TValue? lte)
        where TValue : struct
    {
        yield return Compare(value, ExpressionType.Equal, eq);
        yield return Compare(value, ExpressionType.GreaterThan, gt);
        yield return Compare(value, ExpressionType.GreaterThanOrEqual, gte);
        yield return Compare(value, ExpressionType.LessThan, lt);
        yield return Compare(value, ExpressionType.LessThanOrEqual, lte);
    }

    public static Expression<Func<T, bool>>? Compare<TValue>(Expression<Func<T, TValue>> value, ExpressionType how, TValue? with)
        where TValue : struct => with is { } known ? Binary(value, how, known) : null;

    public static Expression<Func<T, bool>>? Compare<TValue>(Expression<Func<T, TValue?>> value, ExpressionType how, TValue? with)
        where TValue : struct => with is null ? null : Binary(value, how, with);

    public static Expression<Func<T, bool>>? OneOf<TValue>(Expression<Func<T, TValue>> value, IReadOnlyList<TValue>? choices) =>
        choices is null
            ? null
            : Expression.Lambda<Func<T, bool>>(
                Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(TValue)], Parameter(choices), value.Body),
                value.Parameters);

    public static Expression<Func<T, bool>>? Not(Expression<Func<T, bool>>? condition) =>
        condition is null ? null : Expression.Lambda<Func<T, bool>>(Expression.Not(condition.Body), condition.Parameters);

    public static Expression<Func<T, bool>>? All(IEnumerable<Expression<Func<T, bool>>?> conditions) =>
        Joined(conditions, Expression.AndAlso);

    public static Expression<Func<T, bool>> Any(IReadOnlyList<Expression<Func<T, bool>>> conditions) =>
        Joined(conditions, Expression.OrElse) ?? (_ => false);

    private static Expression<Func<T, bool>>? Joined(
        IEnumerable<Expression<Func<T, bool>>?> conditions, Func<Expression, Expression, Expression> join)
    {
        var row = Expression.Parameter(typeof(T), "row");
        Expression? joined = null;
        foreach (var condition in conditions)
        {
            if (condition is null)
                continue;
            var body = new Rename(condition.Parameters[0], row).Visit(condition.Body);
            joined = joined is null ? body : join(joined, body);
        }

        return joined is null ? null : Expression.Lambda<Func<T, bool>>(joined, row);
    }

    private static Expression<Func<T, bool>> Binary<TValue>(Expression<Func<T, TValue>> value, ExpressionType how, TValue with) =>
        Expression.Lambda<Func<T, bool>>(Expression.MakeBinary(how, value.Body, Parameter(with)), value.Parameters);

    private static Expression<Func<T, bool>>? Call(Expression<Func<T, string?>> text, string method, string? with) =>
        with is null
            ? null
            : Expression.Lambda<Func<T, bool>>(
                Expression.AndAlso(
                    Expression.NotEqual(text.Body, Expression.Constant(null, typeof(string))),
                    Expression.Call(text.Body, typeof(string).GetMethod(method, [typeof(string)])!, Parameter(with))),
                text.Parameters);

    private static MemberExpression Parameter<TValue>(TValue value) =>
        Expression.Property(Expression.Constant(new Captured<TValue>(value)), nameof(Captured<TValue>.Value));

    private sealed class Rename(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
