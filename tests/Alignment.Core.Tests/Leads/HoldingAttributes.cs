using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Core.Tests.Leads;

public class HoldingAttributes
{
    [Fact]
    public void WhenAValueSaysNothing_ThenItIsAbsent()
    {
        Assert.All(
            [default, AttributeValue.Text(""), AttributeValue.Text("  "), AttributeValue.Text(null), AttributeValue.Number(double.NaN)],
            v => Assert.True(v.IsAbsent));
        Assert.Equal(AttributeKind.Absent, default(AttributeValue).Kind);
        Assert.Throws<InvalidOperationException>(() => default(AttributeValue).AsText());
    }

    [Fact]
    public void WhenValuesHaveDifferentTypes_ThenTheyAreNeverEqual()
    {
        AttributeValue[] values =
            [AttributeValue.Text("1"), AttributeValue.Number(1), AttributeValue.Boolean(true), AttributeValue.Date(new LocalDate(1970, 1, 2)), default];
        for (var i = 0; i < values.Length; i++)
            for (var j = 0; j < values.Length; j++) Assert.Equal(i == j, values[i] == values[j]);
        Assert.Equal(["1", "1", "true", "1970-01-02", ""], values.Select(v => v.ToString()));
        Assert.Equal(AttributeValue.Number(0), AttributeValue.Number(-0.0));
        Assert.Equal(new LocalDate(1899, 12, 31), AttributeValue.Date(new LocalDate(1899, 12, 31)).AsDate());
    }

    [Fact]
    public void WhenASetIsMade_ThenItIsSortedEqualByValueAndWithoutAbsentValues()
    {
        var one = AttributeSet.Of(("b", AttributeValue.Number(2)), ("a", AttributeValue.Text("x")), ("c", default));
        var two = AttributeSet.Empty.With("a", AttributeValue.Text("x")).With("b", AttributeValue.Number(2));
        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.Equal(["a", "b"], one.Select(v => v.Key));
        Assert.NotEqual(one, one.With("a", AttributeValue.Text("X")));
        Assert.Same(one, one.With("a", AttributeValue.Text("x")));
        Assert.Equal(["b"], one.With("a", default).Select(v => v.Key));
        Assert.True(one["nothing"].IsAbsent);
        Assert.Throws<ArgumentException>(() => AttributeSet.Of(("a", AttributeValue.Number(1)), ("a", AttributeValue.Number(2))));
    }

    [Fact]
    public void WhenTextIsPooled_ThenItIsTheSameValue()
    {
        var pool = new AttributeValuePool(capacity: 1);
        Assert.Equal(AttributeValue.Text("web"), pool.Text("web"));
        Assert.Same(pool.Text("web").AsText(), pool.Text("web").AsText());
        Assert.Equal(AttributeValue.Text("fair"), pool.Text("fair"));
        Assert.True(pool.Text(" ").IsAbsent);
    }

    [Fact]
    public void WhenALogIsGivenInAnyOrder_ThenItIsOrderedByInstantAndRecording()
    {
        var at = Instant.FromUtc(2026, 1, 1, 0, 0);
        var facts = new LeadFacts(at, engagements:
            [new(at + Duration.FromDays(1), "late", 1), new(at, "second", 3), new(at, "first", 2), new(at + Duration.FromNanoseconds(1500), "third", 4)]);
        Assert.Equal(["first", "second", "third", "late"], facts.Engagements.Select(e => e.Type));
        Assert.Equal(at + Duration.FromNanoseconds(1000), facts.Engagements[2].At);
        Assert.Throws<ArgumentException>(() => new Engagement(at, " "));
    }
}
