using NodaTime;

namespace Alignment.Core.Personas;

public sealed partial class Persona
{
    /// <summary>A persona as a document describes it, every claim an assumption.</summary>
    /// <param name="imported">The persona as it was read.</param>
    /// <param name="now">The present instant.</param>
    public static Result<Persona> From(ImportedPersona imported, Instant now)
    {
        ArgumentNullException.ThrowIfNull(imported);
        if (!Define(imported.Key, imported.Name, imported.Audience, now, imported.Summary).TryGetValue(out var persona, out var refusals))
            return Result.Refused<Persona>(refusals);
        var adopted = persona.Adopt(imported, now);
        if (!adopted.Succeeded) return Result.Refused<Persona>(adopted.Refusals);
        persona.Version = 1;
        return persona;
    }

    /// <summary>Takes over what a document says of this persona. Claims it does not make stay, and so do retracted ones: a document does not
    /// bring a retracted claim back. Taking the same document over twice changes nothing.</summary>
    /// <param name="imported">The persona as it was read; with this persona's key.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>Whether anything changed.</returns>
    /// <exception cref="ArgumentException">It is another persona.</exception>
    public Result<bool> Adopt(ImportedPersona imported, Instant now)
    {
        ArgumentNullException.ThrowIfNull(imported);
        if (imported.Key != Key) throw new ArgumentException($"The document's persona is {imported.Key}, not {Key}.", nameof(imported));
        var unknown = imported.Claims.Where(claim => !insights.Exists(own => own.Kind == claim.Kind && Wording.Same(own.Statement, claim.Statement))).ToList();
        var refusals = unknown.Where(claim => !imported.Audience.Holds(claim.Kind))
            .Select(claim => new Refusal(RefusalCode.Validation, $"A persona of the {imported.Audience} audience holds no insight of kind {claim.Kind.InWords()}."))
            .ToList();
        if (insights.Count + unknown.Count > MostInsights)
            refusals.Add(new Refusal(RefusalCode.Validation, $"A persona holds at most {MostInsights} claims."));
        if (refusals.Count > 0) return refusals;
        var redefined = Redefine(imported.Name, imported.Audience, imported.Summary ?? Summary, JourneyKey);
        if (!redefined.Succeeded) return redefined;
        foreach (var claim in unknown) insights.Add(Insight.Claim(insights.Count + 1, claim.Kind, claim.Statement, now));
        if (unknown.Count > 0 && !redefined.Value) Version++;
        return redefined.Value || unknown.Count > 0;
    }
}
