using Alignment.Api.Data.Values;
using Alignment.Core.Leads;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Alignment.Api.Data.Mappings;

internal sealed class ContentStoryMapping : IEntityTypeConfiguration<ContentStory>
{
    public void Configure(EntityTypeBuilder<ContentStory> builder)
    {
        builder.ToTable("stories");
        builder.HasKey(story => story.PersonaKey);
        builder.Property(story => story.Version).IsConcurrencyToken();
        builder.Property(story => story.Themes).StoredAsJsonList();
        builder.Property(story => story.Chapters).StoredAsJsonList();
        builder.Ignore(story => story.Journey);
        builder.Ignore(story => story.Breaks);
        builder.HasOne<Persona>().WithOne().HasForeignKey<ContentStory>(story => story.PersonaKey).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ContentAssetMapping : IEntityTypeConfiguration<ContentAsset>
{
    public void Configure(EntityTypeBuilder<ContentAsset> builder)
    {
        builder.ToTable("content_assets");
        builder.HasKey(asset => asset.Id);
        builder.Property(asset => asset.Id).ValueGeneratedNever();
        builder.Property(asset => asset.Version).IsConcurrencyToken();
        builder.Property(asset => asset.Revisions).StoredAsJsonList();
        builder.Ignore(asset => asset.Stages);
        builder.Ignore(asset => asset.Personas);
        builder.Ignore(asset => asset.Themes);
        builder.Ignore(asset => asset.Answers);
        builder.Ignore(asset => asset.InUse);
        builder.HasMany(asset => asset.Tags).WithOne().HasForeignKey("AssetId").IsRequired().OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(asset => asset.Tags).AutoInclude();
        builder.HasIndex(asset => new { asset.Source, asset.ExternalId }).IsUnique();
        builder.HasIndex(asset => asset.ExternalId);
        builder.HasIndex(asset => new { asset.AddedAt, asset.Id });
    }
}

internal sealed class ContentTagMapping : IEntityTypeConfiguration<ContentTag>
{
    public void Configure(EntityTypeBuilder<ContentTag> builder)
    {
        builder.ToTable("content_tags");
        builder.Property<ContentAssetId>("AssetId");
        builder.HasKey("AssetId", nameof(ContentTag.Dimension), nameof(ContentTag.Value));
        builder.Ignore(tag => tag.Holds);
        builder.HasIndex(nameof(ContentTag.Dimension), nameof(ContentTag.Value), "AssetId");
    }
}

internal sealed class SharedContentMapping : IEntityTypeConfiguration<SharedContent>
{
    public void Configure(EntityTypeBuilder<SharedContent> builder)
    {
        builder.ToTable("shared_content");
        builder.HasKey(shared => shared.Id);
        builder.Property(shared => shared.Id).ValueGeneratedNever();
        builder.Property(shared => shared.By).HasColumnName("by_function");
        builder.HasOne<Lead>().WithMany().HasForeignKey(shared => shared.LeadId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ContentAsset>().WithMany().HasForeignKey(shared => shared.AssetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(shared => new { shared.LeadId, shared.At });
        builder.HasIndex(shared => new { shared.AssetId, shared.At, shared.LeadId, shared.RepKey });
        builder.HasIndex(shared => new { shared.RepKey, shared.AssetId, shared.LeadId, shared.At });
    }
}

internal sealed class ForwardMoveMapping : IEntityTypeConfiguration<ForwardMove>
{
    public void Configure(EntityTypeBuilder<ForwardMove> builder)
    {
        builder.ToTable("forward_moves");
        builder.HasKey(move => new { move.LeadId, move.At });
        builder.HasOne<Lead>().WithMany().HasForeignKey(move => move.LeadId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class StandingCountMapping : IEntityTypeConfiguration<StandingCount>
{
    public void Configure(EntityTypeBuilder<StandingCount> builder)
    {
        builder.ToTable("standing_counts");
        builder.HasKey(count => new { count.PersonaKey, count.StageKey });
    }
}
