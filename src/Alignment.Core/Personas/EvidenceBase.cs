namespace Alignment.Core.Personas;

/// <summary>The interviews and field visits that claims rest on. The strength of a citation is computed from them each time, so that no order
/// of edits can leave an insight grounded on an interview that was not candid.</summary>
public sealed class EvidenceBase
{
    private readonly Dictionary<InterviewId, Interview> interviews;
    private readonly Dictionary<FieldVisitId, FieldVisit> visits;

    /// <summary>Gathers evidence.</summary>
    /// <param name="interviews">The interviews; the last wins where an id occurs twice.</param>
    /// <param name="visits">The field visits, likewise.</param>
    public EvidenceBase(IEnumerable<Interview> interviews, IEnumerable<FieldVisit>? visits = null)
    {
        ArgumentNullException.ThrowIfNull(interviews);
        this.interviews = [];
        this.visits = [];
        foreach (var interview in interviews) this.interviews[interview.Id] = interview;
        foreach (var visit in visits ?? []) this.visits[visit.Id] = visit;
    }

    /// <summary>No evidence at all.</summary>
    public static EvidenceBase Empty { get; } = new([]);

    /// <summary>What a citation weighs for a persona.</summary>
    /// <param name="persona">The persona the claim is about.</param>
    /// <param name="citation">What the claim cites.</param>
    /// <exception cref="ArgumentException">The cited interview or visit is not in this evidence base.</exception>
    public Evidence Weigh(Persona persona, Citation citation)
    {
        ArgumentNullException.ThrowIfNull(persona);
        ArgumentNullException.ThrowIfNull(citation);
        if (citation.Visit is { } visitId)
        {
            var visit = visits.GetValueOrDefault(visitId) ?? throw Absent($"field visit {visitId}", nameof(citation));
            return new Evidence(citation, EvidenceStrength.Observed) { Visit = visit, Note = visit.Notes.Single(note => note.Id == citation.Note) };
        }

        var interview = interviews.GetValueOrDefault(citation.Interview!.Value) ?? throw Absent($"interview {citation.Interview}", nameof(citation));
        var quote = interview.Find(citation.Quote!.Value)!;
        var because = Against(persona, interview, quote);
        var strength = because.Count > 0 ? EvidenceStrength.Inadmissible
            : interview.Unprompted(quote) ? EvidenceStrength.Unprompted
            : EvidenceStrength.Prompted;
        return new Evidence(citation, strength, because) { Interview = interview, Quote = quote };
    }

    private static List<string> Against(Persona persona, Interview interview, Quote quote)
    {
        var because = new List<string>(interview.NotCandidBecause);
        if (quote.Withdrawn) because.Add("The quote was withdrawn.");
        if (interview.PersonaKey != persona.Key) because.Add($"The interview was held with persona {interview.PersonaKey}.");
        if ((interview.Audience == Audience.Sales) != (persona.Audience == Audience.Sales))
            because.Add($"The interview was held to the rules for the {interview.Audience} audience, and the persona is now of {persona.Audience}.");
        return because;
    }

    private static ArgumentException Absent(string what, string parameter) => new($"The evidence base lacks {what}.", parameter);
}
