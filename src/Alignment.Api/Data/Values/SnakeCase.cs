using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Alignment.Api.Data.Values;

/// <summary>Columns, keys and indexes are named after the properties, in snake case, where a mapping does not name them.</summary>
internal static class SnakeCase
{
    public static void NameAll(IMutableModel model)
    {
        foreach (var entity in model.GetEntityTypes())
        {
            var table = entity.GetTableName()!;
            Name(entity);
            foreach (var key in entity.GetKeys()) key.SetName(key.IsPrimaryKey() ? $"pk_{table}" : $"ak_{table}_{Columns(key.Properties)}");
            foreach (var index in entity.GetIndexes()) index.SetDatabaseName($"ix_{table}_{Columns(index.Properties)}");
            foreach (var reference in entity.GetForeignKeys()) reference.SetConstraintName($"fk_{table}_{Columns(reference.Properties)}");
        }
    }

    private static void Name(IMutableTypeBase type)
    {
        foreach (var property in type.GetProperties().Where(property => property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null))
            property.SetColumnName(Of(property.Name));
        foreach (var part in type.GetComplexProperties()) Name(part.ComplexType);
    }

    private static string Columns(IEnumerable<IMutableProperty> properties) => string.Join('_', properties.Select(property => property.GetColumnName()));

    private static string Of(string name)
    {
        var snake = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && snake.Length > 0) snake.Append('_');
            snake.Append(char.ToLowerInvariant(letter));
        }

        return snake.ToString();
    }
}
