using NodaTime;

namespace Alignment.Core.Personas;

public sealed partial class Persona
{
    /// <summary>Claims something about the persona. Until evidence is cited the claim is an assumption.</summary>
    /// <param name="kind">What the claim is about; a kind this audience can hold.</param>
    /// <param name="statement">The claim, 1 to 2,000 characters; the same claim cannot stand twice.</param>
    /// <param name="now">The present instant.</param>
    public Result<Insight> Claim(InsightKind kind, string statement, Instant now)
    {
        var refusals = new List<Refusal>();
        var words = Wording.Require(statement, Wording.LongestStatement, "A claim", refusals, "statement");
        if (!Audience.Holds(kind))
            refusals.Add(new Refusal(RefusalCode.Validation,
                $"A persona of the {Audience} audience holds no insight of kind {kind.InWords()}; its rings are {Rings()}.", "kind"));
        if (insights.Count >= MostInsights)
            refusals.Add(new Refusal(RefusalCode.Validation, $"A persona holds at most {MostInsights} claims."));
        if (refusals.Count == 0 && Standing(kind, words) is not null)
            refusals.Add(new Refusal(RefusalCode.Conflict, $"This {kind.InWords().ToLowerInvariant()} is claimed already.", "statement"));
        if (refusals.Count > 0) return refusals;

        var insight = Insight.Claim(insights.Count + 1, kind, words, now);
        insights.Add(insight);
        Version++;
        return insight;
    }

    /// <summary>Takes a claim back. It stays on record with the reason and no longer counts.</summary>
    /// <param name="insight">The claim.</param>
    /// <param name="because">Why it no longer holds, 1 to 2,000 characters.</param>
    /// <param name="by">Who takes it back.</param>
    /// <param name="now">The present instant.</param>
    public Result<Insight> Retract(InsightId insight, string because, string by, Instant now)
    {
        var refusals = new List<Refusal>();
        var claim = StandingOrRefused(insight, refusals);
        var why = Wording.Require(because, Wording.LongestStatement, "The reason for taking a claim back", refusals, "because");
        var who = Wording.Require(by, Wording.LongestName, "Who takes a claim back", refusals, "by");
        if (refusals.Count > 0) return refusals;
        claim!.Retract(why, who, now);
        Version++;
        return claim;
    }

    /// <summary>Cites a quote for a claim. Words of an interview that was not candid are kept as such and weigh nothing.</summary>
    /// <param name="insight">The claim.</param>
    /// <param name="interview">An interview with this persona.</param>
    /// <param name="quote">One of its quotes, not withdrawn.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>The claim; citing the same words again changes nothing.</returns>
    public Result<Insight> Cite(InsightId insight, Interview interview, QuoteId quote, Instant now)
    {
        ArgumentNullException.ThrowIfNull(interview);
        var refusals = new List<Refusal>();
        var claim = StandingOrRefused(insight, refusals);
        var words = interview.Quotes.FirstOrDefault(candidate => candidate.Id == quote);
        if (words is null)
            refusals.Add(new Refusal(RefusalCode.NotFound, "The interview has no such quote.", "quoteId"));
        else if (words.Withdrawn)
            refusals.Add(new Refusal(RefusalCode.WrongState, "The quote was withdrawn and can no longer be cited.", "quoteId"));
        if (interview.PersonaKey != Key)
            refusals.Add(new Refusal(RefusalCode.Validation,
                $"The interview was held with persona {interview.PersonaKey}; it is no evidence about {Key}.", "quoteId"));
        return Cite(claim, Citation.Of(interview.Id, quote, now), cited => cited.Quote == quote, refusals);
    }

    /// <summary>Cites a note of a field visit for a claim: observed, and so neither candid nor unprompted.</summary>
    /// <param name="insight">The claim.</param>
    /// <param name="visit">The visit.</param>
    /// <param name="note">One of its notes.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>The claim; citing the same note again changes nothing.</returns>
    public Result<Insight> Cite(InsightId insight, FieldVisit visit, FieldNoteId note, Instant now)
    {
        ArgumentNullException.ThrowIfNull(visit);
        var refusals = new List<Refusal>();
        var claim = StandingOrRefused(insight, refusals);
        if (visit.Notes.All(candidate => candidate.Id != note))
            refusals.Add(new Refusal(RefusalCode.NotFound, "The field visit has no such note.", "fieldNoteId"));
        return Cite(claim, Citation.Of(visit.Id, note, now), cited => cited.Note == note, refusals);
    }

    /// <summary>Takes a citation back, as one that was made by mistake.</summary>
    /// <param name="insight">The claim.</param>
    /// <param name="quote">The quote no longer cited; or null.</param>
    /// <param name="note">The field note no longer cited; or null.</param>
    /// <returns>The claim.</returns>
    public Result<Insight> Uncite(InsightId insight, QuoteId? quote, FieldNoteId? note)
    {
        var refusals = new List<Refusal>();
        var claim = StandingOrRefused(insight, refusals);
        if (refusals.Count > 0) return refusals;
        if (!claim!.Uncite(cited => (quote is not null && cited.Quote == quote) || (note is not null && cited.Note == note)))
            return new Refusal(RefusalCode.NotFound, "The claim does not cite this.");
        Version++;
        return claim;
    }

    /// <summary>What the persona rests on: each claim with its evidence, the grounding, and what keeps it from being validated.</summary>
    /// <param name="evidence">The interviews and field visits its claims cite.</param>
    /// <param name="policy">When a persona counts as validated; the default if null.</param>
    public PersonaReview Review(EvidenceBase evidence, ValidationPolicy? policy = null) =>
        new(this, evidence, policy ?? ValidationPolicy.Default);

    internal Insight? Standing(InsightKind kind, string statement) =>
        Claims.FirstOrDefault(claim => claim.Kind == kind && Wording.Same(claim.Statement, statement));

    private Result<Insight> Cite(Insight? claim, Citation citation, Func<Citation, bool> same, List<Refusal> refusals)
    {
        if (claim is { Citations.Count: >= MostInsights })
            refusals.Add(new Refusal(RefusalCode.Validation, $"A claim cites at most {MostInsights} pieces of evidence."));
        if (refusals.Count > 0) return refusals;
        if (claim!.Citations.Any(same)) return claim;
        claim.Cite(citation);
        Version++;
        return claim;
    }

    private Insight? StandingOrRefused(InsightId id, List<Refusal> refusals)
    {
        var claim = insights.Find(insight => insight.Id == id);
        if (claim is null) refusals.Add(new Refusal(RefusalCode.NotFound, $"Persona {Key} has no such claim.", "insightId"));
        else if (!claim.Stands) refusals.Add(new Refusal(RefusalCode.WrongState, $"The claim was retracted: {claim.RetractedBecause}", "insightId"));
        return claim;
    }

    private string Rings() => Wording.List([.. Audience.Rings().Select(ring => ring.InWords())]);
}
