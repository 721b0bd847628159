using System.CommandLine;

namespace Alignment.Api.Commands;

/// <summary><c>alignment schema export</c>: the GraphQL schema as a document, and nothing else beside it.</summary>
internal static class SchemaCommand
{
    public static Command Build()
    {
        var file = new Option<FileInfo>("--out") { Description = "Where to write the schema; standard output otherwise.", HelpName = "FILE" };
        var export = new Command("export", "Print the GraphQL schema.") { file };
        export.SetAction(async (parsed, cancel) =>
        {
            var schema = await AlignmentHost.PrintSchemaAsync();
            if (parsed.GetValue(file) is { } target) await OutputFile.WriteAsync(target, schema, cancel);
            else await parsed.InvocationConfiguration.Output.WriteAsync(schema.AsMemory(), cancel);
            return ExitCode.Done;
        });
        return new Command("schema", "What the GraphQL endpoint offers.") { export };
    }
}
