using System.Text.Json;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Personas;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Samples;

/// <summary>The buyers and the salespeople of the sample company.</summary>
internal static class SamplePeople
{
    public static List<Persona> Personas(Instant at)
    {
        using var document = JsonDocument.Parse(SampleFiles.Text("personas.json"));
        var personas = new List<Persona>();
        foreach (var one in document.RootElement.EnumerateArray())
        {
            var audience = Word<Audience>(one, "audience");
            var persona = Persona.Define(Text(one, "key"), Text(one, "name"), audience, at, Text(one, "summary")).Value;
            foreach (var insight in one.GetProperty("insights").EnumerateArray())
                _ = persona.Claim(Word<InsightKind>(insight, "kind"), Text(insight, "statement"), at).Value;
            personas.Add(persona);
        }

        return personas;
    }

    public static List<SalesRep> Reps()
    {
        using var document = JsonDocument.Parse(SampleFiles.Text("reps.json"));
        return [.. document.RootElement.EnumerateArray().Select(rep => SalesRep.Define(
            Text(rep, "key"),
            Text(rep, "name"),
            Text(rep, "timeZone"),
            rep.GetProperty("workingHours").EnumerateArray().SelectMany(Hours).ToList(),
            rep.GetProperty("holidays").EnumerateArray().Select(day => LocalDatePattern.Iso.Parse(day.GetString()!).Value).ToList(),
            Word<AdopterCategory>(rep, "adopter")).Value)];
    }

    private static IReadOnlyList<WorkingHours> Hours(JsonElement hours) => WorkingHours.On(
        Time(hours, "from"),
        Time(hours, "to"),
        [.. hours.GetProperty("days").EnumerateArray().Select(day => Enum.Parse<IsoDayOfWeek>(day.GetString()!, ignoreCase: true))]);

    private static LocalTime Time(JsonElement hours, string name) =>
        LocalTimePattern.CreateWithInvariantCulture("HH':'mm").Parse(Text(hours, name)).Value;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>A word of a list, as GraphQL writes it.</summary>
    internal static TWord Word<TWord>(JsonElement element, string name)
        where TWord : struct, Enum =>
        Enum.Parse<TWord>(Text(element, name).Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
