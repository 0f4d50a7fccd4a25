using Switchboard.Campaigns;
using Switchboard.Carriers;

namespace Switchboard.Tests.Grains.Campaigns;

/// <summary>How fast a run may begin calls.</summary>
public sealed class RunPacerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly CarrierCapacity Capacity = new(1000, 200);

    [Theory]
    [InlineData(5.0, 1, 5)]
    [InlineData(0.5, 1, 0.5)]
    [InlineData(5.0, 20, 100)]
    [InlineData(null, 1, 200)]
    [InlineData(900.0, 1, 200)]
    public void Calls_a_second_are_the_lower_of_the_campaigns_and_the_carriers_in_the_carriers_seconds(double? campaign, double timeScale, double expected)
    {
        var pacer = new RunPacer(new RunPace(null, campaign, null), [], Capacity, timeScale, Start);
        Assert.InRange(Begun(pacer, seconds: 100), (expected * 100) - 1, (expected * 100) + (expected * 0.2) + 1);
    }

    [Fact]
    public void Caller_ids_take_turns_and_each_has_its_own_pace()
    {
        var pacer = new RunPacer(new RunPace(null, 10, 1), ["a", "b", "c"], Capacity, 1, Start);
        var from = new List<string?>();
        for (var now = Start; now < Start.AddSeconds(50); now = now.AddMilliseconds(10))
        {
            while (pacer.TryBegin(now, out var callerId)) from.Add(callerId);
            Assert.InRange(pacer.NextAt, now, now.AddSeconds(1));
        }

        Assert.All(["a", "b", "c"], id => Assert.InRange(from.Count(other => other == id), 49, 52));
    }

    [Fact]
    public void Without_a_pace_of_their_own_caller_ids_still_take_turns()
    {
        var pacer = new RunPacer(RunPace.Unlimited, ["a", "b"], Capacity, 1, Start);
        string[] from = [.. Enumerable.Range(0, 4).Select(_ => pacer.TryBegin(Start, out var id) ? id ?? "default" : "none")];
        Assert.Equal(["a", "b", "a", "b"], from);
    }

    [Fact]
    public void Calls_at_once_are_the_lower_of_both()
    {
        Assert.Equal(3, new RunPacer(new RunPace(3, null, null), [], Capacity, 1, Start).ConcurrentCallsMax);
        Assert.Equal(1000, new RunPacer(new RunPace(5000, null, null), [], Capacity, 1, Start).ConcurrentCallsMax);
    }

    private static int Begun(RunPacer pacer, int seconds)
    {
        var begun = 0;
        for (var now = Start; now <= Start.AddSeconds(seconds); now = now.AddMilliseconds(50))
        {
            while (pacer.TryBegin(now, out _)) begun++;
        }

        return begun;
    }
}
