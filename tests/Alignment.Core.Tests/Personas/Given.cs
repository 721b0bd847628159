using Alignment.Core.Personas;
using NodaTime;

namespace Alignment.Core.Tests.Personas;

/// <summary>People and interviews for the scenarios.</summary>
internal static class Given
{
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    public static readonly Attendee Ana = new("Ana", AttendeeFunction.Marketing);
    public static readonly Attendee Sam = new("Sam", AttendeeFunction.Sales);

    public static Persona Buyer(string key = "buyer") => Persona.Define(key, "The buyer", Audience.Prospect, Now).Value;

    public static Persona Rep() => Persona.Define("rep", "The rep", Audience.Sales, Now).Value;

    public static InterviewAccount Account(string interviewee = "Bea") => new()
    {
        Interviewee = interviewee,
        HeldAt = Now,
        Interviewer = Ana,
        Record = InterviewRecord.Recorded,
        SolutionRevealedAfter = Duration.FromMinutes(12),
    };

    public static Interview Interview(Persona persona, InterviewAccount? account = null, params QuotedWords[] said) =>
        Alignment.Core.Personas.Interview.Enter(persona, account ?? Account(), said.Length > 0 ? said : [Early, Late], Now).Value;

    public static QuotedWords Early { get; } = new(Duration.FromMinutes(3), "Nobody knew who was on call.");

    public static QuotedWords Late { get; } = new(Duration.FromMinutes(20), "Your tool would help.");
}
