namespace Alignment.Core.Leads.Assessments;

/// <summary>What an assessment keeps per criterion: sixteen bytes. Texts are rendered from the facts when asked for.</summary>
internal struct CriterionOutcome
{
    public double Points;

    /// <summary>One more than what counted; 0 for kinds that do not count, so that a fresh outcome says so.</summary>
    private int countedAndOne;

    public short Remarks;
    public bool Met;

    public readonly int? Counted => countedAndOne == 0 ? null : countedAndOne - 1;

    public void Count(int counted) => countedAndOne = counted + 1;

    /// <summary>Takes the points if it is met, without a branch that nobody can predict.</summary>
    public void MeetIf(bool met, double points)
    {
        Met = met;
        Points = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(points) & -(met ? 1L : 0L));
    }

    public void Meet(double points)
    {
        Met = true;
        Points = points;
    }
}
