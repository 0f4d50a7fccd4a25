using System.Collections.Frozen;
using System.Globalization;
using NodaTime;

namespace Switchboard.RuleBooks.Prompts.Hours;

/// <summary>The names that people give to time zones.</summary>
internal static class ZoneNames
{
    // Where an abbreviation stands for several, the one that callers of the product's countries mean.
    private static readonly FrozenDictionary<string, string> Abbreviations = new Dictionary<string, string>
    {
        ["IST"] = "Asia/Kolkata",
        ["ET"] = "America/New_York",
        ["EST"] = "America/New_York",
        ["EDT"] = "America/New_York",
        ["CT"] = "America/Chicago",
        ["CST"] = "America/Chicago",
        ["CDT"] = "America/Chicago",
        ["MT"] = "America/Denver",
        ["MST"] = "America/Denver",
        ["MDT"] = "America/Denver",
        ["PT"] = "America/Los_Angeles",
        ["PST"] = "America/Los_Angeles",
        ["PDT"] = "America/Los_Angeles",
        ["AKST"] = "America/Anchorage",
        ["AKDT"] = "America/Anchorage",
        ["HST"] = "Pacific/Honolulu",
        ["AST"] = "America/Halifax",
        ["NST"] = "America/St_Johns",
        ["GMT"] = "Europe/London",
        ["BST"] = "Europe/London",
        ["UTC"] = "Etc/UTC",
        ["CET"] = "Europe/Paris",
        ["CEST"] = "Europe/Paris",
        ["EET"] = "Europe/Athens",
        ["EEST"] = "Europe/Athens",
        ["AET"] = "Australia/Sydney",
        ["AEST"] = "Australia/Sydney",
        ["AEDT"] = "Australia/Sydney",
        ["ACST"] = "Australia/Adelaide",
        ["ACDT"] = "Australia/Adelaide",
        ["AWST"] = "Australia/Perth",
        ["NZST"] = "Pacific/Auckland",
        ["NZDT"] = "Pacific/Auckland",
        ["SGT"] = "Asia/Singapore",
        ["GST"] = "Asia/Dubai",
        ["HKT"] = "Asia/Hong_Kong",
        ["JST"] = "Asia/Tokyo",
        ["PKT"] = "Asia/Karachi",
        ["NPT"] = "Asia/Kathmandu",
        ["PHT"] = "Asia/Manila",
        ["MYT"] = "Asia/Kuala_Lumpur",
        ["WIB"] = "Asia/Jakarta",
        ["SAST"] = "Africa/Johannesburg",
        ["EAT"] = "Africa/Nairobi",
        ["WAT"] = "Africa/Lagos",
        ["BRT"] = "America/Sao_Paulo",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // What stands before "time": "pacific time", "London time".
    private static readonly FrozenDictionary<string, string> Places = new Dictionary<string, string>
    {
        ["india"] = "Asia/Kolkata",
        ["indian"] = "Asia/Kolkata",
        ["mumbai"] = "Asia/Kolkata",
        ["delhi"] = "Asia/Kolkata",
        ["kolkata"] = "Asia/Kolkata",
        ["bangalore"] = "Asia/Kolkata",
        ["eastern"] = "America/New_York",
        ["new york"] = "America/New_York",
        ["central"] = "America/Chicago",
        ["chicago"] = "America/Chicago",
        ["texas"] = "America/Chicago",
        ["mountain"] = "America/Denver",
        ["denver"] = "America/Denver",
        ["arizona"] = "America/Phoenix",
        ["pacific"] = "America/Los_Angeles",
        ["california"] = "America/Los_Angeles",
        ["los angeles"] = "America/Los_Angeles",
        ["hawaii"] = "Pacific/Honolulu",
        ["toronto"] = "America/Toronto",
        ["vancouver"] = "America/Vancouver",
        ["uk"] = "Europe/London",
        ["british"] = "Europe/London",
        ["london"] = "Europe/London",
        ["paris"] = "Europe/Paris",
        ["berlin"] = "Europe/Berlin",
        ["central european"] = "Europe/Paris",
        ["sydney"] = "Australia/Sydney",
        ["melbourne"] = "Australia/Melbourne",
        ["perth"] = "Australia/Perth",
        ["brisbane"] = "Australia/Brisbane",
        ["singapore"] = "Asia/Singapore",
        ["gulf"] = "Asia/Dubai",
        ["dubai"] = "Asia/Dubai",
        ["uae"] = "Asia/Dubai",
        ["tokyo"] = "Asia/Tokyo",
        ["hong kong"] = "Asia/Hong_Kong",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Offsets that are no whole hours, by the zone that has them all year.
    private static readonly FrozenDictionary<int, string> OddOffsets = new Dictionary<int, string>
    {
        [330] = "Asia/Kolkata",
        [345] = "Asia/Kathmandu",
        [390] = "Asia/Yangon",
        [270] = "Asia/Kabul",
        [210] = "Asia/Tehran",
        [570] = "Australia/Darwin",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Iana =
        DateTimeZoneProviders.Tzdb.Ids.ToFrozenDictionary(id => id, id => id, StringComparer.OrdinalIgnoreCase);

    /// <summary>The alternatives of a pattern that matches the abbreviations.</summary>
    public static string AbbreviationPattern { get; } = string.Join('|', Abbreviations.Keys.OrderByDescending(name => name.Length).ThenBy(name => name, StringComparer.Ordinal));

    /// <summary>The alternatives of a pattern that matches the places.</summary>
    public static string PlacePattern { get; } = string.Join('|', Places.Keys.OrderByDescending(name => name.Length).ThenBy(name => name, StringComparer.Ordinal));

    /// <summary>The IANA zone of an abbreviation, of a place or of an id, whatever the case; null when it is none.</summary>
    public static string? Find(string name) =>
        Abbreviations.GetValueOrDefault(name) ?? Places.GetValueOrDefault(name) ?? (name.Contains('/', StringComparison.Ordinal) ? Iana.GetValueOrDefault(name) : null);

    /// <summary>The zone of a constant offset from UTC such as <c>+5:30</c>; null when none has it.</summary>
    public static string? OfOffset(string sign, string hours, string minutes)
    {
        var whole = int.Parse(hours, CultureInfo.InvariantCulture);
        var offset = (sign == "-" ? -1 : 1) * ((whole * 60) + (minutes.Length > 0 ? int.Parse(minutes, CultureInfo.InvariantCulture) : 0));
        if (offset % 60 != 0)
            return OddOffsets.GetValueOrDefault(offset);
        // These ids have the sign of POSIX: west of Greenwich is plus.
        return offset == 0 ? "Etc/UTC" : Iana.GetValueOrDefault($"Etc/GMT{(offset > 0 ? '-' : '+')}{Math.Abs(offset / 60)}");
    }

    /// <summary>The zone in which most people of a country live; null for a country that the product does not know.</summary>
    public static string? OfCountry(string country) => country switch
    {
        "IN" => "Asia/Kolkata",
        "US" => "America/New_York",
        "GB" => "Europe/London",
        "AU" => "Australia/Sydney",
        "CA" => "America/Toronto",
        "SG" => "Asia/Singapore",
        "AE" => "Asia/Dubai",
        _ => null,
    };
}
