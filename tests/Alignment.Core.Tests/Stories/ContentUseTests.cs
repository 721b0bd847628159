using Alignment.Core.Stories;
using NodaTime;

namespace Alignment.Core.Tests.Stories;

public sealed class ContentUseTests
{
    private static readonly Guid Lea = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Lou = new("00000000-0000-0000-0000-000000000002");
    private readonly ContentAsset guide = StoryGiven.Asset("guide", "awareness");
    private readonly ContentAsset other = StoryGiven.Asset("other", "awareness");

    private static Instant Day(double day) => StoryGiven.Now + Duration.FromDays(day);

    [Fact]
    public void WhenContentIsGiven_ThenRepsLeadsAndMovesAreCounted()
    {
        var use = new ContentUse(
            [new(Day(0), guide.Id, Lea, "sam"), new(Day(1), guide.Id, Lea, "sam"), new(Day(2), guide.Id, Lou, "sue"), new(Day(3), guide.Id, Lou), new(Day(4), other.Id, Lou)],
            [new(Day(5), Lea, 1, 2), new(Day(6), Lou, 2, 1)]);

        Assert.Equal(new ContentUsage(3, 2, 2, 1), use.Of(guide.Id));
        Assert.Equal(new ContentUsage(0, 0, 1, 0), use.Of(other.Id));
        Assert.Equal(new ContentUsage(2, 2, 2, 1), use.Of(guide.Id, Day(1), Day(3)));
        Assert.Equal([("sam", Lea, 2, true), ("sue", Lou, 1, false)], use.ByRep().Select(row => (row.RepKey, row.Lead, row.Times, row.MovedForward)));
        Assert.Equal(new ForwardMoves(2, 1), use.MovesAfter(guide.Id));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(0.1, true)]
    [InlineData(30, true)]
    [InlineData(30.1, false)]
    public void WhenALeadMovesOn_ThenItIsPutDownToContentGivenShortlyBefore(double day, bool moved) =>
        Assert.Equal(moved ? 1 : 0, new ContentUse([new(Day(0), guide.Id, Lea)], [new(Day(day), Lea, 1, 2)]).Of(guide.Id).MovedForward);

    [Fact]
    public void WhenNobodyGaveItSince_ThenItIsUnusedUnlessItIsRetired()
    {
        var retired = StoryGiven.Asset("retired", "awareness");
        retired.Retire("old", Day(0));
        var use = new ContentUse([new(Day(1), guide.Id, Lea)], []);

        Assert.Equal([other], use.Unused([guide, other, retired]));
        Assert.Equal([guide, other], use.Unused([guide, other, retired], Day(2)));
        Assert.Equal([other], use.Unused([guide, other, retired], Day(1)));
    }

    [Fact]
    public void WhenContentIsRevised_ThenItsUseIsComparedOverEqualSpans()
    {
        guide.Revise("new figures", "Ana", Day(10));
        guide.Revise("new title", "Ana", Day(14));
        var use = new ContentUse([.. Enumerable.Range(0, 20).Select(day => new Share(Day(day), guide.Id, Lea, "sam"))], []);

        var effects = use.AcrossRevisions(guide, Duration.FromDays(7), Day(16));

        Assert.Equal([Duration.FromDays(4), Duration.FromDays(2)], effects.Select(effect => effect.Span));
        Assert.Equal([(4, 4), (2, 2)], effects.Select(effect => (effect.Before.SharedByReps, effect.After.SharedByReps)));
    }
}
