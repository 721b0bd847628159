using System.Globalization;
using System.Reflection;

namespace Alignment.Api.Data.Migrations;

/// <summary>One step of the tables from version to version.</summary>
/// <param name="Version">From 1, without gaps.</param>
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

    /// <summary>What a database at <paramref name="version"/> lacks, in order.</summary>
    /// <param name="version">0 for an empty database.</param>
    /// <exception cref="WrongInputException">The database was made by a later version of the program.</exception>
    public IReadOnlyList<Migration> After(int version) => version <= all.Count
        ? [.. all.Skip(version)]
        : throw new WrongInputException(FindFault(version)!);

    /// <summary>Why a database at <paramref name="version"/> cannot be used; null when it can.</summary>
    public string? FindFault(int version) => version.CompareTo(all.Count) switch
    {
        < 0 when version == 0 => "The database has no tables yet; run \"alignment migrate\" first.",
        < 0 => $"The database's tables are at version {version} and this program needs {all.Count}; run \"alignment migrate\" first.",
        0 => null,
        > 0 => $"The database's tables are at version {version}, made by a later version of this program, which knows {all.Count}; use that one.",
    };

    private static Migration Read(Assembly assembly, string resource, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
