namespace Alignment.Core.Leads.Assessments;

/// <summary>What an assessment keeps per criterion: sixteen bytes. Texts are rendered from the facts when asked for.</summary>
internal struct CriterionOutcome
{
    public const int NotCounted = -1;

    public double Points;
    public int Counted;
    public short Remarks;
    public bool Met;
}
