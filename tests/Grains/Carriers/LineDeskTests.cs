using Switchboard.Carriers;

namespace Switchboard.Tests.Grains.Carriers;

public sealed class LineDeskTests
{
    private static readonly DateTimeOffset Start = SimulatedCalls.Start;
    private static readonly HashSet<string> Nobody = [];

    [Fact]
    public void No_more_calls_than_lines_and_a_line_that_is_free_goes_to_the_next()
    {
        var desk = Desk(lines: 3);
        Request(desk, "a", 5);

        Assert.Equal(["a1", "a2", "a3"], GrantAll(desk));
        Assert.Equal((3, 2), (desk.Active, desk.Waiting));
        Assert.Null(desk.NextGrantAt);
        desk.Release("a2");
        Assert.Equal(["a4"], GrantAll(desk));
    }

    [Fact]
    public void Tenants_take_turns_however_many_calls_one_of_them_has()
    {
        var desk = Desk(lines: 100);
        Request(desk, "big", 50);
        Request(desk, "small", 3);
        Request(desk, "other", 2);

        Assert.Equal(
            ["big1", "small1", "other1", "big2", "small2", "other2", "big3", "small3", "big4", "big5"],
            GrantAll(desk).Take(10));
    }

    [Fact]
    public void Asking_again_changes_nothing()
    {
        var desk = Desk(lines: 1);
        Request(desk, "a", 2);
        GrantAll(desk);
        Request(desk, "a", 2);

        Assert.Equal((1, 1), (desk.Active, desk.Waiting));
    }

    [Fact]
    public void A_call_that_is_withdrawn_while_it_waits_gets_no_line()
    {
        var desk = Desk(lines: 10);
        Request(desk, "a", 3);
        desk.Release("a1");
        desk.Release("a3");
        desk.Release("unknown");

        Assert.Equal(["a2"], GrantAll(desk));
    }

    [Theory]
    [InlineData(200, 1)]
    [InlineData(7, 1)]
    [InlineData(1, 1)]
    [InlineData(10, 20)]
    public void Calls_begin_at_the_carriers_pace_in_its_own_seconds(int callsPerSecond, double timeScale)
    {
        var desk = new LineDesk(new CarrierCapacity(1_000_000, callsPerSecond), timeScale, Start);
        Request(desk, "a", 20_000);
        var begun = new List<DateTimeOffset>();
        for (var now = Start; now < Start.AddSeconds(20); now += TimeSpan.FromMilliseconds(5))
        {
            while (Grant(desk, now) is not null)
                begun.Add(now);
            Assert.True(desk.NextGrantAt > now);
        }

        var perRealSecond = callsPerSecond * timeScale;
        Assert.InRange(begun.Count, 20 * perRealSecond * 0.97 - 1, 20 * perRealSecond * 1.01 + 1);
        for (var second = Start; second < Start.AddSeconds(19); second += TimeSpan.FromMilliseconds(250))
            Assert.InRange(begun.Count(at => at >= second && at < second.AddSeconds(1)), 0, perRealSecond * 1.1 + 1);
    }

    [Fact]
    public void Only_so_many_grants_are_on_their_way_at_once()
    {
        var desk = Desk(lines: 1000);
        Request(desk, "a", 500);
        var granted = new List<string>();
        while (desk.Grant(Start.AddHours(1)) is { } callId)
            granted.Add(callId);

        Assert.Equal(LineDesk.MaxGrantsUnderWay, granted.Count);
        desk.Told(granted[0]);
        desk.NotTold(granted[1]);
        Assert.NotNull(desk.Grant(Start.AddHours(2)));
        Assert.NotNull(desk.Grant(Start.AddHours(2)));
        Assert.Null(desk.Grant(Start.AddHours(2)));
    }

    [Fact]
    public void A_call_that_could_not_be_told_leaves_its_line_and_comes_back_with_the_snapshot()
    {
        var desk = Desk(lines: 1);
        Request(desk, "a", 1);
        var callId = desk.Grant(Start)!;
        desk.NotTold(callId);

        Assert.Equal((0, 0), (desk.Active, desk.Waiting));
        Assert.Equal(1, desk.PutRight([new TrunkCall(callId, "a", IsWaiting: true)], Nobody));
        Assert.Equal(["a1"], GrantAll(desk));
    }

