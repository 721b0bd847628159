using System.Text.Json;
using System.Text.Json.Nodes;
using Alignment.Conformance;

// One question a line on standard input, one answer a line on standard output, in the same order.
using var output = new StreamWriter(Console.OpenStandardOutput());
var engine = new Engine();
while (Console.In.ReadLine() is { } line)
{
    var answer = engine.Answer(JsonNode.Parse(line)!.AsObject());
    output.WriteLine(answer.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    output.Flush();
}
