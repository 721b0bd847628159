using Alignment.Api.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Alignment.Api.Data.Mappings;

internal sealed class JobMapping : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("jobs");
        builder.HasKey(job => job.Id);
        builder.Property(job => job.Id).ValueGeneratedNever();
        builder.Property(job => job.Holder).IsConcurrencyToken();
        builder.Ignore(job => job.IsOpen);
        builder.HasIndex(job => new { job.Kind, job.Subject }).IsUnique().HasFilter("state IN ('Asked', 'Running')");
        builder.HasIndex(job => new { job.State, job.AskedAt });
        builder.HasIndex(job => new { job.Kind, job.AskedAt });
    }
}
