namespace Alignment.Api.Import.Rows;

/// <summary>One record while it is read: its cells, what is wrong with it, and what was assumed about it.</summary>
/// <param name="row">The record.</param>
internal sealed class RowReading(CsvRow row)
{
    private List<string>? faults;
    private List<string>? notes;

    public CsvRow Row { get; } = row;

    /// <summary>Every reason why the record is rejected.</summary>
    public IReadOnlyList<string> Faults => faults ?? Row.Faults;

    /// <summary>What was assumed, for people to check.</summary>
    public IReadOnlyList<string> Notes => notes ?? [];

    public void Fault(string fault) => (faults ??= [.. Row.Faults]).Add(fault);

    public void Note(string note) => (notes ??= []).Add(note);
}
