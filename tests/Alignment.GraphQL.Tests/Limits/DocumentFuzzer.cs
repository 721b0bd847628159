using System.Text;
using System.Text.Json;
using Alignment.Testing;

namespace Alignment.GraphQL.Tests.Limits;

/// <summary>Makes hostile documents out of good ones: bytes flipped, pieces repeated, nested and swapped. The same seed makes the same documents.</summary>
internal sealed class DocumentFuzzer(int seed)
{
    private static readonly byte[][] Corpus = Load();

    private static readonly string[] Pieces =
    [
        "{", "}", "(", ")", "[", "]", "\"", "\"\"\"", "\\u", "\\u{", "\\uD83D", "...", "@skip(if: true)", "@include(if: $v)", "$", "!", ":", "=", "|", "&",
        "query", "mutation", "subscription", "fragment F on Query", "on Query", "...F", "null", "__schema{types{name}}", "__typename", "a:", "-", "1e", "0.",
        "99999999999999999999999999", "1e999", "-0", "{a:{a:{a:", "[[[[[[", "#", "\r\n", "\uFEFF", "\0", "é", "\U0001F600", "query($v:[[[[Int]]]])", "first:2147483647",
    ];

    private readonly Random random = new(seed);

    /// <summary>Bytes that are seldom GraphQL, and seldom UTF-8 throughout.</summary>
    internal byte[] Next()
    {
        var bytes = new List<byte>(Corpus[random.Next(Corpus.Length)]);
        for (var changes = random.Next(1, 8); changes > 0; changes--)
            Change(bytes);
        return [.. bytes];
    }

    /// <summary>A JSON request with such a document, sometimes damaged itself.</summary>
    internal byte[] NextRequest()
    {
        var document = JsonSerializer.Serialize(Encoding.UTF8.GetString(Next()));
        var variables = random.Next(4) switch
        {
            0 => "null",
            1 => "{\"v\":" + string.Concat(Enumerable.Repeat("[", random.Next(200))) + "1" + string.Concat(Enumerable.Repeat("]", random.Next(200))) + "}",
            2 => "{\"v\":\"" + new string('x', random.Next(2_000)) + "\",\"id\":" + random.Next() + "}",
            _ => "{}",
        };
        var request = new List<byte>(Encoding.UTF8.GetBytes($$"""{"query":{{document}},"variables":{{variables}},"operationName":{{(random.Next(3) == 0 ? "\"Q\"" : "null")}}}"""));
        if (random.Next(5) == 0)
            Change(request);
        return [.. request];
    }

    private void Change(List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        switch (random.Next(7))
        {
            case 0 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes.RemoveRange(at, Math.Min(random.Next(20), bytes.Count - at));
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(60), bytes.Count - at)));
                break;
            case 3:
                var piece = Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]);
                for (var times = random.Next(8) == 0 ? random.Next(2_000) : 1; times > 0; times--)
                    bytes.InsertRange(at, piece);
                break;
            case 4:
                bytes.AddRange(Corpus[random.Next(Corpus.Length)]);
                break;
            default:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                break;
        }
    }

    private static byte[][] Load() =>
        [.. Directory.GetFiles(Repository.PathTo("tests", "conformance", "cases", "validation"), "*.graphql")
            .Order(StringComparer.Ordinal)
            .SelectMany(f => File.ReadAllText(f).Split("\n---\n"))
            .Select(Encoding.UTF8.GetBytes)];
}
