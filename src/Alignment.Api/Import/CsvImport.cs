using Alignment.Api.Data;
using Alignment.Api.Import.Kinds;
using Alignment.Api.Import.Rows;
using Alignment.Api.Leads;
using Alignment.Core;
using NodaTime;

namespace Alignment.Api.Import;

/// <summary>
/// Brings one file in: a first pass finds, of rows about the same thing, the last; a second takes the rows in, some thousands in a
/// transaction (all in one under <c>--strict</c>). Run again after it was stopped anywhere, it ends where one clean run would have.
/// </summary>
internal sealed class CsvImport<TRow>(AlignmentStore store, IClock clock, ImportKind<TRow> kind, FileInfo path, IImportProgress progress) : IDisposable
{
    private const int BatchSize = 10_000;
    private readonly FileIndex index = new();
    private RejectedRows? rejected;

    /// <param name="strict">Whether a single rejection makes it write nothing.</param>
    /// <param name="cancel">Stops after the rows of the present transaction.</param>
    /// <exception cref="WrongInputException">The file cannot be read or does not fit the map.</exception>
    public async Task<ImportSummary> RunAsync(bool strict, CancellationToken cancel)
    {
        if (kind.Format.Source is null) throw new WrongInputException("The map has no \"source\": name the system that the rows come from.");
        if (kind.MayRepeat) await FindLastLinesAsync(cancel);
        using var file = Open();
        using (rejected = new RejectedRows(path, file.Header, kind.Format.Delimiter))
        {
            rejected.Clear();
            var summary = strict ? await TakeAllAsync(cancel) : await TakeInBatchesAsync(file, cancel);
            summary.RejectedFile = rejected.Path;
            return summary;
        }
    }

    public void Dispose() => index.Dispose();

    private CsvFile Open()
    {
        var file = CsvFile.Open(path, kind.Format.Delimiter);
        kind.Bind(file);
        return file;
    }

    private async Task FindLastLinesAsync(CancellationToken cancel)
    {
        using var file = Open();
        progress.Report("checking", 1, 0, file.Length);
        await foreach (var part in Keys(file).InPartsAsync(BatchSize, cancel))
        {
            foreach (var (key, line, _) in part)
                if (key is not null) index.Put(key, line);
            progress.Report("checking", part[^1].Line, part[^1].Offset, file.Length);
        }
    }

    private IEnumerable<(string? Key, long Line, long Offset)> Keys(CsvFile file)
    {
        foreach (var reading in file.Rows().Select(row => new RowReading(row)))
            yield return (TryRead(reading, out var row) ? kind.KeyOf(row) : null, reading.Row.Line, file.Offset);
    }

    private async Task<ImportSummary> TakeInBatchesAsync(CsvFile file, CancellationToken cancel)
    {
        var summary = new ImportSummary();
        progress.Report("importing", 1, 0, file.Length);
        var batches = 0;
        await foreach (var batch in Read(file).InPartsAsync(BatchSize, cancel))
        {
            batches++;
            var rows = batch.Where(item => item.IsTaken).Select(item => item.Row!).ToList();
            var results = rows.Count == 0 ? []
                : await store.WriteAsync((context, token) => TakeAsync(context, rows, batches, token), cancel);
            Tell(batch, results, summary);
            progress.Report("importing", batch[^1].Reading.Row.Line, batch[^1].Offset, file.Length);
        }

        return summary;
    }

    // The unit of work may be run again from its start, and so reads the file itself.
    private async Task<ImportSummary> TakeAllAsync(CancellationToken cancel)
    {
        var summary = new ImportSummary();
        try
        {
            await store.WriteAsync(
                async (context, token) =>
                {
                    summary = new ImportSummary();
                    rejected!.Clear();
                    index.ForgetOccurrences();
                    using var file = Open();
                    progress.Report("importing", 1, 0, file.Length);
                    var batches = 0;
                    await foreach (var batch in Read(file).InPartsAsync(BatchSize, token))
                    {
                        batches++;
                        var rows = batch.Where(item => item.IsTaken).Select(item => item.Row!).ToList();
                        Tell(batch, rows.Count == 0 ? [] : await TakeAsync(context, rows, batches, token), summary);
                        context.ChangeTracker.Clear();
                        progress.Report("importing", batch[^1].Reading.Row.Line, batch[^1].Offset, file.Length);
                    }

                    if (summary[RowEffect.Rejected] > 0) throw new NothingIsWrittenException();
                },
                cancel);
        }
        catch (NothingIsWrittenException)
        {
            progress.Say("Nothing was written, since rows were rejected under --strict.");
        }

        return summary;
    }

    private async Task<IReadOnlyList<RowResult>> TakeAsync(AlignmentContext context, List<TRow> rows, int batches, CancellationToken cancel)
    {
        var results = await kind.TakeAsync(context, rows, clock.GetCurrentInstant(), cancel);
        await PlannerStatistics.RenewAsync(context, batches, cancel);
        return results;
    }

    private IEnumerable<Item> Read(CsvFile file)
    {
        foreach (var reading in file.Rows().Select(row => new RowReading(row)))
        {
            if (!TryRead(reading, out var row)) yield return new Item(reading, default, IsTaken: false, file.Offset);
            else if (kind.KeyOf(row) is { } key) yield return new Item(reading, row, index.IsLast(key, reading.Row.Line), file.Offset);
            else if (kind.LikenessOf(row) is { } likeness) yield return new Item(reading, kind.AsOccurrence(row, index.Count(likeness)), IsTaken: true, file.Offset);
            else yield return new Item(reading, row, IsTaken: true, file.Offset);
        }
    }

    private bool TryRead(RowReading reading, out TRow row)
    {
        row = default!;
        if (reading.Faults.Count > 0) return false;
        row = kind.Read(reading);
        if (reading.Faults.Count > 0) return false;
        foreach (var fault in kind.Faults(row) ?? []) reading.Fault(Sentence(fault));
        return reading.Faults.Count == 0;
    }

    private void Tell(Item[] batch, IReadOnlyList<RowResult> results, ImportSummary summary)
    {
        var taken = 0;
        foreach (var (reading, _, isTaken, _) in batch)
        {
            var result = isTaken ? results[taken++] : null;
            var effect = result?.Effect ?? (reading.Faults.Count > 0 ? RowEffect.Rejected : RowEffect.Unchanged);
            summary.Add(effect);
            if (effect == RowEffect.Rejected) rejected!.Add(reading.Row, result is null ? reading.Faults : result.Refusals.Select(Sentence));
            else foreach (var note in reading.Notes) progress.Note(reading.Row.Line, note);
        }

        rejected!.Flush();
    }

    private static string Sentence(Refusal refusal) =>
        refusal.Path.Count == 0 ? refusal.Message : $"{string.Join('.', refusal.Path)}: {refusal.Message}";

    private readonly record struct Item(RowReading Reading, TRow? Row, bool IsTaken, long Offset);

    private sealed class NothingIsWrittenException : Exception;
}
