using System.Collections.Frozen;
using Alignment.Core.Leads.Definitions;

namespace Alignment.Core.Leads.Assessments;

/// <summary>A condition made ready: operands folded and sorted by type, so that a test allocates nothing.</summary>
internal sealed class CompiledCondition
{
    private const int FewEnoughToScan = 8;
    private readonly ComparisonOperator comparison;
    private readonly AttributeValue.FoldedText[] texts;
    private readonly FrozenSet<string>? manyTexts;
    private readonly double[] numbers;
    private readonly AttributeValue[] others;
    private readonly bool boundsAreNumbers;
    private readonly long lowDate = long.MinValue;
    private readonly long highDate = long.MaxValue;

    public CompiledCondition(AttributeCondition condition)
    {
        comparison = condition.Operator;
        var operands = condition.Operands;
        texts = [.. operands.Select(o => o.TextOrNull).OfType<AttributeValue.FoldedText>()];
        manyTexts = texts.Length > FewEnoughToScan ? texts.Select(t => t.Folded).ToFrozenSet(StringComparer.Ordinal) : null;
        numbers = [.. operands.Where(o => o.IsNumber).Select(o => o.AsNumber())];
        others = [.. operands.Where(o => o.Kind == AttributeKind.Boolean), .. operands.Select(AttributeCondition.DateOf).Where(d => !d.IsAbsent)];
        foreach (var text in texts) Marks |= 1UL << text.Mark;
        if (comparison is not (ComparisonOperator.AtLeast or ComparisonOperator.AtMost or ComparisonOperator.Between)) return;
        boundsAreNumbers = numbers.Length > 0;
        var (first, last) = (operands[0], operands[^1]);
        if (comparison != ComparisonOperator.AtMost)
            (Low, lowDate) = boundsAreNumbers ? (first.AsNumber(), lowDate) : (Low, AttributeCondition.DateOf(first).RawBits);
        if (comparison != ComparisonOperator.AtLeast)
            (High, highDate) = boundsAreNumbers ? (last.AsNumber(), highDate) : (High, AttributeCondition.DateOf(last).RawBits);
    }

    /// <summary>The least number within bounds.</summary>
    public double Low { get; } = double.NegativeInfinity;

    /// <summary>The greatest number within bounds.</summary>
    public double High { get; } = double.PositiveInfinity;

    /// <summary>One bit for each text named, by its mark: a text whose bit is missing is not among them.</summary>
    public ulong Marks { get; }

    /// <summary>Whether it asks for a number within bounds.</summary>
    public bool IsRangeOfNumbers => boundsAreNumbers;

    /// <summary>Whether it asks for a value among those named.</summary>
    public bool IsMembership => comparison is ComparisonOperator.EqualTo or ComparisonOperator.OneOf;

    public bool Meets(in AttributeValue value) => comparison switch
    {
        ComparisonOperator.EqualTo or ComparisonOperator.OneOf => Names(value),
        ComparisonOperator.NotEqualTo or ComparisonOperator.NoneOf => !Names(value),
        ComparisonOperator.AtLeast or ComparisonOperator.AtMost or ComparisonOperator.Between => IsWithinBounds(value),
        ComparisonOperator.Contains => value.Folded is { } text && text.Contains(texts[0].Folded, StringComparison.Ordinal),
        ComparisonOperator.Present => !value.IsAbsent,
        _ => value.IsAbsent,
    };

    /// <summary>Whether the condition can say anything of a value; an absent one is not a matter of types.</summary>
    public bool CanCompare(in AttributeValue value) => value.IsAbsent || comparison switch
    {
        ComparisonOperator.AtLeast or ComparisonOperator.AtMost or ComparisonOperator.Between =>
            value.Kind == (boundsAreNumbers ? AttributeKind.Number : AttributeKind.Date),
        ComparisonOperator.Contains => value.Kind == AttributeKind.Text,
        _ => true,
    };

    /// <summary>Whether a value is among those named.</summary>
    public bool Names(in AttributeValue value)
    {
        if (value.TextOrNull is { } text)
        {
            if (((Marks >> text.Mark) & 1) == 0) return false;
            if (manyTexts is not null) return manyTexts.Contains(text.Folded);
            foreach (var named in texts)
                if (named.Mark == text.Mark && string.Equals(named.Folded, text.Folded)) return true;
            return false;
        }

        if (value.IsNumber)
        {
            var number = value.NumberOrZero;
            foreach (var named in numbers)
                if (named == number) return true;
            return false;
        }

        foreach (var named in others)
            if (named == value) return true;
        return false;
    }

    private bool IsWithinBounds(in AttributeValue value)
    {
        if (boundsAreNumbers) return value.IsNumber && value.NumberOrZero >= Low && value.NumberOrZero <= High;
        return value.Kind == AttributeKind.Date && value.RawBits >= lowDate && value.RawBits <= highDate;
    }
}
