using Alignment.Api.Data.Values;
using Alignment.Api.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Alignment.Api.Data.Mappings;

internal sealed class WebhookEndpointMapping : IEntityTypeConfiguration<WebhookEndpoint>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        builder.ToTable("webhook_endpoints");
        builder.HasKey(endpoint => endpoint.Id);
        builder.Property(endpoint => endpoint.Id).ValueGeneratedNever();
        builder.Property(endpoint => endpoint.Version).IsConcurrencyToken();
        builder.Property(endpoint => endpoint.EventTypes).StoredAsJsonList();
        builder.Property(endpoint => endpoint.Secrets).StoredAsJsonList();
    }
}

internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxEvent>
{
    public void Configure(EntityTypeBuilder<OutboxEvent> builder)
    {
        builder.ToTable("outbox");
        builder.HasKey(happened => happened.Position);
        builder.Property(happened => happened.Position).ValueGeneratedOnAdd();
        builder.HasIndex(happened => happened.Id).IsUnique();
    }
}

internal sealed class WebhookDeliveryMapping : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.HasKey(delivery => new { delivery.EndpointId, delivery.Position });
        builder.HasOne(delivery => delivery.Event).WithMany().HasForeignKey(delivery => delivery.Position).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(delivery => new { delivery.EndpointId, delivery.OrderingKey, delivery.Position }).HasFilter("state = 'Waiting'");
        builder.HasIndex(delivery => new { delivery.EndpointId, delivery.State, delivery.Position });
        builder.HasIndex(delivery => new { delivery.State, delivery.EndedAt }).HasFilter("ended_at IS NOT NULL");
    }
}

internal sealed class DeliveryLineMapping : IEntityTypeConfiguration<DeliveryLine>
{
    public void Configure(EntityTypeBuilder<DeliveryLine> builder)
    {
        builder.ToTable("webhook_lines");
        builder.HasKey(line => new { line.EndpointId, line.OrderingKey });
        builder.Property(line => line.Lease).IsConcurrencyToken();
        builder.Property(line => line.Touched).IsConcurrencyToken();
        builder.HasIndex(line => line.DueAt);
    }
}
