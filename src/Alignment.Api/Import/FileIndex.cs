using System.Security.Cryptography;
using System.Text;
using Alignment.Api.Data.Sqlite;
using Microsoft.Data.Sqlite;

namespace Alignment.Api.Import;

/// <summary>
/// What has to be remembered of a whole file while it is read a row at a time: the last line of each key, and how often equal rows
/// have occurred. It is kept in a temporary file that the operating system removes, so that memory does not grow with the input.
/// </summary>
internal sealed class FileIndex : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand put;
    private readonly SqliteCommand find;
    private readonly SqliteCommand count;

    public FileIndex()
    {
        // An empty name is a private database on disk; its cache is bounded.
        connection = new SqliteConnection("Data Source=;Pooling=False");
        connection.Open();
        connection.Execute("""
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000; PRAGMA temp_store = FILE;
            CREATE TABLE last_lines (key BLOB PRIMARY KEY, line INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE occurrences (key BLOB PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            BEGIN;
            """);
        put = Prepare("INSERT INTO last_lines VALUES ($key, $line) ON CONFLICT DO UPDATE SET line = excluded.line");
        put.Parameters.Add("$line", SqliteType.Integer);
        find = Prepare("SELECT line FROM last_lines WHERE key = $key");
        count = Prepare("INSERT INTO occurrences VALUES ($key, 1) ON CONFLICT DO UPDATE SET count = count + 1 RETURNING count");
    }

    /// <summary>Notes that a key is on a line; the last call for a key counts.</summary>
    public void Put(string key, long line)
    {
        put.Parameters[0].Value = Digest(key);
        put.Parameters[1].Value = line;
        put.ExecuteNonQuery();
    }

    /// <summary>Whether a line is the last one with its key.</summary>
    public bool IsLast(string key, long line)
    {
        find.Parameters[0].Value = Digest(key);
        return find.ExecuteScalar() is not long last || last == line;
    }

    /// <summary>Counts one more equal row.</summary>
    /// <returns>The how-many-eth it is, from 1.</returns>
    public int Count(string likeness)
    {
        count.Parameters[0].Value = Digest(likeness);
        return checked((int)(long)count.ExecuteScalar()!);
    }

    public void ForgetOccurrences() => connection.Execute("DELETE FROM occurrences");

    public void Dispose()
    {
        put.Dispose();
        find.Dispose();
        count.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add("$key", SqliteType.Blob);
        return command;
    }

    // Sixteen bytes of SHA-256: equal digests of different keys are out of reach, and an entry has one size whatever the key's.
    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key))[..16];
}
