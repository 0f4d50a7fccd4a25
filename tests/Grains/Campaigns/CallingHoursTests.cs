using System.Collections.Immutable;
using Switchboard.Campaigns;

namespace Switchboard.Tests.Grains.Campaigns;

/// <summary>Calling hours on the clocks where people are.</summary>
public sealed class CallingHoursTests
{
    private const string NewYork = "America/New_York";
    private const string Kolkata = "Asia/Kolkata";

    private static readonly ImmutableArray<DayOfWeek> Everyday = [.. Enum.GetValues<DayOfWeek>()];
    private static readonly ImmutableArray<DayOfWeek> Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    [Theory]
    [InlineData("2026-01-05T14:00Z", NewYork, true)] // 09:00 on a Monday
    [InlineData("2026-01-05T13:59Z", NewYork, false)]
    [InlineData("2026-01-05T21:59Z", NewYork, true)]
    [InlineData("2026-01-05T22:00Z", NewYork, false)] // 17:00, the first minute after
    [InlineData("2026-01-05T14:00Z", Kolkata, false)] // 19:30
    [InlineData("2026-01-05T03:30Z", Kolkata, true)] // 09:00
    [InlineData("2026-01-04T15:00Z", NewYork, false)] // a Sunday
    [InlineData("2026-01-05T09:00Z", null, true)] // the fallback, UTC
    [InlineData("2026-01-05T09:00Z", "Mars/Olympus", true)]
    public void A_window_is_open_by_the_clock_on_the_wall(string at, string? zone, bool isOpen) =>
        Assert.Equal(isOpen, Hours("09:00", "17:00", Weekdays).IsOpen(zone, At(at)));

    [Theory]
    [InlineData("2026-01-05T22:00Z", "2026-01-06T14:00Z")]
    [InlineData("2026-01-09T22:00Z", "2026-01-12T14:00Z")] // over the weekend
    [InlineData("2026-03-06T22:00Z", "2026-03-09T13:00Z")] // and over the change to summer time: an hour earlier in UTC
    [InlineData("2026-10-30T21:00Z", "2026-11-02T14:00Z")]
    public void The_next_opening_is_on_the_clock_of_its_own_day(string from, string opens) =>
        Assert.Equal(At(opens), Hours("09:00", "17:00", Weekdays).NextOpening(NewYork, At(from)));

    [Fact]
    public void An_open_window_opens_now() => Assert.Equal(At("2026-01-05T15:00Z"), Hours("09:00", "17:00", Weekdays).NextOpening(NewYork, At("2026-01-05T15:00Z")));

    [Fact]
    public void An_hour_that_is_left_out_does_not_come_and_one_that_is_cut_off_begins_late()
    {
        // On 8 March 2026 New York's clocks jump from 02:00 to 03:00, at 07:00 UTC.
        Assert.Equal(At("2026-03-09T06:15Z"), Hours("02:15", "02:45", Everyday).NextOpening(NewYork, At("2026-03-08T05:00Z")));
        Assert.Equal(At("2026-03-08T07:00Z"), Hours("02:15", "03:30", Everyday).NextOpening(NewYork, At("2026-03-08T05:00Z")));
        Assert.Equal(At("2026-03-08T07:00Z"), Hours("01:00", "02:30", Everyday).NextClosing(NewYork, At("2026-03-08T06:30Z")));
    }

    [Fact]
    public void An_hour_that_comes_twice_is_in_or_out_twice()
    {
        // On 1 November 2026 New York's clocks go back from 02:00 to 01:00, at 06:00 UTC.
        var hours = Hours("01:30", "05:00", Everyday);
        Assert.Equal(At("2026-11-01T05:30Z"), hours.NextOpening(NewYork, At("2026-11-01T04:00Z")));
        Assert.Equal(At("2026-11-01T06:00Z"), hours.NextClosing(NewYork, At("2026-11-01T05:45Z")));
        Assert.Equal(At("2026-11-01T06:30Z"), hours.NextOpening(NewYork, At("2026-11-01T06:00Z")));
        Assert.Equal(At("2026-11-01T10:00Z"), hours.NextClosing(NewYork, At("2026-11-01T06:30Z")));
    }

    [Theory]
    [InlineData(NewYork, "2026-03-07T00:00Z")]
    [InlineData(NewYork, "2026-10-31T00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T00:00Z")] // half an hour
    [InlineData("Africa/Cairo", "2026-04-23T00:00Z")] // at midnight
    [InlineData("Asia/Kathmandu", "2026-01-01T00:00Z")]
    public void Openings_and_closings_are_exactly_where_being_open_changes(string zone, string from)
    {
        var random = new Random(7);
        for (var n = 0; n < 40; n++)
        {
            var start = random.Next(0, 1380);
            var end = random.Next(start + 5, 1441);
            var hours = Hours($"{start / 60:00}:{start % 60:00}", $"{end / 60:00}:{end % 60:00}", random.Next(2) == 0 ? Everyday : Weekdays);
            var at = At(from).AddMinutes(random.Next(0, 3 * 1440));
            var opens = hours.NextOpening(zone, at)!.Value;
            Assert.True(hours.IsOpen(zone, opens));
            for (var minute = at; minute < opens; minute = minute.AddMinutes(1)) Assert.False(hours.IsOpen(zone, minute), $"{start}-{end} {minute:O}");
            if (hours.NextClosing(zone, opens) is not { } closes) continue;
            Assert.False(hours.IsOpen(zone, closes));
            for (var minute = opens; minute < closes; minute = minute.AddMinutes(1)) Assert.True(hours.IsOpen(zone, minute), $"{start}-{end} {minute:O}");
        }
    }

    [Fact]
    public void A_window_of_the_whole_day_never_closes_and_one_without_days_never_opens()
    {
        var always = Hours("00:00", "24:00", Everyday);
        Assert.Null(always.NextClosing(NewYork, At("2026-03-07T12:00Z")));
        Assert.Equal(At("2026-03-07T12:00Z"), always.NextOpening(NewYork, At("2026-03-07T12:00Z")));
        Assert.Null(Hours("09:00", "17:00", []).NextOpening(NewYork, At("2026-03-07T12:00Z")));
    }

    [Fact]
    public void The_first_of_some_zones_counts_and_the_fallback_is_one_of_them()
    {
        var hours = CallingHours.Of(new CallingWindow(Everyday, "09:00", "17:00", "America/Los_Angeles"), "simulator")!;
        Assert.Equal(At("2026-01-05T14:00Z"), hours.NextOpeningOfAny([NewYork, Kolkata], At("2026-01-05T12:00Z")));
        Assert.Equal(At("2026-01-05T17:00Z"), hours.NextOpeningOfAny([], At("2026-01-05T12:00Z")));
        Assert.Equal(At("2026-01-05T05:00Z"), hours.NextOpeningOfAny([NewYork, Kolkata], At("2026-01-05T05:00Z")));
    }

    [Fact]
    public void Without_a_window_the_simulator_calls_at_any_hour_and_others_from_nine_to_eight()
    {
        Assert.Null(CallingHours.Of(null, "simulator"));
        var hours = CallingHours.Of(null, "sip")!;
        Assert.True(hours.IsOpen(NewYork, At("2026-01-04T14:00Z")));
        Assert.False(hours.IsOpen(NewYork, At("2026-01-05T01:00Z")));
    }

    private static CallingHours Hours(string start, string end, ImmutableArray<DayOfWeek> days) =>
        CallingHours.Of(new CallingWindow(days, start, end, FallbackZone: null), "simulator")!;

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
