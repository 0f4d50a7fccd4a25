using Switchboard.Reports.Weekly;

namespace Switchboard.Tests.Grains.Reports;

public sealed class ReportPeriodTests
{
    [Fact]
    public void Days_begin_where_the_workspace_is()
    {
        var week = ReportSamples.Week;
        Assert.Equal(new DateTimeOffset(2026, 5, 17, 18, 30, 0, TimeSpan.Zero), week.Start);
        Assert.Equal(new DateTimeOffset(2026, 5, 24, 18, 30, 0, TimeSpan.Zero), week.End);
        Assert.Equal((7, new DateOnly(2026, 5, 11), new DateOnly(2026, 5, 17)), (week.Days, week.Before.From, week.Before.To));
        Assert.Equal(new DateOnly(2026, 5, 18), ReportPeriod.DayOf(week.Start, week.Zone));
    }

    [Fact]
    public void Days_follow_each_other_over_a_change_of_the_clocks()
    {
        var period = new ReportPeriod(new DateOnly(2026, 3, 7), new DateOnly(2026, 3, 9), ReportPeriod.ZoneOf("US"));
        var days = period.EachDay().ToList();
        Assert.Equal([24, 23, 24], days.Select(day => (day.End - day.Start).TotalHours));
        Assert.Equal(days.Skip(1).Select(day => day.Start), days.SkipLast(1).Select(day => day.End));
    }

    [Theory]
    [InlineData("IN", "Asia/Kolkata")]
    [InlineData("US", "America/New_York")]
    [InlineData("CA", "America/Toronto")]
    [InlineData("GB", "Europe/London")]
    [InlineData("AU", "Australia/Sydney")]
    [InlineData("SG", "Asia/Singapore")]
    [InlineData("AE", "Asia/Dubai")]
    [InlineData("ZZ", "Etc/UTC")]
    public void Every_country_has_a_zone(string country, string zone) => Assert.Equal(zone, ReportPeriod.ZoneOf(country).Id);
}
