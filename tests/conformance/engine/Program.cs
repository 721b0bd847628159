using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alignment.Conformance;

if (args is ["serve", var schemaFile])
{
    await Host.RunAsync(schemaFile);
    return;
}

// One question a line on standard input, one answer a line on standard output, in the same order.
var relaxed = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
using var output = new StreamWriter(Console.OpenStandardOutput());
var engine = new Engine();
while (await Console.In.ReadLineAsync() is { } line)
{
    var answer = await engine.AnswerAsync(JsonNode.Parse(line)!.AsObject());
    await output.WriteLineAsync(answer.ToJsonString(relaxed));
    await output.FlushAsync();
}
