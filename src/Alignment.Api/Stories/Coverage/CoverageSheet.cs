using System.Globalization;
using Alignment.Api.Data;
using Alignment.Core.Journeys;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Stories.Coverage;

/// <summary>The coverage matrix for people: personas by name, those on one journey together, and every gap in words.</summary>
/// <param name="Coverage">The matrix.</param>
/// <param name="Names">What personas are called, by key.</param>
internal sealed record CoverageSheet(StoryCoverage Coverage, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>Personas whose journeys have the same stages, each with its cells in the order of the stages.</summary>
    public IEnumerable<(IReadOnlyList<BuyingStage> Stages, IReadOnlyList<(string Persona, IReadOnlyList<CoverageCell> Cells)> Rows)> Tables =>
        Coverage.Cells.GroupBy(cell => cell.PersonaKey, StringComparer.Ordinal)
            .Select(row => (Persona: Names[row.Key], Cells: (IReadOnlyList<CoverageCell>)[.. row]))
            .GroupBy(row => string.Join('\n', row.Cells.Select(cell => $"{cell.Stage.Key}\t{cell.Stage.Name}")), StringComparer.Ordinal)
            .Select(table => ((IReadOnlyList<BuyingStage>)[.. table.First().Cells.Select(cell => cell.Stage)], (IReadOnlyList<(string, IReadOnlyList<CoverageCell>)>)[.. table]));

    /// <summary>How much of what buyers ask has an answer.</summary>
    public string Summary => Coverage.Cells.Count == 0
        ? "There is no persona yet to tell a story to."
        : Invariant($"{Coverage.Cells.Sum(cell => cell.Answered)} of {Coverage.Cells.Sum(cell => cell.Questions)} questions have an answer; something is missing in {Coverage.Gaps.Count} of {Coverage.Cells.Count} cells.");

    /// <summary>A gap, in a sentence.</summary>
    public string Gap(CoverageCell cell) => Invariant($"{Names[cell.PersonaKey]} at {cell.Stage.Name}: {Lack(cell)}{(cell.Leads == 0 ? "" : cell.Leads == 1 ? "; 1 lead stands there" : $"; {cell.Leads} leads stand there")}.");

    /// <summary>What is missing in a cell; empty where nothing is.</summary>
    public static string Lack(CoverageCell cell) => !cell.IsGap ? ""
        : cell.Assets == 0 ? "nothing at all"
        : cell.OnlyAboutUs ? "only content about us"
        : $"no answer to {string.Join(", ", cell.Unanswered.Select(question => $"\"{question}\""))}";

    /// <summary>Reads the matrix.</summary>
    /// <exception cref="WrongInputException">There is no such journey.</exception>
    public static async Task<CoverageSheet> ReadAsync(AlignmentContext context, string? journeyKey, CancellationToken cancel)
    {
        if (journeyKey is not null)
        {
            var known = (await Journeys.JourneyCatalog.ReadAsync(context, cancel)).ByKey;
            if (!known.ContainsKey(journeyKey)) throw new WrongInputException($"--journey: there is no journey \"{journeyKey}\"; there are {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}.");
        }

        var coverage = await CoverageReader.ReadAsync(context, journeyKey, cancel);
        return new(coverage, await context.Personas.ToDictionaryAsync(persona => persona.Key, persona => persona.Name, StringComparer.Ordinal, cancel));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
