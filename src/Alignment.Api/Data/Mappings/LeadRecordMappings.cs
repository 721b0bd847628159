using Alignment.Api.Data.Values;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Alignment.Api.Data.Mappings;

internal sealed class LeadHistoryMapping : IEntityTypeConfiguration<LeadHistoryEntry>
{
    public void Configure(EntityTypeBuilder<LeadHistoryEntry> builder)
    {
        builder.ToTable("lead_history");
        builder.HasKey(entry => new { entry.LeadId, entry.Sequence });
        builder.Property(entry => entry.Sequence).ValueGeneratedNever();
        builder.Property(entry => entry.By).HasColumnName("actor");
        builder.Property(entry => entry.Changes).StoredAsJsonList();
        builder.HasOne<Lead>().WithMany().HasForeignKey(entry => entry.LeadId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(entry => new { entry.Kind, entry.At });
    }
}

internal sealed class EngagementMapping : IEntityTypeConfiguration<LoggedEngagement>
{
    public void Configure(EntityTypeBuilder<LoggedEngagement> builder)
    {
        builder.ToTable("engagements");
        builder.HasKey(engagement => new { engagement.LeadId, engagement.Position });
        builder.Property(engagement => engagement.Position).ValueGeneratedNever();
        builder.Property(engagement => engagement.By).HasColumnName("by_function");
        builder.Property(engagement => engagement.Properties).StoredAsJson();
        builder.HasOne<Lead>().WithMany().HasForeignKey(engagement => engagement.LeadId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(engagement => new { engagement.LeadId, engagement.At, engagement.Position }).IsDescending(false, true, true);
        builder.HasIndex(engagement => engagement.ExternalId).HasFilter("external_id IS NOT NULL");
        builder.HasIndex(engagement => new { engagement.Content, engagement.At }).IncludeProperties(engagement => engagement.LeadId).HasFilter("content IS NOT NULL");
    }
}

internal sealed class LeadStandingMapping : IEntityTypeConfiguration<LeadStanding>
{
    public void Configure(EntityTypeBuilder<LeadStanding> builder)
    {
        builder.ToTable("lead_standings");
        builder.HasKey(standing => standing.LeadId);
        builder.Property(standing => standing.LeadId).ValueGeneratedNever();
        builder.HasOne<Lead>().WithOne().HasForeignKey<LeadStanding>(standing => standing.LeadId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(standing => new { standing.PersonaKey, standing.StageKey, standing.Total, standing.LeadId }).IsDescending(false, false, true, true).HasFilter("status = 'Qualified'");
        builder.HasIndex(standing => new { standing.RepKey, standing.Total, standing.LeadId }).IsDescending(false, true, false).HasFilter("rep_key IS NOT NULL");
        builder.HasIndex(standing => standing.NextChangeAt).HasFilter("next_change_at IS NOT NULL");
        builder.HasIndex(standing => new { standing.Total, standing.LeadId }).IsDescending(true, true).HasFilter("status = 'Qualified'");
        builder.HasIndex(standing => standing.AssessedAt).HasFilter("status = 'Qualified'");
        builder.HasIndex(standing => new { standing.PersonaKey, standing.Total, standing.LeadId }).IsDescending(false, true, true).HasFilter("status = 'Qualified'");
        builder.HasIndex(standing => new { standing.StageKey, standing.Total, standing.LeadId }).IsDescending(false, true, true).HasFilter("status = 'Qualified'");
    }
}

internal sealed class FormerPlaceMapping : IEntityTypeConfiguration<FormerPlace>
{
    public void Configure(EntityTypeBuilder<FormerPlace> builder)
    {
        builder.ToTable("former_places");
        builder.HasKey(place => place.Position);
        builder.Property(place => place.Position).ValueGeneratedOnAdd();
        builder.HasIndex(place => new { place.LeadId, place.Position });
        builder.HasIndex(place => new { place.RepKey, place.Total, place.LeadId }).IsDescending(false, true, false);
        builder.HasIndex(place => new { place.Total, place.LeadId }).IsDescending(true, true).HasFilter("status = 'Qualified'");
        builder.HasIndex(place => place.LeftAt);
    }
}
