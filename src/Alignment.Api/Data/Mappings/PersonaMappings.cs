using Alignment.Api.Data.Values;
using Alignment.Core.Personas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Alignment.Api.Data.Mappings;

internal sealed class PersonaMapping : IEntityTypeConfiguration<Persona>
{
    public void Configure(EntityTypeBuilder<Persona> builder)
    {
        builder.ToTable("personas");
        builder.HasKey(persona => persona.Key);
        builder.Property(persona => persona.Version).IsConcurrencyToken();
        builder.Ignore(persona => persona.Claims);
        builder.HasMany(persona => persona.Insights).WithOne().HasForeignKey("PersonaKey").IsRequired().OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(persona => persona.Insights).AutoInclude();
        builder.HasIndex(persona => new { persona.Audience, persona.Key });
    }
}

internal sealed class InsightMapping : IEntityTypeConfiguration<Insight>
{
    public void Configure(EntityTypeBuilder<Insight> builder)
    {
        builder.ToTable("insights");
        builder.HasKey(insight => insight.Id);
        builder.Property(insight => insight.Id).ValueGeneratedNever();
        builder.Property(insight => insight.Citations).StoredAsJsonList();
        builder.Ignore(insight => insight.Stands);
    }
}

internal sealed class InterviewMapping : IEntityTypeConfiguration<Interview>
{
    public void Configure(EntityTypeBuilder<Interview> builder)
    {
        builder.ToTable("interviews");
        builder.HasKey(interview => interview.Id);
        builder.Property(interview => interview.Id).ValueGeneratedNever();
        builder.Property(interview => interview.Version).IsConcurrencyToken();
        builder.Property(interview => interview.Interviewer).StoredAsJson();
        builder.Property(interview => interview.Attendees).StoredAsJsonList();
        builder.Property(interview => interview.Corrections).StoredAsJsonList();
        builder.Ignore(interview => interview.Candid);
        builder.Ignore(interview => interview.NotCandidBecause);
        builder.Ignore(interview => interview.OpenPhase);
        builder.Ignore(interview => interview.Advice);
        builder.HasMany(interview => interview.Quotes).WithOne().HasForeignKey("InterviewId").IsRequired().OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(interview => interview.Quotes).AutoInclude();
        builder.HasOne<Persona>().WithMany().HasForeignKey(interview => interview.PersonaKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(interview => new { interview.PersonaKey, interview.HeldAt, interview.Id });
    }
}

internal sealed class QuoteMapping : IEntityTypeConfiguration<Quote>
{
    public void Configure(EntityTypeBuilder<Quote> builder)
    {
        builder.ToTable("quotes");
        builder.HasKey(quote => quote.Id);
        builder.Property(quote => quote.Id).ValueGeneratedNever();
    }
}

internal sealed class FieldVisitMapping : IEntityTypeConfiguration<FieldVisit>
{
    public void Configure(EntityTypeBuilder<FieldVisit> builder)
    {
        builder.ToTable("field_visits");
        builder.HasKey(visit => visit.Id);
        builder.Property(visit => visit.Id).ValueGeneratedNever();
        builder.Property(visit => visit.Visitor).StoredAsJson();
        builder.Property(visit => visit.Present).StoredAsJsonList();
        builder.HasMany(visit => visit.Notes).WithOne().HasForeignKey("VisitId").IsRequired().OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(visit => visit.Notes).AutoInclude();
        builder.HasIndex(visit => new { visit.At, visit.Id });
    }
}

internal sealed class FieldNoteMapping : IEntityTypeConfiguration<FieldNote>
{
    public void Configure(EntityTypeBuilder<FieldNote> builder)
    {
        builder.ToTable("field_notes");
        builder.HasKey(note => note.Id);
        builder.Property(note => note.Id).ValueGeneratedNever();
    }
}
