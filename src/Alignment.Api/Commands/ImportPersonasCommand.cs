using System.CommandLine;
using Alignment.Api.Data;
using Alignment.Api.Personas;
using Alignment.Core;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using NodaTime;

namespace Alignment.Api.Commands;

/// <summary><c>alignment import personas</c>: brings a persona document in; every claim is an assumption until evidence is cited.</summary>
internal static class ImportPersonasCommand
{
    public static Command Build()
    {
        var file = new Argument<FileInfo>("file") { Description = "The persona document, JSON." };
        var map = new Option<FileInfo>("--map") { Description = "Which of its fields mean what, as JSON; our own form if left out.", HelpName = "MAP.json" };
        var strict = new Option<bool>("--strict") { Description = "Write nothing if any persona is rejected, and end with exit code 1." };
        var rules = new Option<FileInfo>("--tagging-rules")
            { Description = "Write the tagging rules that follow from the content the document recommends, for setTaggingRules.", HelpName = "RULES.json" };
        var storage = new StorageOptions();
        var command = new Command("personas", "Personas, with what is claimed about them.") { file, map, strict, rules };
        storage.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var path = parsed.GetRequiredValue(file);
            var document = Read(path, parsed.GetValue(map));
            var isStrict = parsed.GetValue(strict);
            await using var store = await AlignmentStore.ConnectAsync(storage.Read(parsed, Settings.Read()), cancel);
            await store.PrepareAsync(cancel);
            var read = document.Personas.Count + document.Rejected.Count;
            var writes = !isStrict || document.Rejected.Count == 0;
            var taken = writes
                ? await store.WriteAsync((context, token) => PersonaImport.TakeAsync(context, document, SystemClock.Instance.GetCurrentInstant().ToMicroseconds(), token), cancel)
                : new PersonaIntake(0, 0, 0, [], [.. document.Rejected.SelectMany(rejected => rejected.Reasons)]);
            var rejected = writes ? read - taken.Created - taken.Updated - taken.Unchanged : document.Rejected.Count;
            if (parsed.GetValue(rules) is { } target) await OutputFile.WriteAsync(target, TaggingRules.From(document.Personas).ToJson(), cancel);
            await TellAsync(path, taken.Refusals, error, cancel);
            if (!writes) await error.WriteLineAsync("Nothing was written, since personas were rejected under --strict.");
            await output.WriteLineAsync($"read {read}, created {taken.Created}, updated {taken.Updated}, unchanged {taken.Unchanged}, rejected {rejected}");
            return isStrict && rejected > 0 ? ExitCode.CheckFailed : ExitCode.Done;
        });
        return command;
    }

    private static PersonaDocument Read(FileInfo document, FileInfo? map)
    {
        var read = PersonaImport.Read(TextOf(document), map is null ? null : TextOf(map));
        return read.TryGetValue(out var personas, out var faults) ? personas : throw new WrongInputException([.. faults.Select(fault => $"{document}: {Sentence(fault)}")]);
    }

    private static string TextOf(FileInfo file)
    {
        try
        {
            return File.ReadAllText(file.FullName);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new WrongInputException($"{file}: cannot be read: {unreadable.Message}");
        }
    }

    // Records of JSON have no line; their place in the document stands for it.
    private static async Task TellAsync(FileInfo file, IReadOnlyList<Refusal> refusals, TextWriter error, CancellationToken cancel)
    {
        var path = $"{file.FullName}.rejected.csv";
        File.Delete(path);
        if (refusals.Count == 0) return;
        foreach (var refusal in refusals) await error.WriteLineAsync(Sentence(refusal));
        var lines = refusals.Select(refusal => $"{Quoted(string.Join('.', refusal.Path))},{Quoted(refusal.Message)}");
        await File.WriteAllLinesAsync(path, lines.Prepend("place,reason"), cancel);
        await error.WriteLineAsync($"Rejected personas, with every reason: {path}");
    }

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Sentence(Refusal refusal) => refusal.Path.Count == 0 ? refusal.Message : $"{string.Join('.', refusal.Path)}: {refusal.Message}";
}
