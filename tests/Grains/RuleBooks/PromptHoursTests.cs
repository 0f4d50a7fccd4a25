using Switchboard.RuleBooks.Prompts;
using Switchboard.RuleBooks.Prompts.Hours;

namespace Switchboard.Tests.Grains.RuleBooks;

public sealed class PromptHoursTests
{
    private const string All = "Mon,Tue,Wed,Thu,Fri,Sat,Sun";
    private const string Work = "Mon,Tue,Wed,Thu,Fri";

    [Theory]
    [InlineData("renewal-recovery for SaaS, IST 10am-7pm, offers", $"{All} 10:00-19:00 Asia/Kolkata")]
    [InlineData("weekdays 9 to 5 PT", $"{Work} 09:00-17:00 America/Los_Angeles")]
    [InlineData("Mon-Sat 10:00-18:30 Europe/London", "Mon,Tue,Wed,Thu,Fri,Sat 10:00-18:30 Europe/London")]
    [InlineData("call 9am–5pm ET", $"{All} 09:00-17:00 America/New_York")]
    [InlineData("Calls between 9:30 and 17:00 GMT, Monday to Friday only", $"{Work} 09:30-17:00 Europe/London")]
    [InlineData("9 a.m. to 6 p.m. AEST. Never on Sundays.", "Mon,Tue,Wed,Thu,Fri,Sat 09:00-18:00 Australia/Sydney")]
    [InlineData("SGT 11-8", $"{All} 11:00-20:00 Asia/Singapore")]
    [InlineData("GST 10am-8pm Sun-Thu", "Mon,Tue,Wed,Thu,Sun 10:00-20:00 Asia/Dubai")]
    [InlineData("tone: casual, 9am-5pm CT Mon, Wed and Fri", "Mon,Wed,Fri 09:00-17:00 America/Chicago")]
    [InlineData("call 1000-1900 hrs BST", $"{All} 10:00-19:00 Europe/London")]
    [InlineData("10-7pm MT", $"{All} 10:00-19:00 America/Denver")]
    [InlineData("2-5pm pst", $"{All} 14:00-17:00 America/Los_Angeles")]
    [InlineData("call from 9am to noon Pacific time", $"{All} 09:00-12:00 America/Los_Angeles")]
    [InlineData("noon till midnight, London time", $"{All} 12:00-24:00 Europe/London")]
    [InlineData("Calls 08:00-20:00 UTC+5:30 daily", $"{All} 08:00-20:00 Asia/Kolkata")]
    [InlineData("Calls 8am-8pm UTC-3", $"{All} 08:00-20:00 Etc/GMT+3")]
    [InlineData("call 9am-5pm. Time zone: Australia/Perth", $"{All} 09:00-17:00 Australia/Perth")]
    [InlineData("सुबह 10 बजे से शाम 7 बजे तक, सोमवार से शनिवार", "Mon,Tue,Wed,Thu,Fri,Sat 10:00-19:00 America/New_York")]
    [InlineData("रविवार को छोड़कर, ११ बजे से ५ बजे तक", "Mon,Tue,Wed,Thu,Fri,Sat 11:00-17:00 America/New_York")]
    [InlineData("subah 10 baje se shaam 6 baje tak call karo", $"{All} 10:00-18:00 America/New_York")]
    public void A_range_is_read_with_its_days_and_its_zone(string prompt, string expected) => Assert.Equal(expected, Read(prompt));

    [Theory]
    [InlineData("Remind patients of appointments, Mon-Fri 9-6, Sat 10-2", $"{Work} 09:00-18:00 America/New_York")]
    [InlineData("Invite people to our webinar on Friday 3pm-4pm. Call 9am-5pm.", $"{All} 09:00-17:00 America/New_York")]
    [InlineData("The store is open 10am-9pm. Call 11am to 1pm.", $"{All} 11:00-13:00 America/New_York")]
    [InlineData("No calls between 1pm and 2pm. IST 10am-7pm", $"{All} 10:00-19:00 Asia/Kolkata")]
    public void Of_several_ranges_the_one_that_is_about_calls_counts_or_else_the_first(string prompt, string expected) => Assert.Equal(expected, Read(prompt));

    [Theory]
    [InlineData("Don't call before 10am or after 7pm ET", $"{All} 10:00-19:00 America/New_York")]
    [InlineData("never between 9pm and 9am", $"{All} 09:00-21:00 America/New_York")]
    [InlineData("call before 8pm CT", $"{All} 09:00-20:00 America/Chicago")]
    [InlineData("Sell tea. After 5pm on weekdays", $"{Work} 17:00-20:00 America/New_York")]
    [InlineData("Call only after 8:30 pm", $"{All} 20:30-24:00 America/New_York")]
    [InlineData("call only on weekends", "Sat,Sun 09:00-20:00 America/New_York")]
    [InlineData("call on Tuesdays and Thursdays", "Tue,Thu 09:00-20:00 America/New_York")]
    [InlineData("Sell tea, no calls on Sundays", "Mon,Tue,Wed,Thu,Fri,Sat 09:00-20:00 America/New_York")]
    [InlineData("AEST business hours", $"{Work} 09:00-17:00 Australia/Sydney")]
    [InlineData("call customers 24/7", $"{All} 00:00-24:00 America/New_York")]
    public void One_end_or_days_alone_leave_the_usual_hours_for_the_rest(string prompt, string expected) => Assert.Equal(expected, Read(prompt));

    [Theory]
    [InlineData("Sell tea")]
    [InlineData("ask 5-10 questions, 2-3 minutes each")]
    [InlineData("companies with 10 to 20 employees, budget $500-1000, 10-15% off")]
    [InlineData("ages 18-60, 24-48 hours delivery, 3 attempts, call +1 202-555-0100")]
    [InlineData("our sale is on Black Friday, 24/7 support, v2.10-3")]
    [InlineData("power will be off on 12 March 9am-5pm")]
    [InlineData("time zone: IST")]
    [InlineData("price includes 18% GST")]
    [InlineData("25:00-30:00")]
    [InlineData("people called outside business hours")]
    [InlineData("book slots 10am-1pm")]
    [InlineData("call leads of Monday.com, the Sun and Wed Ltd")]
    public void Other_numbers_and_days_are_no_hours(string prompt) => Assert.Equal("none", Read(prompt));

    [Theory]
    [InlineData("10pm-6am IST")]
    [InlineData("call 18:00-03:00")]
    public void Hours_over_midnight_are_refused_in_a_sentence(string prompt)
    {
        var (window, error) = HoursReader.Read(PromptText.Normalise(prompt), "US");
        Assert.Null(window);
        Assert.Contains("run over midnight", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IN", "Asia/Kolkata")]
    [InlineData("GB", "Europe/London")]
    [InlineData("AE", "Asia/Dubai")]
    [InlineData("ZZ", null)]
    public void Hours_without_a_zone_are_in_the_countrys(string country, string? zone) =>
        Assert.Equal(zone, HoursReader.Read("call 9am-5pm", country).Window!.FallbackZone);

    private static string Read(string prompt)
    {
        var (window, error) = HoursReader.Read(PromptText.Normalise(prompt), "US");
        Assert.Null(error);
        return window is null ? "none" : $"{string.Join(',', window.Days.Select(day => day.ToString()[..3]))} {window.Start}-{window.End} {window.FallbackZone}";
    }
}
