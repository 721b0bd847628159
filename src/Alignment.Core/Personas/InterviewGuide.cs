using System.Text;

namespace Alignment.Core.Personas;

/// <summary>A guide for the next interview, made from what a persona lacks: open questions first, the weakest ring first among them, the
/// solution last.</summary>
public static class InterviewGuide
{
    /// <summary>The guide, as Markdown.</summary>
    /// <param name="review">What the persona rests on now.</param>
    public static string Markdown(PersonaReview review)
    {
        ArgumentNullException.ThrowIfNull(review);
        var ofSales = review.Persona.Audience == Audience.Sales;
        var guide = new StringBuilder();
        guide.Append("# Interview guide: ").AppendLine(OneLine(review.Persona.Name)).AppendLine();
        Before(guide, ofSales);
        Gaps(guide, review);
        guide.AppendLine("## Open questions (about ten minutes)").AppendLine();
        guide.AppendLine("Name neither the solution nor its seller. Ask, wait, and ask \"what happened then?\" rather than the next question.").AppendLine();
        guide.Append("1. ").AppendLine(ofSales ? "Walk me through your last month." : "Take me back to the day when you first thought something had to change. What happened?");
        var number = 2;
        foreach (var ring in ByNeed(review))
            foreach (var question in Questions(ring))
                guide.Append(number++).Append(". ").AppendLine(question);
        guide.Append(number).AppendLine(". What have I not asked that I should have?").AppendLine();
        Solution(guide, ofSales);
        After(guide);
        return guide.ToString();
    }

    /// <summary>The rings of a persona, the one that lacks most interviews first, in the order of asking among equals.</summary>
    /// <param name="review">What the persona rests on now.</param>
    public static IReadOnlyList<InsightKind> ByNeed(PersonaReview review)
    {
        ArgumentNullException.ThrowIfNull(review);
        return [.. review.Persona.Audience.Rings().OrderByDescending(review.InterviewsNeeded)];
    }

    private static void Before(StringBuilder guide, bool ofSales)
    {
        guide.AppendLine("## Before you start").AppendLine();
        guide.AppendLine("- [ ] Marketing or research leads.");
        guide.AppendLine(ofSales ? "- [ ] Nobody else from sales is in the room, a manager least of all." : "- [ ] Nobody from sales is in the room.");
        guide.AppendLine("- [ ] It is recorded, with consent; or somebody beside the interviewer takes notes.");
        guide.AppendLine("- [ ] You can tell the time: quotes carry it.").AppendLine();
    }

    private static void Gaps(StringBuilder guide, PersonaReview review)
    {
        guide.AppendLine("## What we do not know yet").AppendLine();
        if (review.Missing.Count == 0) guide.AppendLine("Every ring is confirmed. Listen for what contradicts it.");
        foreach (var lack in review.Missing) guide.Append("- ").AppendLine(OneLine(lack));
        foreach (var assumption in review.Insights.Where(insight => insight.Assumption))
            guide.Append("- Assumed (").Append(assumption.Insight.Kind.InWords().ToLowerInvariant()).Append("): \"")
                .Append(OneLine(assumption.Insight.Statement)).AppendLine("\". Do not say it; hear whether they do.");
        guide.AppendLine();
    }

    private static void Solution(StringBuilder guide, bool ofSales)
    {
        guide.AppendLine("## Last: the solution").AppendLine();
        guide.AppendLine("Write down the time at which it is first named: ____ . Words from here on are prompted and weigh less.").AppendLine();
        guide.Append("1. ").AppendLine(ofSales ? "We think of starting this programme. What would you say to it?" : "What did you think when you first heard of us?");
        guide.Append("2. ").AppendLine(ofSales ? "When in your week would you use it?" : "What nearly kept you from going on with us?").AppendLine();
    }

    private static void After(StringBuilder guide)
    {
        guide.AppendLine("## Afterwards").AppendLine();
        guide.AppendLine("- [ ] Enter who was there, how it was put on record, and when the solution was named.");
        guide.AppendLine("- [ ] Bring the transcript in and pick quotes, verbatim, with their times.");
    }

    private static string[] Questions(InsightKind ring) => ring switch
    {
        InsightKind.PriorityInitiative => ["Why then, and not a year earlier?", "What else was waiting for the same money and people?"],
        InsightKind.SuccessFactor => ["What did you expect to be different afterwards?", "Who would notice, and how?"],
        InsightKind.PerceivedBarrier => ["What made you hesitate?", "Who was against it, and what did they say?"],
        InsightKind.DecisionCriterion => ["What did you compare, and by what?", "What did you leave out early, and why?"],
        InsightKind.BuyersJourney => ["Who took part, from the first thought to the signature?", "Where did you look for answers, and whom did you believe?"],
        InsightKind.Imperative => ["What must you have achieved when this month ends?", "What happens if you have not?"],
        InsightKind.Motivator => ["Which change of the last years did you take up gladly? What made it so?"],
        InsightKind.Objection => ["Think of the last programme you were asked to join. What did you and the others say about it?"],
        InsightKind.Compensation => ["How are you paid, and what does that make you do on a Friday afternoon?"],
        _ => [],
    };

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
