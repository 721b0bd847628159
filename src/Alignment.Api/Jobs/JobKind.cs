namespace Alignment.Api.Jobs;

/// <summary>What a job does.</summary>
public enum JobKind
{
    /// <summary>Looks at every lead anew, because the agreement changed.</summary>
    Reassessment,

    /// <summary>Runs a definition against the store's history.</summary>
    Backtest,

    /// <summary>Runs two definitions against the store's history, side by side.</summary>
    Comparison,

    /// <summary>Proposes a definition from the store's history.</summary>
    Suggestion,

    /// <summary>Counts what a definition would change for the leads of today.</summary>
    DraftImpact,
}

/// <summary>How far a job has come.</summary>
public enum JobState
{
    /// <summary>Asked for; nobody has begun.</summary>
    Asked,

    /// <summary>A host is at it, or was when it stopped: another takes it over where it was left.</summary>
    Running,

    /// <summary>Done; the result is there.</summary>
    Done,

    /// <summary>Given up after an error.</summary>
    Failed,

    /// <summary>Not wanted any more.</summary>
    Abandoned,
}
