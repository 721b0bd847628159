using Alignment.Core.Personas;
using Alignment.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Alignment.Core.Tests.Personas;

public sealed class EvidencePropertyTests
{
    private static readonly Attendee[] People =
    [
        Given.Ana, Given.Sam, new("Sue", AttendeeFunction.Sales), new("Rex", AttendeeFunction.Research), new("Bea", AttendeeFunction.Sales),
    ];

    [Fact]
    public void WhenEditsComeInAnyOrder_ThenAnInterviewWithSalesInTheRoomGroundsNothing() =>
        Check.One(Trials.Of(300), Prop.ForAll<byte[]>(tape =>
        {
            var edits = new Edits(tape);
            edits.Run();
        }));

    /// <summary>A persona and its interviews under edits that a tape of bytes decides.</summary>
    private sealed class Edits(byte[] tape)
    {
        private readonly Persona persona = Given.Buyer();
        private readonly List<Interview> interviews = [];
        private int position;

        public void Run()
        {
            interviews.Add(Given.Interview(persona));
            persona.Claim(InsightKind.Goal, "First", Given.Now);
            while (position < tape.Length)
            {
                Step();
                Verify();
            }
        }

        private void Step()
        {
            var insight = persona.Insights[Next(persona.Insights.Count)].Id;
            var interview = interviews[Next(interviews.Count)];
            var quote = interview.Quotes[Next(interview.Quotes.Count)].Id;
            switch (Next(9))
            {
                case 0: interviews.Add(Given.Interview(persona, Account())); break;
                case 1: interview.Correct(Account(), "because", "Ana", Given.Now); break;
                case 2 or 3 or 4: persona.Cite(insight, interview, quote, Given.Now); break;
                case 5: persona.Uncite(insight, quote, null); break;
                case 6: interview.WithdrawQuote(quote, "because", "Ana", Given.Now); break;
                case 7: persona.Redefine("P", (Audience)Next(6), null, null); break;
                default:
                    if (persona.Insights.Count < 6) persona.Claim(InsightKind.Challenge, $"Claim {position}", Given.Now);
                    else persona.Retract(insight, "because", "Ana", Given.Now);
                    break;
            }
        }

        private InterviewAccount Account() => Given.Account(Next(2) == 0 ? "Bea" : "Bob") with
        {
            Interviewer = People[Next(People.Length)],
            Attendees = [.. People.Where(_ => Next(4) == 0)],
            Record = (InterviewRecord)Next(3),
            SolutionRevealedAfter = Next(2) == 0 ? null : Duration.FromMinutes(Next(30)),
        };

        private void Verify()
        {
            var review = persona.Review(new EvidenceBase(interviews));
            foreach (var insight in review.Insights.Where(insight => insight.Grounded || insight.ConfirmedBy > 0))
            {
                Assert.Contains(insight.Insight.Citations, citation => MayGround(interviews.Single(interview => interview.Id == citation.Interview)));
                Assert.True(insight.ConfirmedBy <= insight.Insight.Citations
                    .Select(citation => interviews.Single(interview => interview.Id == citation.Interview))
                    .Where(MayGround).Select(interview => interview.Interviewee).Distinct().Count());
            }
        }

        /// <summary>The rules once more, written down in the plainest way.</summary>
        private bool MayGround(Interview interview)
        {
            var others = interview.Attendees.Append(interview.Interviewer).Where(person => person.Function == AttendeeFunction.Sales).ToList();
            if (interview.Audience == Audience.Sales) others = [.. others.Where(person => person.Name != interview.Interviewee)];
            return others.Count == 0
                && interview.Interviewer.Function is AttendeeFunction.Marketing or AttendeeFunction.Research
                && interview.Record != InterviewRecord.None
                && (persona.Audience == Audience.Sales) == (interview.Audience == Audience.Sales);
        }

        private int Next(int below) => position < tape.Length ? tape[position++] % below : 0;
    }
}
