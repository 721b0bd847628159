using System.Collections.Frozen;
using Alignment.Core.Leads.Definitions;

namespace Alignment.Core.Leads.Assessments;

/// <summary>A condition made ready: operands folded and sorted by type, so that a test allocates nothing.</summary>
internal sealed class CompiledCondition
{
    private const int FewEnoughToScan = 8;
    private readonly ComparisonOperator comparison;
    private readonly string[] texts;
    private readonly FrozenSet<string>? manyTexts;
    private readonly double[] numbers;
    private readonly AttributeValue[] others;
    private readonly bool boundsAreNumbers;
    private readonly double low = double.NegativeInfinity;
    private readonly double high = double.PositiveInfinity;
    private readonly long lowDate = long.MinValue;
    private readonly long highDate = long.MaxValue;

    public CompiledCondition(AttributeCondition condition)
    {
        comparison = condition.Operator;
        var operands = condition.Operands;
        texts = [.. operands.Select(o => o.Folded).OfType<string>()];
        manyTexts = texts.Length > FewEnoughToScan ? texts.ToFrozenSet(StringComparer.Ordinal) : null;
        numbers = [.. operands.Where(o => o.IsNumber).Select(o => o.AsNumber())];
        others = [.. operands.Where(o => o.Kind == AttributeKind.Boolean), .. operands.Select(AttributeCondition.DateOf).Where(d => !d.IsAbsent)];
        if (comparison is not (ComparisonOperator.AtLeast or ComparisonOperator.AtMost or ComparisonOperator.Between)) return;
        boundsAreNumbers = numbers.Length > 0;
        var (first, last) = (operands[0], operands[^1]);
        if (comparison != ComparisonOperator.AtMost)
            (low, lowDate) = boundsAreNumbers ? (first.AsNumber(), lowDate) : (low, AttributeCondition.DateOf(first).RawBits);
        if (comparison != ComparisonOperator.AtLeast)
            (high, highDate) = boundsAreNumbers ? (last.AsNumber(), highDate) : (high, AttributeCondition.DateOf(last).RawBits);
    }

    public bool Meets(in AttributeValue value) => comparison switch
    {
        ComparisonOperator.EqualTo or ComparisonOperator.OneOf => IsNamed(value),
        ComparisonOperator.NotEqualTo or ComparisonOperator.NoneOf => !IsNamed(value),
        ComparisonOperator.AtLeast or ComparisonOperator.AtMost or ComparisonOperator.Between => IsWithinBounds(value),
        ComparisonOperator.Contains => value.Folded is { } text && text.Contains(texts[0], StringComparison.Ordinal),
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

    private bool IsNamed(in AttributeValue value)
    {
        if (value.Folded is { } text)
        {
            if (manyTexts is not null) return manyTexts.Contains(text);
            foreach (var named in texts)
                if (string.Equals(named, text)) return true;
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
        if (boundsAreNumbers) return value.IsNumber && value.NumberOrZero >= low && value.NumberOrZero <= high;
        return value.Kind == AttributeKind.Date && value.RawBits >= lowDate && value.RawBits <= highDate;
    }
}
