using Alignment.Api.Webhooks.Delivery;
using NodaTime;

namespace Alignment.Api.Tests.Webhooks;

public sealed class RetryScheduleTests
{
    [Fact]
    public void WhenNothingHelps_ThenTheStandardScheduleTriesTenTimesOverThreeDays()
    {
        var waits = Enumerable.Range(1, 9).Select(attempts => RetrySchedule.Standard.After(attempts, null, 0)!.Value).ToList();
        Assert.Equal(10, RetrySchedule.Standard.Attempts);
        Assert.Equal(Duration.FromHours(75) + Duration.FromMinutes(35) + Duration.FromSeconds(5), waits.Aggregate(Duration.Zero, (sum, wait) => sum + wait));
        Assert.Null(RetrySchedule.Standard.After(10, null, 0));
    }

    [Fact]
    public void WhenByChance_ThenAWaitIsUpToAFifthLonger()
    {
        Assert.Equal(Duration.FromMinutes(5), RetrySchedule.Standard.After(2, null, 0));
        Assert.Equal(Duration.FromMinutes(6), RetrySchedule.Standard.After(2, null, 1));
    }

    [Fact]
    public void WhenTheReceiverAsksForTime_ThenItGetsIt()
    {
        Assert.Equal(Duration.FromHours(1), RetrySchedule.Standard.After(1, Duration.FromHours(1), 0));
        Assert.Equal(Duration.FromMinutes(5), RetrySchedule.Standard.After(2, Duration.FromSeconds(1), 0));
        Assert.Equal(Duration.FromHours(24), RetrySchedule.Standard.After(1, Duration.FromDays(9), 0));
    }
}
