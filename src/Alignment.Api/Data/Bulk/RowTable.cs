using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Alignment.Api.Data.Bulk;

/// <summary>
/// A table as EF maps it: its columns, and how each is read off an entity, through the same converters that saving through EF uses.
/// </summary>
/// <typeparam name="T">The entity.</typeparam>
internal sealed class RowTable<T>
    where T : class
{
    private static readonly ConcurrentDictionary<IModel, RowTable<T>> Known = new();

    private RowTable(string name, IReadOnlyList<RowColumn<T>> columns) => (Name, Columns) = (name, columns);

    private RowTable(IEntityType entity)
    {
        Name = entity.GetTableName()!;
        var keys = entity.FindPrimaryKey()!.Properties;
        Columns = [.. Read(entity, keys, root => root)];
    }

    public string Name { get; }

    public IReadOnlyList<RowColumn<T>> Columns { get; }

    public IEnumerable<RowColumn<T>> Keys => Columns.Where(column => column.IsKey);

    public static RowTable<T> Of(DbContext context) =>
        Known.GetOrAdd(context.Model, static model => new RowTable<T>(model.FindEntityType(typeof(T))!));

    /// <summary>The same table with some of its columns: the key, and those of the properties named; all, when none is named.</summary>
    public RowTable<T> With(IReadOnlyList<string> properties) => properties.Count == 0 ? this
        : new(Name, [.. Columns.Where(column => column.IsKey || properties.Contains(column.Property))]);

    /// <summary>The same table with the columns of its key alone.</summary>
    public RowTable<T> KeysOnly() => new(Name, [.. Keys]);

    private static IEnumerable<RowColumn<T>> Read(ITypeBase type, IReadOnlyList<IProperty> keys, Func<Expression, Expression> path)
    {
        foreach (var property in type.GetProperties())
        {
            var mapping = property.GetRelationalTypeMapping();
            yield return new RowColumn<T>(property.Name, property.GetColumnName(), mapping.StoreType, keys.Contains(property), Compile(path, property.PropertyInfo!, mapping.Converter?.ConvertToProvider));
        }

        foreach (var part in type.GetComplexProperties())
            foreach (var column in Read(part.ComplexType, keys, root => Expression.Property(path(root), part.PropertyInfo!)))
                yield return column;
    }

    private static Func<T, object?> Compile(Func<Expression, Expression> path, PropertyInfo property, Func<object?, object?>? convert)
    {
        var entity = Expression.Parameter(typeof(T), "entity");
        var owner = path(entity);
        Expression value = Expression.Convert(Expression.Property(owner, property), typeof(object));
        if (owner != entity)
            value = Expression.Condition(Expression.ReferenceEqual(owner, Expression.Constant(null)), Expression.Constant(null, typeof(object)), value);
        var read = Expression.Lambda<Func<T, object?>>(value, entity).Compile();
        return convert is null ? read : row => read(row) is { } present ? convert(present) : null;
    }
}

/// <summary>A column of a table.</summary>
/// <param name="Property">The property it holds.</param>
/// <param name="Name">Its name.</param>
/// <param name="StoreType">Its type, as the database names it.</param>
/// <param name="IsKey">Whether it is part of the primary key.</param>
/// <param name="Value">Its value for an entity, as the database takes it.</param>
internal sealed record RowColumn<T>(string Property, string Name, string StoreType, bool IsKey, Func<T, object?> Value);
