namespace Alignment.Api.Import.Rows;

/// <summary>A record of a CSV file.</summary>
/// <param name="Line">The line it starts on, from 1, every line counted.</param>
/// <param name="Cells">As many as the header has names, unless <paramref name="Faults"/> says otherwise.</param>
/// <param name="Faults">Why the record cannot be read; empty for a good one.</param>
internal sealed record CsvRow(long Line, string[] Cells, IReadOnlyList<string> Faults);
