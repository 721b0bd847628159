namespace Alignment.Core.Personas;

/// <summary>What an insight is about: the five rings of buying insight, goals and challenges, and the four rings of a sales persona.</summary>
public enum InsightKind
{
    /// <summary>What makes the buyer spend time, budget or political capital now, when others like them do not.</summary>
    PriorityInitiative,

    /// <summary>What the buyer expects to be better afterwards.</summary>
    SuccessFactor,

    /// <summary>What makes the buyer doubt this solution or its seller.</summary>
    PerceivedBarrier,

    /// <summary>What the buyer compares alternatives by.</summary>
    DecisionCriterion,

    /// <summary>Who takes part in the decision and what they do to reach it.</summary>
    BuyersJourney,

    /// <summary>What the person is trying to achieve.</summary>
    Goal,

    /// <summary>What stands in the way.</summary>
    Challenge,

    /// <summary>What sales must achieve, and by when: the number, this month.</summary>
    Imperative,

    /// <summary>What moves a salesperson to take something up.</summary>
    Motivator,

    /// <summary>What a salesperson says against yet another programme.</summary>
    Objection,

    /// <summary>How the salesperson is paid.</summary>
    Compensation,
}

/// <summary>Which kinds of insight belong to which persona.</summary>
public static class InsightKinds
{
    /// <summary>The five rings of buying insight, in the order in which they are asked about.</summary>
    public static IReadOnlyList<InsightKind> BuyerRings { get; } =
    [
        InsightKind.PriorityInitiative, InsightKind.SuccessFactor, InsightKind.PerceivedBarrier,
        InsightKind.DecisionCriterion, InsightKind.BuyersJourney,
    ];

    /// <summary>The four rings of a sales persona.</summary>
    public static IReadOnlyList<InsightKind> SalesRings { get; } =
        [InsightKind.Imperative, InsightKind.Motivator, InsightKind.Objection, InsightKind.Compensation];

    /// <summary>The rings a persona needs before it is validated.</summary>
    /// <param name="audience">The persona's audience.</param>
    public static IReadOnlyList<InsightKind> Rings(this Audience audience) => audience == Audience.Sales ? SalesRings : BuyerRings;

    /// <summary>Whether a persona of this audience can hold an insight of this kind: its own rings, and goals and challenges.</summary>
    /// <param name="audience">The persona's audience.</param>
    /// <param name="kind">The kind of insight.</param>
    public static bool Holds(this Audience audience, InsightKind kind) =>
        kind is InsightKind.Goal or InsightKind.Challenge || audience.Rings().Contains(kind);

    /// <summary>The kind in words, such as "Priority initiative".</summary>
    /// <param name="kind">The kind of insight.</param>
    public static string InWords(this InsightKind kind) => kind switch
    {
        InsightKind.PriorityInitiative => "Priority initiative",
        InsightKind.SuccessFactor => "Success factor",
        InsightKind.PerceivedBarrier => "Perceived barrier",
        InsightKind.DecisionCriterion => "Decision criterion",
        InsightKind.BuyersJourney => "Buyer's journey",
        _ => kind.ToString(),
    };
}
