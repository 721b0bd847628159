using System.CommandLine;
using Alignment.Api.Import;
using Alignment.Api.Import.Histories;
using Alignment.Api.Import.Maps;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Backtests;
using NodaTime;

namespace Alignment.Api.Commands;

/// <summary>The options by which commands take leads of the past from files: their histories, and what became of them.</summary>
internal sealed class OutcomeOptions
{
    private readonly HistoryOptions histories = new();
    private readonly Option<FileInfo> outcomes = new("--outcomes") { Description = "What became of the leads, as CSV.", Required = true, HelpName = "FILE" };
    private readonly Option<FileInfo> outcomesMap = new("--outcomes-map") { Description = "Where the file of outcomes holds what.", Required = true, HelpName = "FILE" };
    private readonly Option<string> asOf = new("--as-of") { Description = "The end of the history: what happens after it does not exist. Now, if left out.", HelpName = "INSTANT" };

    public HistoryOptions Histories => histories;

    public void AddTo(Command command)
    {
        histories.AddTo(command);
        command.Options.Add(outcomes);
        command.Options.Add(outcomesMap);
        command.Options.Add(asOf);
    }

    /// <summary>The end of the history.</summary>
    public Instant ReadEnd(ParseResult parsed) => parsed.GetValue(asOf) is { } text
        ? HistoryOptions.ReadInstant("--as-of", text)
        : SystemClock.Instance.GetCurrentInstant();

    /// <summary>Opens the files; leads come with what became of them.</summary>
    /// <exception cref="WrongInputException">A file or map cannot be read.</exception>
    public HistoricLeads Open(ParseResult parsed) => new(histories.ReadFiles(parsed) with
    {
        Outcomes = (parsed.GetRequiredValue(outcomes), OutcomeMap.Read(parsed.GetRequiredValue(outcomesMap))),
    });
}

/// <summary>Leads of the past in files, one after another.</summary>
internal sealed class HistoricLeads : IDisposable
{
    private readonly LeadHistories histories;
    private readonly string? source;

    public HistoricLeads(HistoryFiles files)
    {
        histories = new LeadHistories(files);
        source = files.Leads.Map.Format.Source;
        HasTimes = files.Leads.Map.CreatedAt is not null;
    }

    /// <summary>Whether leads say when they came to be; without, nothing can be told of what was known when.</summary>
    public bool HasTimes { get; }

    /// <summary>What the files call the lead that was read last.</summary>
    public string Current { get; private set; } = "";

    /// <summary>Reads the leads once.</summary>
    public IEnumerable<HistoricLead> Read(Instant end, IImportProgress progress, CancellationToken cancel)
    {
        foreach (var part in histories.Read(end, progress, cancel))
        {
            foreach (var lead in part)
            {
                Current = lead.ExternalId;
                yield return new HistoricLead(lead.Facts, lead.Outcome is { } outcome ? new HistoricOutcome(outcome.Kind == OutcomeKind.Won, outcome.At) : null, source);
            }
        }
    }

    /// <summary>What was read and rejected, a line a file.</summary>
    public IEnumerable<string> Summary() => histories.Summary();

    public void Dispose() => histories.Dispose();
}
