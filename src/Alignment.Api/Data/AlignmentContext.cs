using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Data;

/// <summary>The tables, mapped onto the domain's own types. Contexts come from <see cref="AlignmentStore"/>.</summary>
public sealed class AlignmentContext(DbContextOptions<AlignmentContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AlignmentContext).Assembly);
    }
}
