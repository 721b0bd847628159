using System.Collections;
using Alignment.Core.Leads.Definitions;

namespace Alignment.Core.Leads.Assessments;

/// <summary>What one criterion contributed to an assessment.</summary>
public readonly struct CriterionResult
{
    private readonly Assessment assessment;
    private readonly int index;

    internal CriterionResult(Assessment assessment, int index) => (this.assessment, this.index) = (assessment, index);

    /// <summary>The criterion.</summary>
    public Criterion Criterion => assessment.Assessor.CriterionAt(index);

    /// <summary>The criterion's key.</summary>
    public string Key => Criterion.Key;

    /// <summary>What people call the criterion, if it has a label.</summary>
    public string? Label => Criterion.Label;

    /// <summary>Whether it is met.</summary>
    public bool Met => assessment.Outcome(index).Met;

    /// <summary>What it gives, whatever its role; 0 when unmet.</summary>
    public double Points => assessment.Outcome(index).Points;

    /// <summary>How many engagements, or pieces of history, counted; null for kinds that do not count.</summary>
    public int? Counted => assessment.Outcome(index).Counted;

    /// <summary>What happened on the way to the points.</summary>
    public CriterionRemarks Remarks => (CriterionRemarks)assessment.Outcome(index).Remarks;

    /// <summary>Why, in a sentence for people, with what was capped, limited, out of window or not comparable. Made on each call.</summary>
    public string Note => CriterionNotes.Render(assessment, index);

    /// <summary>What became of every engagement the criterion looks at, oldest first; empty for kinds that look at something else.</summary>
    public IReadOnlyList<TracedEngagement> Trace() => assessment.Assessor.Trace(index, assessment.Facts, assessment.AsOfMoment);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Key}: {Points} ({Note})");
}

/// <summary>The results of the criteria of an assessment, in the definition's order.</summary>
public readonly struct CriterionResults : IReadOnlyList<CriterionResult>
{
    private readonly Assessment assessment;

    internal CriterionResults(Assessment assessment) => this.assessment = assessment;

    /// <summary>How many criteria the definition has.</summary>
    public int Count => assessment.Count;

    /// <summary>The result of a criterion by its place in the definition, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public CriterionResult this[int index] =>
        (uint)index < (uint)Count ? new(assessment, index) : throw new ArgumentOutOfRangeException(nameof(index), index, "No such criterion.");

    /// <summary>Goes through the results.</summary>
    public Enumerator GetEnumerator() => new(assessment);

    IEnumerator<CriterionResult> IEnumerable<CriterionResult>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Goes through the results without allocating.</summary>
    public struct Enumerator : IEnumerator<CriterionResult>
    {
        private readonly Assessment assessment;
        private int index = -1;

        internal Enumerator(Assessment assessment) => this.assessment = assessment;

        /// <inheritdoc/>
        public readonly CriterionResult Current => new(assessment, index);

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => ++index < assessment.Count;

        /// <inheritdoc/>
        public void Reset() => index = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
