using Alignment.Api.Leads;

namespace Alignment.Api.Import;

/// <summary>What became of the rows of a file.</summary>
internal sealed class ImportSummary
{
    private readonly long[] effects = new long[4];

    public long Read => effects.Sum();

    public long this[RowEffect effect] => effects[(int)effect];

    /// <summary>Where rejected rows are; null when there are none.</summary>
    public string? RejectedFile { get; set; }

    public void Add(RowEffect effect) => effects[(int)effect]++;

    public override string ToString() =>
        $"read {Read}, created {this[RowEffect.Created]}, updated {this[RowEffect.Updated]}, unchanged {this[RowEffect.Unchanged]}, rejected {this[RowEffect.Rejected]}";
}
