using System.Text;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Tests.Execution;

public sealed class NodeIdTests
{
    private static readonly INodeIdSerializer Ids = new Base64NodeIdSerializer();

    [Theory]
    [InlineData("Lead", "01a1667f494e7b638a9fcaae8b4a5906")]
    [InlineData("Lead", "")]
    [InlineData("Größe", "naïve:🙂")]
    [InlineData("A", "\ud800")]
    public void An_id_is_written_as_it_is_formatted(string type, string value) => Assert.Equal($"\"{Ids.Format(type, value)}\"", Written(type, value));

    [Fact]
    public void An_id_may_have_any_length()
    {
        for (var length = 0; length < 700; length++)
        {
            var value = new string('x', length);
            Assert.Equal($"\"{Ids.Format("Lead", value)}\"", Written("Lead", value));
        }
    }

    private static string Written(string type, string value)
    {
        using var writer = new ResultWriter(1);
        Ids.Write(writer, type, value);
        return Encoding.UTF8.GetString(writer.WrittenSpan);
    }
}
