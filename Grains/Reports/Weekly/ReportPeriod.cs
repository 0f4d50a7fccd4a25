using NodaTime;

namespace Switchboard.Reports.Weekly;

/// <summary>The days of a report, both included, as they are counted in a zone.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Zone">Where the days begin and end.</param>
public sealed record ReportPeriod(DateOnly From, DateOnly To, DateTimeZone Zone)
{
    /// <summary>The most days that a report is about.</summary>
    public const int DaysMax = 31;

    /// <summary>How many days there are.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>When the first day begins.</summary>
    public DateTimeOffset Start => StartOf(From);

    /// <summary>When the day after the last one begins.</summary>
    public DateTimeOffset End => StartOf(To.AddDays(1));

    /// <summary>As many days, just before these.</summary>
    public ReportPeriod Before => this with { From = From.AddDays(-Days), To = From.AddDays(-1) };

    /// <summary>Each day with its beginning and its end.</summary>
    public IEnumerable<(DateOnly Day, DateTimeOffset Start, DateTimeOffset End)> EachDay() =>
        Enumerable.Range(0, Days).Select(i => From.AddDays(i)).Select(day => (day, StartOf(day), StartOf(day.AddDays(1))));

    /// <summary>The day that an instant is part of, in the zone.</summary>
    public static DateOnly DayOf(DateTimeOffset instant, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(instant).InZone(zone).Date.ToDateOnly();

    /// <summary>The zone in which a tenant's days are counted when nobody says: that of its country's largest city.</summary>
    /// <param name="country">ISO 3166 code.</param>
    public static DateTimeZone ZoneOf(string country) => Zones[country switch
    {
        "IN" => "Asia/Kolkata",
        "US" => "America/New_York",
        "CA" => "America/Toronto",
        "GB" => "Europe/London",
        "AU" => "Australia/Sydney",
        "SG" => "Asia/Singapore",
        "AE" => "Asia/Dubai",
        _ => "Etc/UTC",
    }];

    /// <summary>The zone of an IANA name; null when there is none.</summary>
    public static DateTimeZone? FindZone(string name) => Zones.GetZoneOrNull(name);

    private static IDateTimeZoneProvider Zones => DateTimeZoneProviders.Tzdb;

    private DateTimeOffset StartOf(DateOnly day) => Zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToInstant().ToDateTimeOffset();
}