    [Fact]
    public void The_snapshot_rebuilds_an_empty_desk_the_oldest_first()
    {
        var desk = Desk(lines: 3);

        desk.PutRight([new("a1", "a", false), new("a2", "a", true), new("b1", "b", false), new("b2", "b", true), new("a3", "a", true)], Nobody);

        Assert.Equal((2, 3), (desk.Active, desk.Waiting));
        Assert.Equal(["a2"], GrantAll(desk));
    }

    [Fact]
    public void Lost_messages_are_made_up_for()
    {
        var desk = Desk(lines: 10);
        Request(desk, "a", 6);
        foreach (var callId in Enumerable.Range(0, 4).Select(_ => desk.Grant(Start.AddHours(1))!).ToList())
            desk.Told(callId);

        // The release of a1, the grant of a2, the dialling of a5 and the withdrawal of a6 were never heard of here.
        var corrections = desk.PutRight([new("a2", "a", true), new("a3", "a", false), new("a4", "a", false), new("a5", "a", false)], Nobody);

        Assert.Equal(4, corrections);
        Assert.Equal((3, 1), (desk.Active, desk.Waiting));
        Assert.Equal(["a2"], GrantAll(desk));
    }

    [Fact]
    public void A_snapshot_says_nothing_about_grants_that_were_on_their_way()
    {
        var desk = Desk(lines: 10);
        Request(desk, "a", 3);
        var unsettled = new HashSet<string> { desk.Grant(Start.AddHours(1))!, desk.Grant(Start.AddHours(1))! };
        desk.Told("a1"); // while the snapshot is taken, in which it still waits

        desk.PutRight([new("a1", "a", true), new("a2", "a", true), new("a3", "a", true)], unsettled);

        Assert.Equal((2, 1), (desk.Active, desk.Waiting));
    }

    /// <summary>A model of what is true, messages that get lost, and the desk: limits hold always, and a snapshot brings all of it together.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_is_lost_limits_hold_and_no_call_is_forgotten(int seed)
    {
        var random = new Random(seed);
        var desk = Desk(lines: 20);
        var now = Start;
        var calls = new Dictionary<string, TrunkCall>();
        for (var step = 0; step < 5000; step++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(50));
            var isHeard = random.Next(10) > 0;
            switch (random.Next(4))
            {
                case 0:
                    var added = new TrunkCall($"call-{step}", $"tenant-{random.Next(5)}", IsWaiting: true);
                    calls.Add(added.CallId, added);
                    if (isHeard)
                        desk.Request(added.TenantId, added.CallId);
                    break;
                case 1 when calls.Count > 0:
                    var over = calls.Keys.ElementAt(random.Next(calls.Count));
                    calls.Remove(over);
                    if (isHeard)
                        desk.Release(over);
                    break;
                case 2:
                    while (desk.Grant(now) is { } granted)
                    {
                        if (calls.TryGetValue(granted, out var call) && isHeard)
                            calls[granted] = call with { IsWaiting = false };
                        if (isHeard)
                            desk.Told(granted);
                        else
                            desk.NotTold(granted);
                    }
                    break;
                case 3 when random.Next(20) == 0:
                    desk.PutRight([.. calls.Values], Nobody);
                    Assert.Equal(calls.Values.Count(call => !call.IsWaiting), desk.Active);
                    Assert.Equal(calls.Values.Count(call => call.IsWaiting), desk.Waiting);
                    Assert.Equal(0, desk.PutRight([.. calls.Values], Nobody));
                    break;
            }
            Assert.InRange(desk.Active, 0, 20);
        }
        Assert.True(calls.Count > 0);
    }

    private static LineDesk Desk(int lines) => new(new CarrierCapacity(lines, 1_000_000), 1, Start);

    private static void Request(LineDesk desk, string tenant, int count)
    {
        for (var i = 1; i <= count; i++)
            desk.Request(tenant, $"{tenant}{i}");
    }

    private static string? Grant(LineDesk desk, DateTimeOffset now)
    {
        var callId = desk.Grant(now);
        if (callId is not null)
            desk.Told(callId);
        return callId;
    }

    private static List<string> GrantAll(LineDesk desk)
    {
        var granted = new List<string>();
        while (Grant(desk, Start.AddHours(1)) is { } callId)
            granted.Add(callId);
        return granted;
    }
}
