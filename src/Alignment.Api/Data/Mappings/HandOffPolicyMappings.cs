using Alignment.Api.Data.Values;
using Alignment.Api.Idempotency;
using Alignment.Api.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Alignment.Api.Data.Mappings;

internal sealed class StoredPolicyMapping : IEntityTypeConfiguration<StoredPolicy>
{
    public void Configure(EntityTypeBuilder<StoredPolicy> builder)
    {
        builder.ToTable("policies");
        builder.HasKey(policy => policy.Key);
        builder.Property(policy => policy.Content).HasAnnotation(StoredJson.Annotation, true);
        builder.Property(policy => policy.Version).IsConcurrencyToken();
    }
}

internal sealed class UsedKeyMapping : IEntityTypeConfiguration<UsedKey>
{
    public void Configure(EntityTypeBuilder<UsedKey> builder)
    {
        builder.ToTable("used_keys");
        builder.HasKey(used => used.Key);
        builder.Property(used => used.Answer).HasAnnotation(StoredJson.Annotation, true);
        builder.HasIndex(used => used.UsedAt);
    }
}
