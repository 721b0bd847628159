using NodaTime;

namespace Alignment.Core.Personas;

public sealed partial class Interview
{
    /// <summary>The open phase below which an interview is advised to ask open questions for longer.</summary>
    public static Duration AdvisedOpenPhase { get; } = Duration.FromMinutes(10);

    /// <summary>Whether the interviewee could speak freely: no rule was broken.</summary>
    public bool Candid => NotCandidBecause.Count == 0;

    /// <summary>Every rule that was broken, in words; empty for a candid interview.</summary>
    public IReadOnlyList<string> NotCandidBecause
    {
        get
        {
            var breaches = new List<string>();
            if (Interviewer.Function is not (AttendeeFunction.Marketing or AttendeeFunction.Research))
                breaches.Add($"It was led by {Interviewer}; marketing or research leads an interview.");
            var sales = SalesInTheRoom();
            if (sales.Count > 0)
                breaches.Add(Audience == Audience.Sales
                    ? $"Others from sales were in the room beside the interviewee: {Wording.List(sales)}."
                    : $"Sales was in the room: {Wording.List(sales)}.");
            if (Record == InterviewRecord.None)
                breaches.Add("It was neither recorded nor was there a note-taker.");
            else if (Record == InterviewRecord.NoteTaker && !SomebodyCouldTakeNotes())
                breaches.Add("Nobody beside the interviewer was there to take the notes.");
            return breaches;
        }
    }

    /// <summary>How long open questions were asked before the solution was revealed; null if it never was.</summary>
    public Duration? OpenPhase => SolutionRevealedAfter;

    /// <summary>What would make the next interview better; none of it a breach.</summary>
    public IReadOnlyList<string> Advice
    {
        get
        {
            if (OpenPhase is not { } open || open >= AdvisedOpenPhase) return [];
            return [$"The solution was named after {Minutes(open)}; ask open questions for about ten minutes first."];
        }
    }

    /// <summary>Whether the words were said before the solution was revealed.</summary>
    /// <param name="quote">A quote of this interview.</param>
    public bool Unprompted(Quote quote)
    {
        ArgumentNullException.ThrowIfNull(quote);
        return SolutionRevealedAfter is not { } revealed || quote.At < revealed;
    }

    private List<string> SalesInTheRoom()
    {
        var sales = attendees.Where(attendee => attendee.Function == AttendeeFunction.Sales).ToList();
        if (Interviewer.Function == AttendeeFunction.Sales && !sales.Exists(IsInterviewer)) sales.Insert(0, Interviewer);

        // A salesperson interviewed for a sales persona may be listed among those present, once.
        if (Audience == Audience.Sales && sales.FindIndex(attendee => IsInterviewee(attendee) && !IsInterviewer(attendee)) is >= 0 and var own)
            sales.RemoveAt(own);
        return [.. sales.Select(attendee => attendee.Name)];
    }

    private bool SomebodyCouldTakeNotes() => attendees.Exists(attendee => !IsInterviewer(attendee) && !IsInterviewee(attendee));

    private bool IsInterviewer(Attendee attendee) => Wording.Same(attendee.Name, Interviewer.Name);

    private bool IsInterviewee(Attendee attendee) => Wording.Same(attendee.Name, Interviewee);

    private static string Minutes(Duration duration) =>
        duration < Duration.FromMinutes(1) ? "less than a minute" : Wording.Count((int)duration.TotalMinutes, "minute", "minutes");
}
