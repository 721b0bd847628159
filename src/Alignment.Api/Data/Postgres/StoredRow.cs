using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Alignment.Api.Data.Postgres;

/// <summary>Makes an entity of a row of its table as EF's mapping has it, for statements written by hand.</summary>
/// <typeparam name="T">An entity whose parts are all columns of its own table.</typeparam>
internal sealed class StoredRow<T>
    where T : class
{
    private readonly Func<NpgsqlDataReader, T> read;

    /// <param name="model">The mapping.</param>
    /// <param name="wanted">The only members to read; all if none is named.</param>
    public StoredRow(IModel model, params string[] wanted)
    {
        var properties = model.FindEntityType(typeof(T))!.GetProperties()
            .Where(property => !property.IsShadowProperty() && (wanted.Length == 0 || wanted.Contains(property.Name))).ToList();
        Columns = [.. properties.Select(property => property.GetColumnName())];
        var (row, made) = (Expression.Parameter(typeof(NpgsqlDataReader), "row"), Expression.Variable(typeof(T), "made"));
        var constructor = typeof(T).GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [])!;
        read = Expression.Lambda<Func<NpgsqlDataReader, T>>(
            Expression.Block(
                [made],
                [Expression.Assign(made, Expression.New(constructor)), .. properties.Select((property, at) => Take(row, made, property, at)), made]),
            row).Compile();
    }

    /// <summary>The columns, in the order in which <see cref="Read"/> wants them, from the first of the row.</summary>
    public IReadOnlyList<string> Columns { get; }

    public T Read(NpgsqlDataReader row) => read(row);

    // Unless the column is null, the member is what the column holds, converted as EF would.
    private static ConditionalExpression Take(ParameterExpression row, ParameterExpression made, IProperty property, int at)
    {
        var converter = property.GetTypeMapping().Converter;
        var place = Expression.Constant(at);
        Expression value = Expression.Call(row, nameof(NpgsqlDataReader.GetFieldValue), [converter?.ProviderClrType ?? Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType], place);
        if (converter is not null) value = Expression.Invoke(converter.ConvertFromProviderExpression, value);
        var member = property.PropertyInfo is { CanWrite: true } written ? (MemberInfo)written : property.FieldInfo!;
        return Expression.IfThen(
            Expression.Not(Expression.Call(row, nameof(NpgsqlDataReader.IsDBNull), null, place)),
            Expression.Assign(Expression.MakeMemberAccess(made, member), Expression.Convert(value, property.ClrType)));
    }
}
