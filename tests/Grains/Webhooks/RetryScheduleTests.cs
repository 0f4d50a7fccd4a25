using Switchboard.Webhooks;

namespace Switchboard.Tests.Grains.Webhooks;

public sealed class RetryScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly RetrySchedule _schedule = new(new WebhookOptions());

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 30)]
    [InlineData(3, 120)]
    [InlineData(4, 600)]
    [InlineData(5, 3600)]
    [InlineData(6, 14400)]
    [InlineData(7, 43200)]
    public void Each_attempt_has_its_delay_with_a_jitter_that_never_shortens_it(int attempts, int seconds)
    {
        var delays = Enumerable.Range(0, 200).Select(i => (_schedule.Next($"delivery-{i}", attempts, Now, null)!.Value - Now).TotalSeconds).ToList();

        Assert.All(delays, delay => Assert.InRange(delay, seconds, seconds * 1.2));
        Assert.True(delays.Max() - delays.Min() > seconds * 0.15, "Deliveries that failed together come back apart.");
    }

    [Fact]
    public void There_is_an_end() => Assert.Null(_schedule.Next("delivery", 8, Now, TimeSpan.FromSeconds(1)));

    [Fact]
    public void A_replay_decides_the_same() =>
        Assert.Equal(_schedule.Next("delivery", 3, Now, null), _schedule.Next("delivery", 3, Now, null));

    [Theory]
    [InlineData(60, 60)]
    [InlineData(3600, 3600)]
    [InlineData(86400, 3600)]
    public void Retry_after_is_honoured_within_its_limit(int asked, int expected) =>
        Assert.Equal(Now.AddSeconds(expected), _schedule.Next("delivery", 1, Now, TimeSpan.FromSeconds(asked)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-100)]
    public void Retry_after_never_hastens_an_attempt(int asked) =>
        Assert.Equal(_schedule.Next("delivery", 1, Now, null), _schedule.Next("delivery", 1, Now, TimeSpan.FromSeconds(asked)));

    [Fact]
    public void The_delays_are_configured()
    {
        var schedule = new RetrySchedule(new WebhookOptions { RetryDelays = [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)] });

        Assert.InRange(schedule.Next("d", 1, Now, null)!.Value, Now.AddSeconds(0.5), Now.AddSeconds(0.6));
        Assert.InRange(schedule.Next("d", 2, Now, null)!.Value, Now.AddSeconds(1), Now.AddSeconds(1.2));
        Assert.Null(schedule.Next("d", 3, Now, null));
    }
}
