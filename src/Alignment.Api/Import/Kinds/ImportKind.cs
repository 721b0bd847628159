using Alignment.Api.Data;
using Alignment.Api.Import.Maps;
using Alignment.Api.Import.Rows;
using Alignment.Api.Leads;
using Alignment.Core;
using NodaTime;

namespace Alignment.Api.Import.Kinds;

/// <summary>What there is to know of one kind of rows: how they are read off a file, told apart and taken in.</summary>
/// <typeparam name="TRow">A row, read.</typeparam>
internal abstract class ImportKind<TRow>(RowFormat format)
{
    private readonly List<string> faults = [];
    private CsvFile? file;

    public RowFormat Format { get; } = format;

    /// <summary>Binds the map to the columns of a file.</summary>
    /// <exception cref="WrongInputException">With every column that the file lacks.</exception>
    public void Bind(CsvFile file)
    {
        this.file = file;
        faults.Clear();
        BindCells();
        if (faults.Count > 0) throw new WrongInputException([.. faults]);
    }

    /// <summary>Whether rows have keys, of which the last counts.</summary>
    public virtual bool MayRepeat => true;

    /// <summary>Reads a row; what is wrong with it is said in <paramref name="reading"/>, and then the result is of no use.</summary>
    public abstract TRow Read(RowReading reading);

    /// <summary>Every fault that can be seen without the store; null when there is none.</summary>
    public abstract IReadOnlyList<Refusal>? Faults(TRow row);

    /// <summary>What the row is known by, where the last row of a file counts; null where every row does.</summary>
    public abstract string? KeyOf(TRow row);

    /// <summary>What a row without a key is known by, together with its position among equals; null for a row with a key.</summary>
    public virtual string? LikenessOf(TRow row) => null;

    /// <summary>The row as the n-th of its equals.</summary>
    public virtual TRow AsOccurrence(TRow row, int occurrence) => row;

    /// <summary>Takes rows in, within a unit of work.</summary>
    public abstract Task<IReadOnlyList<RowResult>> TakeAsync(AlignmentContext context, IReadOnlyList<TRow> rows, Instant now, CancellationToken cancel);

    protected abstract void BindCells();

    protected CellReader Cell(MapValue map) => CellReader.Bind(map, file!, Format.Missing, faults);

    protected CellReader? CellOrNone(MapValue? map) => map is null ? null : Cell(map);

    protected IReadOnlyList<(string Name, CellReader Cell)> Cells(IReadOnlyList<(string Name, MapValue Map)> maps) =>
        [.. maps.Select(value => (value.Name, Cell(value.Map)))];
}
