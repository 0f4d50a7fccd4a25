using System.Globalization;
using Switchboard.Campaigns;

namespace Switchboard.Tests.Grains.Campaigns;

/// <summary>First and last days, where the people are.</summary>
public sealed class CallingPeriodTests
{
    private static readonly CallingPeriod June = new(new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 30));
    private static readonly CallingWindow Mornings = new([.. Enum.GetValues<DayOfWeek>()], "09:00", "12:00", "America/New_York");

    [Theory]
    [InlineData("Asia/Kolkata", "2026-05-31T18:29:59Z", false)]
    [InlineData("Asia/Kolkata", "2026-05-31T18:30:00Z", true)]
    [InlineData("America/Los_Angeles", "2026-05-31T18:30:00Z", false)]
    [InlineData("America/Los_Angeles", "2026-07-01T06:59:59Z", true)]
    [InlineData("America/Los_Angeles", "2026-07-01T07:00:00Z", false)]
    [InlineData("Asia/Kolkata", "2026-07-01T06:59:59Z", false)]
    public void Days_are_those_of_the_persons_calendar(string zone, string at, bool isOpen) =>
        Assert.Equal(isOpen, CallingHours.Of(window: null, "simulator", June)!.IsOpen(zone, At(at)));

    [Fact]
    public void It_opens_on_the_first_day_however_far_that_is()
    {
        Assert.Equal(At("2026-05-31T18:30:00Z"), CallingHours.Of(null, "simulator", June)!.NextOpening("Asia/Kolkata", At("2026-01-01T00:00:00Z")));
        Assert.Equal(At("2026-06-01T13:00:00Z"), CallingHours.Of(Mornings, "simulator", June)!.NextOpening(null, At("2026-01-01T00:00:00Z")));
        Assert.Equal(At("2026-06-02T13:00:00Z"), CallingHours.Of(Mornings, "simulator", June)!.NextOpening(null, At("2026-06-01T16:00:00Z")));
    }

    [Fact]
    public void After_the_last_day_it_never_opens_again()
    {
        var hours = CallingHours.Of(Mornings, "simulator", June)!;
        Assert.Null(hours.NextOpening(null, At("2026-06-30T16:00:00Z")));
        Assert.False(hours.IsOver(["Asia/Kolkata"], At("2026-07-01T03:59:59Z")));
        Assert.True(hours.IsOver(["Asia/Kolkata"], At("2026-07-01T04:00:00Z")));
        Assert.False(hours.IsOver(["Asia/Kolkata", "Pacific/Honolulu"], At("2026-07-01T04:00:00Z")));
        Assert.Equal(At("2026-07-01T04:00:00Z"), CallingHours.Of(null, "simulator", June)!.NextClosing("America/New_York", At("2026-06-30T12:00:00Z")));
    }

    [Fact]
    public void It_is_over_everywhere_when_the_last_zone_has_a_new_day()
    {
        Assert.False(June.IsOver(At("2026-07-01T11:59:59Z")));
        Assert.True(June.IsOver(At("2026-07-01T12:00:00Z")));
        Assert.False(new CallingPeriod(new DateOnly(2026, 6, 1), null).IsOver(At("2099-01-01T00:00:00Z")));
    }

    [Fact]
    public void Other_days_are_other_hours()
    {
        Assert.Null(CallingHours.Of(window: null, "simulator"));
        Assert.Null(CallingHours.Describe(window: null));
        Assert.NotEqual(CallingHours.Describe(Mornings), CallingHours.Describe(Mornings, June));
        Assert.NotEqual(CallingHours.Describe(null, June with { Last = null }), CallingHours.Describe(null, June));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
