using System.Text.Json;
using Alignment.Core.Leads.Definitions;
using Alignment.Testing;
using NodaTime.Text;

namespace Alignment.Core.Tests.Leads.Assessments;

/// <summary>The worked cases that fix the meaning of a definition; crafted edges first, then generated ones.</summary>
public class WorkedCases
{
    private const double Tolerance = 1e-6;

    public static TheoryData<int, string> Ours() => Cases(OurFile);

    public static TheoryData<int, string> Shared() => File.Exists(SharedFile) ? Cases(SharedFile) : new() { { -1, "absent" } };

    [Theory]
    [MemberData(nameof(Ours))]
    public void WhenAWorkedCaseIsAssessed_ThenTheAnswerIsTheAgreedOne(int index, string why) => Check(OurFile, index, why);

    [SharedDataTheory("design", "vectors", "assessments.json")]
    [MemberData(nameof(Shared))]
    public void WhenASharedCaseIsAssessed_ThenTheAnswerIsTheAgreedOne(int index, string why) => Check(SharedFile, index, why);

    private static string OurFile => Repository.PathTo("tests", "Alignment.Core.Tests", "Leads", "Assessments", "worked-cases.json");

    private static string SharedFile => Repository.PathToShared("design", "vectors", "assessments.json");

    private static TheoryData<int, string> Cases(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var data = new TheoryData<int, string>();
        foreach (var (worked, index) in document.RootElement.GetProperty("cases").EnumerateArray().Select((c, i) => (c, i)))
            data.Add(index, worked.GetProperty("why").GetString()!);
        return data;
    }

    private static void Check(string file, int index, string why)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var worked = document.RootElement.GetProperty("cases")[index];
        Assert.Equal(why, worked.GetProperty("why").GetString());
        var definition = LeadDefinition.Parse(worked.GetProperty("definition").GetRawText(), Alignment.Core.Journeys.Journey.Default).Value;
        Assert.Equal(definition, LeadDefinition.Parse(definition.ToJson()).Value);
        var assessor = definition.Compile();
        var facts = FactsJson.Lead(worked.GetProperty("lead"));
        var asOf = FactsJson.InstantOf(worked.GetProperty("asOf"));
        var expected = worked.GetProperty("expect");

        var assessment = assessor.Assess(facts, asOf);

        Assert.Equal(expected.GetProperty("decision").GetString(), assessment.Decision.ToString(), ignoreCase: true);
        Assert.Equal(expected.GetProperty("total").GetDouble(), assessment.Total, Tolerance);
        Assert.Equal(expected.GetProperty("fit").GetDouble(), assessment.Fit, Tolerance);
        Assert.Equal(expected.GetProperty("interest").GetDouble(), assessment.Interest, Tolerance);
        Assert.Equal(expected.GetProperty("unmet").EnumerateArray().Select(u => u.GetString()), assessment.Unmet);
        foreach (var result in assessment.Criteria)
        {
            Assert.Equal(expected.GetProperty("points").GetProperty(result.Key).GetDouble(), result.Points, Tolerance);
            Assert.False(string.IsNullOrWhiteSpace(result.Note));
        }

        Assert.Equal(assessment.Criteria.Sum(c => c.Points), assessment.Total, 1e-9);
        Assert.Equal(expected.GetProperty("stage").GetString(), assessor.StagesFor(facts.PersonaKey).Read(facts, asOf).Stage.Key);
        Assert.Equal(
            expected.GetProperty("nextChangeAt").GetString(),
            assessment.NextChange() is { } at ? InstantPattern.ExtendedIso.Format(at) : null);
    }
}
