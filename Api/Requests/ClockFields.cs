using System.Globalization;
using NodaTime;

namespace Switchboard.Api.Requests;

/// <summary>Hours of a day and zones, as the doors' calling windows have them: fields <c>start</c>, <c>end</c> and <c>timezone</c>.</summary>
internal static class ClockFields
{
    /// <summary>Two times of a day, <c>HH:mm</c>, which must be there, the second the later one; <c>24:00</c> is midnight.</summary>
    public static (string Start, string End) Hours(RequestReader fields)
    {
        var (start, end) = (Time(fields, "start"), Time(fields, "end"));
        if (start is not null && end is not null && string.CompareOrdinal(start, end) >= 0)
            fields.Fail("end", "must be later than start");
        return (start ?? "", end ?? "");
    }

    /// <summary>An IANA zone; null when absent.</summary>
    public static string? OptionalZone(RequestReader fields)
    {
        if (fields.OptionalText("timezone", 60, min: 1) is not { } zone)
            return null;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null)
            return zone;
        fields.Fail("timezone", "must be an IANA time zone — e.g. Asia/Kolkata");
        return null;
    }

    private static string? Time(RequestReader fields, string name)
    {
        var text = fields.Text(name, max: 5);
        if (text == "24:00" || TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return text;
        if (text.Length > 0)
            fields.Fail(name, "must be a time of day — e.g. 10:00");
        return null;
    }
}
