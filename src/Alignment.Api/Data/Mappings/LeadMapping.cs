using Alignment.Api.Data.Values;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Alignment.Api.Data.Mappings;

/// <param name="inColumns">
/// Whether contact and outcome have a column a part. EF's InMemory provider cannot query parts, and keeps either as one value.
/// </param>
internal sealed class LeadMapping(bool inColumns) : IEntityTypeConfiguration<Lead>
{
    public void Configure(EntityTypeBuilder<Lead> builder)
    {
        builder.ToTable("leads");
        builder.HasKey(lead => lead.Id);
        builder.Property(lead => lead.Id).ValueGeneratedNever();
        builder.Property(lead => lead.Version).IsConcurrencyToken();
        if (inColumns) PartsInColumns(builder);
        else PartsAsValues(builder);
        builder.Property(lead => lead.Attributes).StoredAsJson();
        builder.Property(lead => lead.PriorOutcomes).StoredAsJsonList();
        builder.Ignore(lead => lead.OutcomeBeforeFirstContact);
        builder.Ignore(lead => lead.PendingHistory);
        builder.HasOne(lead => lead.HandOff).WithOne().HasForeignKey<Lead>(lead => lead.CurrentHandOffId).OnDelete(DeleteBehavior.Restrict);

        builder.HasIndex(lead => new { lead.Source, lead.ExternalId }).IsUnique();
        builder.HasIndex(lead => new { lead.CreatedAt, lead.Id });
        builder.HasIndex(lead => new { lead.PersonaKey, lead.CreatedAt, lead.Id });
        builder.HasIndex(lead => new { lead.Status, lead.CreatedAt, lead.Id });
    }

    private static void PartsInColumns(EntityTypeBuilder<Lead> builder)
    {
        builder.ComplexProperty(lead => lead.Contact, contact =>
        {
            contact.Property(person => person.Name).HasColumnName("contact_name");
            contact.Property(person => person.Email).HasColumnName("contact_email");
            contact.Property(person => person.Company).HasColumnName("contact_company");
        });
        builder.ComplexProperty(lead => lead.Outcome, outcome =>
        {
            outcome.Property(end => end.Kind).HasColumnName("outcome");
            outcome.Property(end => end.At).HasColumnName("outcome_at");
            outcome.Property(end => end.Amount).HasColumnName("outcome_amount");
            outcome.Property(end => end.Currency).HasColumnName("outcome_currency");
            outcome.Property(end => end.RepKey).HasColumnName("outcome_rep_key");
            outcome.Property(end => end.Reason).HasColumnName("outcome_reason");
        });
    }

    private static void PartsAsValues(EntityTypeBuilder<Lead> builder)
    {
        builder.Property(lead => lead.Contact).StoredAsJson();
        builder.Property(lead => lead.Outcome).StoredAsJson();
    }
}

internal sealed class HandOffMapping : IEntityTypeConfiguration<HandOff>
{
    public void Configure(EntityTypeBuilder<HandOff> builder)
    {
        builder.ToTable("hand_offs");
        builder.HasKey(handOff => handOff.Id);
        builder.Property(handOff => handOff.Id).ValueGeneratedNever();
        builder.Property(handOff => handOff.Unmet).StoredAsJsonList();
        builder.Ignore(handOff => handOff.InForce);
        builder.Ignore(handOff => handOff.OffDefinition);
        builder.Ignore(handOff => handOff.NextDeadline);
        builder.Ignore(handOff => handOff.LapsesAt);
        builder.HasOne<Lead>().WithMany().HasForeignKey(handOff => handOff.LeadId).OnDelete(DeleteBehavior.Cascade);

        builder.HasIndex(handOff => new { handOff.LeadId, handOff.OfferedAt });
        builder.HasIndex(handOff => new { handOff.RepKey, handOff.OfferedAt });
        builder.HasIndex(handOff => new { handOff.DefinitionId, handOff.ReturnReason });
        builder.HasIndex(handOff => handOff.NextDeadlineAt);
        builder.HasIndex(handOff => handOff.EndedAt);
    }
}
