using Alignment.Api.Commands;

return await AlignmentCommand.RunAsync(args, Console.Out, Console.Error);

/// <summary>The entry point; public so that tests can name the assembly.</summary>
public partial class Program;
