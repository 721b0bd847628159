namespace Alignment.Api.Data.Sqlite;

/// <summary>
/// Keeps a SQLite file to one process, by an operating-system lock on a file beside it that ends with the process, however it ends.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream held;

    private FileLock(FileStream held) => this.held = held;

    /// <exception cref="WrongInputException">Another process has the file, or the folder cannot be written.</exception>
    public static FileLock Take(string database)
    {
        var path = database + ".lock";
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception refused) when (refused is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new WrongInputException($"{database}: cannot be opened ({refused.Message}).");
        }
        catch (IOException)
        {
            throw new WrongInputException($"{database}: is in use by another alignment process. Stop that one first, or send it the rows through its GraphQL mutations.");
        }
    }

    public void Dispose() => held.Dispose();
}
