using System.Globalization;
using System.Reflection;

namespace Alignment.Api.Data.Migrations;

/// <summary>One step of the tables from version to version.</summary>
/// <param name="Version">From 1 on; the number that its script's name begins with.</param>
/// <param name="Name">The script's name, such as "0001_initial".</param>
/// <param name="Sql">What it does, run in a transaction.</param>
internal sealed record Migration(int Version, string Name, string Sql);

/// <summary>The hand-written migrations of one provider, kept in the assembly as SQL.</summary>
internal sealed class MigrationScripts
{
    private readonly IReadOnlyList<Migration> all;

    private MigrationScripts(IReadOnlyList<Migration> all) => this.all = all;

    public static MigrationScripts For(StorageKind kind)
    {
        var assembly = typeof(MigrationScripts).Assembly;
        var folder = $"{typeof(MigrationScripts).Namespace}.{kind}.";
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return new([.. names.Select(name => Read(assembly, name, name[folder.Length..^".sql".Length]))]);
    }

    /// <summary>What a database lacks, in order. Numbers need not follow one another, and one that came late is still applied.</summary>
    /// <param name="applied">The versions it has; none for an empty database.</param>
    /// <exception cref="WrongInputException">The database was made by a later version of the program.</exception>
    public IReadOnlyList<Migration> Lacking(IReadOnlySet<int> applied) => Unknown(applied) is { } fault
        ? throw new WrongInputException(fault)
        : [.. all.Where(migration => !applied.Contains(migration.Version))];

    /// <summary>Why a database cannot be used; null when it can.</summary>
    /// <param name="applied">The versions it has.</param>
    public string? FindFault(IReadOnlySet<int> applied) => Unknown(applied) ?? (
        applied.Count == 0 ? "The database has no tables yet; run \"alignment migrate\" first."
        : all.FirstOrDefault(migration => !applied.Contains(migration.Version)) is { } next ? $"The database lacks {next.Name}, which this program needs; run \"alignment migrate\" first."
        : null);

    private string? Unknown(IReadOnlySet<int> applied) => applied.Except(all.Select(migration => migration.Version)).Order().FirstOrDefault() is > 0 and var unknown
        ? $"The database's tables have step {unknown.ToString(CultureInfo.InvariantCulture)}, made by a later version of this program, which does not know it; use that one."
        : null;

    private static Migration Read(Assembly assembly, string resource, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
