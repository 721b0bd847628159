namespace Alignment.Api.Tests.Contract;

/// <summary>Where the host still differs from the contract. Each list may only shrink: a test fails when an entry is no longer true.</summary>
internal static class ContractGaps
{
    /// <summary>What is not served yet; members and arguments of an entry go with it.</summary>
    public static IReadOnlySet<string> NotServed { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        // Enablement
        "Query.salesClaims", "Query.program", "Query.advisoryBoard",
        "Mutation.submitSalesClaim", "Mutation.answerSalesClaim", "Mutation.planProgram", "Mutation.startWave", "Mutation.conveneAdvisoryBoard",
        "SalesClaim", "Interpretation", "StageShare", "SalesClaimAnswer", "AnswerKind", "KnowledgeTransferProgram", "Readiness", "Blocker", "BlockerKind",
        "Wave", "ProgramEffect", "AdvisoryBoard", "BoardSession",

        // Scorecard
        "Query.scorecard", "Mutation.makeCommitment", "Scorecard", "CommitmentRecord", "TrustReading", "ScorecardWeek",

        // Personal data and sign-in
        "Mutation.exportSubject", "Mutation.eraseSubject", "Query.whoAmI", "Viewer",
    };

    /// <summary>What may be null where the contract has it otherwise, or the reverse; docs/decisions/0004-nullability.md says why.</summary>
    public static IReadOnlySet<string> OtherNullability { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "Query.leads", "Query.personas", "Query.salesReps", "Query.leadDefinitions", "Query.contentAssets",
        "CriterionResult.note", "StoryBreak.stage", "StoryStep.stage", "Money.currency",
    };
}
