using NodaTime;

namespace Alignment.Core.Personas;

/// <summary>What an insight cites: one quote of an interview, or one note of a field visit. How much it weighs is never stored: it follows
/// from the interview as it stands (<see cref="EvidenceBase"/>).</summary>
public sealed record Citation
{
    private Citation()
    {
    }

    /// <summary>The interview of the quote; null for a field note.</summary>
    public InterviewId? Interview { get; private init; }

    /// <summary>The quote; null for a field note.</summary>
    public QuoteId? Quote { get; private init; }

    /// <summary>The visit of the note; null for a quote.</summary>
    public FieldVisitId? Visit { get; private init; }

    /// <summary>The note; null for a quote.</summary>
    public FieldNoteId? Note { get; private init; }

    /// <summary>When it was cited.</summary>
    public Instant CitedAt { get; private init; }

    internal static Citation Of(InterviewId interview, QuoteId quote, Instant at) => new() { Interview = interview, Quote = quote, CitedAt = at };

    internal static Citation Of(FieldVisitId visit, FieldNoteId note, Instant at) => new() { Visit = visit, Note = note, CitedAt = at };

    /// <summary>A citation as it was stored.</summary>
    internal static Citation Restore(InterviewId? interview, QuoteId? quote, FieldVisitId? visit, FieldNoteId? note, Instant citedAt) =>
        new() { Interview = interview, Quote = quote, Visit = visit, Note = note, CitedAt = citedAt };
}
