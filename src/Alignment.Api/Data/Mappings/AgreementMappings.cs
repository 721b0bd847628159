using Alignment.Api.Data.Values;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.HandOffs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Alignment.Api.Data.Mappings;

internal sealed class LeadDefinitionMapping : IEntityTypeConfiguration<LeadDefinitionVersion>
{
    public void Configure(EntityTypeBuilder<LeadDefinitionVersion> builder)
    {
        builder.ToTable("lead_definitions");
        builder.HasKey(version => version.Id);
        builder.Property(version => version.Id).ValueGeneratedNever();
        builder.Property(version => version.Definition).HasConversion(new DefinitionConverter()).HasAnnotation(StoredJson.Annotation, true);
        builder.Property(version => version.Signatures).StoredAsJsonList();
        builder.Property(version => version.Comments).StoredAsJsonList();
        builder.Ignore(version => version.IsInForce);

        // Whoever signs, redrafts or comments does so on what they saw.
        builder.Property(version => version.State).IsConcurrencyToken();
        builder.Property(version => version.DraftedAt).IsConcurrencyToken();
        builder.Property(version => version.Comments).IsConcurrencyToken();

        builder.HasIndex(version => new { version.Key, version.Version }).IsUnique();
        builder.HasIndex(version => new { version.Key, version.State }).IsUnique().HasFilter("state = 'Agreed'");
    }

    private sealed class DefinitionConverter() : ValueConverter<LeadDefinition, string>(
        definition => definition.ToJson(false), json => Read(json))
    {
        private static LeadDefinition Read(string json) => LeadDefinition.Parse(json).Value;
    }
}

internal sealed class JourneyMapping : IEntityTypeConfiguration<StoredJourney>
{
    public void Configure(EntityTypeBuilder<StoredJourney> builder)
    {
        builder.ToTable("journeys");
        builder.HasKey(journey => journey.Key);
        builder.Property(journey => journey.Version).IsConcurrencyToken();
    }
}

internal sealed class SalesRepMapping : IEntityTypeConfiguration<SalesRep>
{
    public void Configure(EntityTypeBuilder<SalesRep> builder)
    {
        builder.ToTable("sales_reps");
        builder.HasKey(rep => rep.Key);
        builder.Property(rep => rep.WorkingHours).StoredAsOptionalJsonList();
        builder.Property(rep => rep.Holidays).StoredAsOptionalJsonList();
        builder.Property(rep => rep.Absences).StoredAsJsonList();
    }
}

internal sealed class ReasonListMapping : IEntityTypeConfiguration<ReasonList>
{
    public void Configure(EntityTypeBuilder<ReasonList> builder)
    {
        builder.ToTable("reason_lists");
        builder.HasKey(list => list.Kind);
        builder.Property(list => list.Reasons).StoredAsJsonList();
    }
}
