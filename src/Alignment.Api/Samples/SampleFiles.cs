using System.Reflection;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Samples;

/// <summary>The sample company's files, taken out of this assembly into a folder of their own with their instants moved; gone when disposed.</summary>
internal sealed partial class SampleFiles : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("alignment-sample-");

    public SampleFiles(Duration moved)
    {
        foreach (var name in Names())
            File.WriteAllText(Path.Combine(folder.FullName, name), Instants().Replace(Text(name), match => Moved(match.Value, moved)));
    }

    public FileInfo this[string name] => new(Path.Combine(folder.FullName, name));

    /// <summary>The content of one file, its instants moved.</summary>
    public string MovedText(string name) => File.ReadAllText(this[name].FullName);

    /// <summary>The content of one file, as it is in <c>samples/company</c>.</summary>
    public static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"company/{name}")
            ?? throw new InvalidOperationException($"The sample company has no {name} in this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static IEnumerable<string> Names() => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith("company/", StringComparison.Ordinal))
        .Select(name => name["company/".Length..]);

    private static string Moved(string instant, Duration moved) =>
        InstantPattern.General.Format(InstantPattern.General.Parse(instant).Value + moved);

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex Instants();
}
