using System.CommandLine;
using Alignment.Api.Data;
using Alignment.Api.Personas;
using Alignment.Core.Personas;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Commands;

/// <summary><c>alignment persona</c>: what is claimed of a buyer and what that rests on, to read, to print, or to take elsewhere.</summary>
internal static class PersonaCommand
{
    public static Command Build()
    {
        var key = new Argument<string>("key") { Description = "The persona; every persona if left out.", Arity = ArgumentArity.ZeroOrOne };
        var page = new Option<FileInfo>("--html") { Description = "Write a page to pin up to this file, instead of the document.", HelpName = "FILE" };
        var target = new Option<FileInfo>("--out") { Description = "Write the document to this file; to standard output if left out.", HelpName = "FILE" };
        var storage = new StorageOptions();
        var command = new Command("persona", "A persona with its evidence: as a JSON document, which import personas takes back, or as a page to pin up.") { key, page, target };
        storage.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var store = await AlignmentStore.ConnectAsync(storage.Read(parsed, Settings.Read()), cancel);
            await store.PrepareAsync(cancel);
            await using var context = store.CreateDbContext();
            var (wanted, html) = (parsed.GetValue(key), parsed.GetValue(page));
            var reviews = await PersonaReviewDataLoader.ReadAsync(context, persona => wanted == null || persona.Key == wanted, cancel);
            if (wanted is not null && reviews.Count == 0) throw new WrongInputException($"There is no persona \"{wanted}\"{await OthersAsync(context, cancel)}.");
            if (wanted is null && html is not null) throw new WrongInputException($"--html writes the page of one persona: name it{await OthersAsync(context, cancel)}.");
            if (html is not null) await OutputFile.WriteAsync(html, PersonaPage.Html(reviews[wanted!]), cancel);
            var document = PersonaDocument.Export(reviews.Values.OrderBy(review => review.Persona.Key, StringComparer.Ordinal));
            if (parsed.GetValue(target) is { } file) await OutputFile.WriteAsync(file, document, cancel);
            else if (html is null) await parsed.InvocationConfiguration.Output.WriteLineAsync(document);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<string> OthersAsync(AlignmentContext context, CancellationToken cancel)
    {
        var keys = await context.Personas.OrderBy(persona => persona.Key).Select(persona => persona.Key).ToListAsync(cancel);
        return keys.Count == 0 ? "; there is none yet" : $"; there are {string.Join(", ", keys)}";
    }
}
