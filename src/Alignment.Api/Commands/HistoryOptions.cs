using System.CommandLine;
using Alignment.Api.Import.Histories;
using Alignment.Api.Import.Maps;
using Alignment.Core;
using Alignment.Core.Journeys;
using Alignment.Core.Leads.Definitions;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Commands;

/// <summary>The options by which commands without a store take leads with their histories, and a definition to judge them by.</summary>
internal sealed class HistoryOptions
{
    private readonly Option<FileInfo> definition = File("--definition", "The lead definition, as JSON.");
    private readonly Option<FileInfo> leads = File("--leads", "The leads, as CSV.");
    private readonly Option<FileInfo> leadsMap = File("--leads-map", "Where the file of leads holds what.");
    private readonly Option<FileInfo> engagements = File("--engagements", "What the leads did, as CSV.");
    private readonly Option<FileInfo> engagementsMap = File("--engagements-map", "Where the file of engagements holds what.");
    private readonly Option<FileInfo> history = File("--history", "Past hand-offs, returns and recycles, as CSV with the columns lead, at and event (handedOff, returned, recycled).");
    private readonly Option<FileInfo> historyMap = File("--history-map", "Where the file of history holds what, if its columns have other names.");
    private readonly Option<FileInfo> journey = File("--journey", "The buyer's journey, as JSON; the one that ships otherwise.");

    public HistoryOptions() => (leads.Required, leadsMap.Required) = (true, true);

    public void AddTo(Command command)
    {
        foreach (var option in new[] { leads, leadsMap, engagements, engagementsMap, history, historyMap, journey }) command.Options.Add(option);
    }

    public void AddDefinitionTo(Command command)
    {
        definition.Required = true;
        command.Options.Add(definition);
    }

    public JourneysByPersona ReadJourneys(ParseResult parsed) => parsed.GetValue(journey) is { } file
        ? new JourneysByPersona(Read(file, Journey.Parse))
        : JourneysByPersona.Default;

    public LeadDefinition ReadDefinition(ParseResult parsed, JourneysByPersona journeys) => ReadDefinition(parsed.GetRequiredValue(definition), journeys);

    public static LeadDefinition ReadDefinition(FileInfo file, JourneysByPersona journeys) => Read(file, json => LeadDefinition.Parse(json, [.. journeys.All]));

    public HistoryFiles ReadFiles(ParseResult parsed)
    {
        if (parsed.GetValue(engagements) is null != parsed.GetValue(engagementsMap) is null)
            throw new WrongInputException("--engagements and --engagements-map go together.");
        return new HistoryFiles(
            (parsed.GetRequiredValue(leads), LeadMap.Read(parsed.GetRequiredValue(leadsMap))),
            parsed.GetValue(engagements) is { } log ? (log, EngagementMap.Read(parsed.GetRequiredValue(engagementsMap))) : null,
            parsed.GetValue(history) is { } past ? (past, parsed.GetValue(historyMap) is { } map ? HistoryMap.Read(map) : HistoryMap.Plain) : null);
    }

    /// <exception cref="WrongInputException">The text is no instant.</exception>
    public static Instant ReadInstant(string option, string text) =>
        OffsetDateTimePattern.ExtendedIso.Parse(text.Trim()) is { Success: true } parsed
            ? parsed.Value.ToInstant()
            : throw new WrongInputException($"{option} {text}: is not an instant such as 2026-03-01T12:00:00Z.");

    private static T Read<T>(FileInfo file, Func<string, Result<T>> parse)
    {
        string json;
        try
        {
            json = System.IO.File.ReadAllText(file.FullName);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new WrongInputException($"{file}: cannot be read: {unreadable.Message}");
        }

        return parse(json).TryGetValue(out var value, out var refusals) ? value
            : throw new WrongInputException([.. refusals.Select(refusal => $"{file}: {string.Join('.', refusal.Path)}: {refusal.Message}")]);
    }

    private static Option<FileInfo> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };
}
