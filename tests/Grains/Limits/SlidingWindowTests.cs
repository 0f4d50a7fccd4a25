using Switchboard.Limits;

namespace Switchboard.Tests.Grains.Limits;

public sealed class SlidingWindowTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void So_many_places_and_no_more()
    {
        var window = new SlidingWindow(3, Minute);
        Assert.Equal([2, 1, 0], Enumerable.Range(0, 3).Select(second => window.Take(TimeSpan.FromSeconds(second)).Remaining));
        var refused = window.Take(TimeSpan.FromSeconds(3));
        Assert.False(refused.Allowed);
        Assert.Equal(TimeSpan.FromSeconds(57), refused.RetryAfter);
    }

    [Fact]
    public void A_place_is_free_exactly_one_window_after_it_was_taken()
    {
        var window = new SlidingWindow(1, Minute);
        Assert.True(window.Take(TimeSpan.Zero).Allowed);
        Assert.Equal(TimeSpan.FromTicks(1), window.Take(Minute - TimeSpan.FromTicks(1)).RetryAfter);
        Assert.True(window.Take(Minute).Allowed);
    }

    [Fact]
    public void What_is_refused_does_not_count()
    {
        var window = new SlidingWindow(1, Minute);
        window.Take(TimeSpan.Zero);
        for (var second = 1; second < 60; second++)
            Assert.False(window.Take(TimeSpan.FromSeconds(second)).Allowed);
        Assert.True(window.Take(Minute).Allowed);
    }

    [Fact]
    public void A_place_given_back_can_be_taken_again()
    {
        var window = new SlidingWindow(2, Minute);
        window.Take(TimeSpan.Zero);
        window.Take(TimeSpan.FromSeconds(30));
        window.GiveBack();
        Assert.True(window.Take(TimeSpan.FromSeconds(31)).Allowed);
        // The first place is still the older one.
        Assert.Equal(TimeSpan.FromSeconds(28), window.Take(TimeSpan.FromSeconds(32)).RetryAfter);
        window.GiveBack();
        window.GiveBack();
        window.GiveBack();
        Assert.Equal(1, window.Take(TimeSpan.FromSeconds(33)).Remaining);
    }

    /// <summary>Against the plain definition: a request is let in when fewer than the limit were let in within the window before it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_decides_as_the_definition_does(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 50; round++)
        {
            var limit = random.Next(1, 8);
            var window = new SlidingWindow(limit, Minute);
            var letIn = new List<TimeSpan>();
            var now = TimeSpan.Zero;
            for (var step = 0; step < 200; step++)
            {
                now += TimeSpan.FromMilliseconds(random.Next(0, 20_000));
                var within = letIn.Where(at => now - at < Minute).ToList();
                var decision = window.Take(now);
                Assert.Equal(within.Count < limit, decision.Allowed);
                if (decision.Allowed)
                {
                    letIn.Add(now);
                    Assert.Equal(limit - within.Count - 1, decision.Remaining);
                }
                else
                {
                    Assert.Equal(within[^limit] + Minute - now, decision.RetryAfter);
                }
            }
        }
    }
}
