using System.Linq.Expressions;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;

namespace Alignment.Api.Data;

/// <summary>Comparisons of ids inside queries, for pages that go on after a row. In the database they are "&lt;".</summary>
public static class Ordering
{
    /// <summary>Whether one id sorts before another.</summary>
    public static bool IsBefore(LeadId one, LeadId other) => one.Value.CompareTo(other.Value) < 0;

    /// <inheritdoc cref="IsBefore(LeadId, LeadId)"/>
    public static bool IsBefore(HandOffId one, HandOffId other) => one.Value.CompareTo(other.Value) < 0;

    internal static void Translate(ModelBuilder model)
    {
        foreach (var method in typeof(Ordering).GetMethods().Where(method => method.Name == nameof(IsBefore)))
            model.HasDbFunction(method).HasTranslation(ids => new SqlBinaryExpression(ExpressionType.LessThan, ids[0], ids[1], typeof(bool), null));
    }
}
