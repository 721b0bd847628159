using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Alignment.Api.Import;

/// <summary>Tells people how far a long import is.</summary>
internal interface IImportProgress
{
    /// <param name="step">What is done now, such as "importing".</param>
    /// <param name="line">The line that was read last.</param>
    /// <param name="done">How much of <paramref name="total"/> is behind, in any unit.</param>
    /// <param name="total">All of it.</param>
    void Report(string step, long line, long done, long total);

    /// <summary>Says what was assumed about a line.</summary>
    void Note(long line, string note);

    /// <summary>Says something between.</summary>
    void Say(string text);
}

/// <summary>A line a step, and a step is a tenth of the file: for logs and pipes.</summary>
internal sealed class LineProgress(TextWriter writer) : IImportProgress
{
    private const int MostNotes = 20;
    private readonly Stopwatch watch = new();
    private string step = "";
    private long tenths;
    private long notes;

    public void Report(string step, long line, long done, long total)
    {
        if (step != this.step)
        {
            (this.step, tenths) = (step, 0);
            watch.Restart();
        }

        var reached = total == 0 ? 10 : done * 10 / total;
        if (reached <= tenths) return;
        tenths = reached;
        var seconds = watch.Elapsed.TotalSeconds;
        var rate = seconds > 0 ? line / seconds : 0;
        var left = reached > 0 ? seconds * (10 - reached) / reached : 0;
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step} {reached * 10}%: line {line}, {rate:0} lines/s, {left:0} s left"));
    }

    public void Note(long line, string note)
    {
        if (++notes <= MostNotes) writer.WriteLine($"line {line}: {note}");
        else if (notes == MostNotes + 1) writer.WriteLine("... and more like these");
    }

    public void Say(string text) => writer.WriteLine(text);
}

/// <summary>A bar with the rate and the time left: for terminals.</summary>
internal sealed class BarProgress(ProgressContext bars, IAnsiConsole console) : IImportProgress
{
    private readonly LineProgress notes = new(new ConsoleLines(console));
    private readonly Stopwatch watch = new();
    private ProgressTask? bar;
    private string step = "";

    public void Report(string step, long line, long done, long total)
    {
        if (step != this.step)
        {
            if (bar is not null) bar.Value = bar.MaxValue;
            this.step = step;
            bar = bars.AddTask(step, maxValue: Math.Max(1, total));
            watch.Restart();
        }

        bar!.Value = done;
        bar.Description = string.Create(CultureInfo.InvariantCulture, $"{step} {line} lines, {line / Math.Max(0.001, watch.Elapsed.TotalSeconds):0}/s");
    }

    public void Note(long line, string note) => notes.Note(line, note);

    public void Say(string text) => notes.Say(text);

    private sealed class ConsoleLines(IAnsiConsole console) : StringWriter(CultureInfo.InvariantCulture)
    {
        public override void WriteLine(string? value) => console.WriteLine(value ?? "");
    }
}

/// <summary>Chooses between the two.</summary>
internal static class ImportProgress
{
    public static async Task<T> ShowAsync<T>(TextWriter error, Func<IImportProgress, Task<T>> work)
    {
        if (!ReferenceEquals(error, Console.Error) || Console.IsErrorRedirected) return await work(new LineProgress(error));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(bars => work(new BarProgress(bars, console)));
    }
}
