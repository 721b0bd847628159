using NodaTime;

namespace Alignment.Core.Personas;

/// <summary>What an interview was put on record with.</summary>
public enum InterviewRecord
{
    /// <summary>Audio or video.</summary>
    Recorded,

    /// <summary>Somebody beside the interviewer took notes.</summary>
    NoteTaker,

    /// <summary>Nothing but memory.</summary>
    None,
}

/// <summary>How an interview was held.</summary>
public sealed record InterviewAccount
{
    /// <summary>Who was interviewed; 1 to 200 characters. Personal data.</summary>
    public required string Interviewee { get; init; }

    /// <summary>When it began.</summary>
    public required Instant HeldAt { get; init; }

    /// <summary>Who led it.</summary>
    public required Attendee Interviewer { get; init; }

    /// <summary>Who else was in the room; the interviewee and the interviewer may be among them.</summary>
    public IReadOnlyList<Attendee> Attendees { get; init; } = [];

    /// <summary>What it was put on record with.</summary>
    public required InterviewRecord Record { get; init; }

    /// <summary>How far into the interview the solution was first named; null if it never was.</summary>
    public Duration? SolutionRevealedAfter { get; init; }

    internal void Check(List<Refusal> refusals)
    {
        Wording.Require(Interviewee, Wording.LongestName, "The interviewee", refusals, "interviewee");
        Wording.Require(Interviewer.Name, Wording.LongestName, "The interviewer's name", refusals, "interviewer", "name");
        for (var index = 0; index < Attendees.Count; index++)
            Wording.Require(Attendees[index].Name, Wording.LongestName, "An attendee's name", refusals, "attendees", $"{index}", "name");
        if (Attendees.Count > 100)
            refusals.Add(new Refusal(RefusalCode.Validation, "An interview lists at most 100 attendees.", "attendees"));
        if (SolutionRevealedAfter is { } revealed && revealed < Duration.Zero)
            refusals.Add(new Refusal(RefusalCode.Validation, "The solution cannot be revealed before the interview begins.", "solutionRevealedAfter"));
        if (SolutionRevealedAfter > Interview.Longest)
            refusals.Add(new Refusal(RefusalCode.Validation, "An interview lasts at most a day.", "solutionRevealedAfter"));
    }
}
