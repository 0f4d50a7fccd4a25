using Switchboard.Contacts;

namespace Switchboard.Tests.Grains.Contacts;

/// <summary>Zones from numbers, with a sample of each country or region by its dialling code.</summary>
public sealed class PhoneZonesTests
{
    [Theory]

    // One zone each.
    [InlineData("+919812345678", "Asia/Kolkata")]
    [InlineData("+442079460958", "Europe/London")]
    [InlineData("+6581234567", "Asia/Singapore")]
    [InlineData("+971501234567", "Asia/Dubai")]
    [InlineData("+4930901820", "Europe/Berlin")]
    [InlineData("+33142345678", "Europe/Paris")]
    [InlineData("+390669812345", "Europe/Rome")]
    [InlineData("+353123456789", "Europe/Dublin")]
    [InlineData("+8613912345678", "Asia/Shanghai")]
    [InlineData("+85221234567", "Asia/Hong_Kong")]
    [InlineData("+81312345678", "Asia/Tokyo")]
    [InlineData("+9779812345678", "Asia/Kathmandu")]
    [InlineData("+64212345678", "Pacific/Auckland")]
    [InlineData("+27821234567", "Africa/Johannesburg")]
    [InlineData("+2348012345678", "Africa/Lagos")]
    [InlineData("+5491123456789", "America/Argentina/Buenos_Aires")]
    [InlineData("+77012345678", "Asia/Almaty")]

    // By area code.
    [InlineData("+12125550123", "America/New_York")]
    [InlineData("+12025550100", "America/New_York")]
    [InlineData("+13125550123", "America/Chicago")]
    [InlineData("+13035550123", "America/Denver")]
    [InlineData("+14155550123", "America/Los_Angeles")]
    [InlineData("+16025550123", "America/Phoenix")]
    [InlineData("+12085550123", "America/Boise")]
    [InlineData("+13175550123", "America/Indiana/Indianapolis")]
    [InlineData("+13135550123", "America/Detroit")]
    [InlineData("+19155550123", "America/Denver")]
    [InlineData("+18505550123", "America/Chicago")]
    [InlineData("+19075550123", "America/Anchorage")]
    [InlineData("+18085550123", "Pacific/Honolulu")]
    [InlineData("+14165550123", "America/Toronto")]
    [InlineData("+15145550123", "America/Toronto")]
    [InlineData("+16045550123", "America/Vancouver")]
    [InlineData("+14035550123", "America/Edmonton")]
    [InlineData("+13065550123", "America/Regina")]
    [InlineData("+12045550123", "America/Winnipeg")]
    [InlineData("+19025550123", "America/Halifax")]
    [InlineData("+15065550123", "America/Moncton")]
    [InlineData("+17095550123", "America/St_Johns")]
    [InlineData("+17875550123", "America/Puerto_Rico")]
    [InlineData("+16715550123", "Pacific/Guam")]
    [InlineData("+16845550123", "Pacific/Pago_Pago")]
    [InlineData("+18765550123", "America/Jamaica")]
    [InlineData("+18095550123", "America/Santo_Domingo")]
    [InlineData("+14415550123", "Atlantic/Bermuda")]
    [InlineData("+12425550123", "America/Nassau")]

    // Landlines that tell, in countries whose mobiles do not.
    [InlineData("+61298765432", "Australia/Sydney")]
    [InlineData("+61398765432", "Australia/Melbourne")]
    [InlineData("+61738765432", "Australia/Brisbane")]
    [InlineData("+61882765432", "Australia/Adelaide")]
    [InlineData("+61892765432", "Australia/Perth")]
    [InlineData("+61889765432", "Australia/Darwin")]
    [InlineData("+34911234567", "Europe/Madrid")]
    [InlineData("+34928123456", "Atlantic/Canary")]
    [InlineData("+351211234567", "Europe/Lisbon")]
    [InlineData("+351296123456", "Atlantic/Azores")]

    // Numbers that do not tell.
    [InlineData("+61412345678", null)]
    [InlineData("+34612345678", null)]
    [InlineData("+351912345678", null)]
    [InlineData("+79161234567", null)]
    [InlineData("+5511987654321", null)]
    [InlineData("+5215512345678", null)]
    [InlineData("+6281234567890", null)]
    [InlineData("+18675550123", null)]
    [InlineData("+18005550123", null)]
    [InlineData("+19005550123", null)]
    [InlineData("+88213456789", null)]
    [InlineData("no number", null)]
    public void A_number_tells_its_zone_or_nothing(string e164, string? zone) => Assert.Equal(zone, PhoneZones.Of(e164));

    [Fact]
    public void Every_zone_is_one_that_the_tz_database_knows_and_has_numbers()
    {
        Assert.InRange(PhoneZones.All.Count, 200, 260);
        foreach (var zone in PhoneZones.All)
            Assert.True(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _), zone);
    }
}
