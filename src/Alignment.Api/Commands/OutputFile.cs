namespace Alignment.Api.Commands;

/// <summary>Files that commands write their results to.</summary>
internal static class OutputFile
{
    /// <summary>Opens a file for writing, replacing what it held.</summary>
    /// <exception cref="WrongInputException">It cannot be written.</exception>
    public static StreamWriter Create(FileInfo file)
    {
        try
        {
            return new StreamWriter(file.FullName, append: false);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new WrongInputException($"{file}: cannot be written ({refused.Message}).");
        }
    }

    public static async Task WriteAsync(FileInfo file, string text, CancellationToken cancel)
    {
        await using var writer = Create(file);
        await writer.WriteAsync(text.AsMemory(), cancel);
    }
}
