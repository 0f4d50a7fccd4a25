using System.Collections.Immutable;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;

namespace Switchboard.Campaigns;

/// <summary>
/// When people may be called, on the clocks where they are, as these clocks show it: on the day on which they are set forward or back as well. An instant
/// counts by what the clock on the wall says at it, so the hour that comes twice is twice in or twice out, and the one that is left out never comes.
/// </summary>
internal sealed class CallingHours
{
    /// <summary>Further than this nothing is looked for: a window comes every week, or, on a day that lacks its hour, the week after.</summary>
    private const int DaysAhead = 15;

    private static readonly ImmutableArray<System.DayOfWeek> EveryDay = [.. Enum.GetValues<System.DayOfWeek>()];

    /// <summary>When a carrier calls that is not the simulator and nobody has said otherwise (contract, section 11).</summary>
    private static readonly CallingWindow CarrierDefault = new(EveryDay, "09:00", "20:00", FallbackZone: null);

    private static readonly CallingWindow AnyHour = new(EveryDay, "00:00", "24:00", FallbackZone: null);

    private readonly ImmutableArray<System.DayOfWeek> _days;
    private readonly long _startTicks;
    private readonly long _endTicks;
    private readonly DateTimeZone _fallback;
    private readonly CallingPeriod _period;

    private CallingHours(CallingWindow window, CallingPeriod period)
    {
        _period = period;
        _days = window.Days;
        _startTicks = Ticks(window.Start);
        _endTicks = Ticks(window.End);
        _fallback = Find(window.FallbackZone) ?? DateTimeZone.Utc;
    }

    /// <summary>The hours of a campaign on a carrier; null when calls may be placed at any time.</summary>
    /// <param name="window">The campaign's own; null for the carrier's.</param>
    /// <param name="carrierName">The carrier.</param>
    /// <param name="period">The days on which the campaign calls.</param>
    public static CallingHours? Of(CallingWindow? window, string carrierName, CallingPeriod period = default) => window switch
    {
        not null => new CallingHours(window, period),
        null when carrierName != RunMachine.Simulator => new CallingHours(CarrierDefault, period),
        _ => period.IsBounded ? new CallingHours(AnyHour, period) : null,
    };

    /// <summary>A window and a period in a few words, the same for those that say the same; null for neither.</summary>
    public static string? Describe(CallingWindow? window, CallingPeriod period = default)
    {
        var hours = window is null
            ? null
            : $"{string.Join(',', window.Days.Order().Select(day => (int)day))} {window.Start}-{window.End} {window.FallbackZone}";
        return period.IsBounded ? $"{hours} {period.First:O}/{period.Last:O}" : hours;
    }

    /// <summary>Whether somebody in the zone may be called at the instant.</summary>
    /// <param name="zone">IANA zone; null (or unknown) for the window's fallback.</param>
    /// <param name="at">The instant.</param>
    public bool IsOpen(string? zone, DateTimeOffset at) => IsOpen(ZoneOf(zone), Instant.FromDateTimeOffset(at));

    /// <summary>When somebody in the zone may be called next: <paramref name="from"/> itself if they may be then; null for never.</summary>
    public DateTimeOffset? NextOpening(string? zone, DateTimeOffset from)
    {
        var (where, instant) = (ZoneOf(zone), Instant.FromDateTimeOffset(from));
        if (IsOpen(where, instant)) return from;
        if (_period.First is { } first && where.AtStartOfDay(LocalDate.FromDateOnly(first)).ToInstant() is var begin && begin > instant)
        {
            instant = begin;
            if (IsOpen(where, instant)) return instant.ToDateTimeOffset();
        }

        return Changes(where, instant, _startTicks).Where(at => at > instant && IsOpen(where, at)).Select(at => (DateTimeOffset?)at.ToDateTimeOffset()).Min();
    }

    /// <summary>When somebody in the zone, who may be called now, may no longer be; null when that never ends.</summary>
    public DateTimeOffset? NextClosing(string? zone, DateTimeOffset from)
    {
        var (where, instant) = (ZoneOf(zone), Instant.FromDateTimeOffset(from));
        return Changes(where, instant, _endTicks).Where(at => at > instant && !IsOpen(where, at)).Select(at => (DateTimeOffset?)at.ToDateTimeOffset()).Min();
    }

    /// <summary>When the first of some zones opens: <paramref name="from"/> itself if one is open then; null for never.</summary>
    /// <param name="zones">The zones; the fallback is always one of them.</param>
    /// <param name="from">The instant.</param>
    public DateTimeOffset? NextOpeningOfAny(IEnumerable<string> zones, DateTimeOffset from)
    {
        var first = NextOpening(null, from);
        foreach (var zone in zones)
        {
            if (first == from) return first;
            if (NextOpening(zone, from) is { } opens && !(first <= opens)) first = opens;
        }

        return first;
    }

    /// <summary>Whether nobody in any of the zones may be called any more, because the period's last day is over there.</summary>
    /// <param name="zones">The zones; the fallback is always one of them.</param>
    /// <param name="at">The instant.</param>
    public bool IsOver(IEnumerable<string> zones, DateTimeOffset at) => _period.Last is { } last
        && zones.Cast<string?>().Append(null).All(zone => Instant.FromDateTimeOffset(at).InZone(ZoneOf(zone)).Date.ToDateOnly() > last);

    private static long Ticks(string time)
    {
        if (time == "24:00") return NodaConstants.TicksPerDay;
        return LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time).GetValueOrThrow().TickOfDay;
    }

    private static DateTimeZone? Find(string? zone) => zone is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone);

    private DateTimeZone ZoneOf(string? zone) => Find(zone) ?? _fallback;

    private bool IsOpen(DateTimeZone zone, Instant at)
    {
        var local = at.InZone(zone).LocalDateTime;
        return _days.Contains(local.DayOfWeek.ToDayOfWeek()) && local.TickOfDay >= _startTicks && local.TickOfDay < _endTicks
            && (!_period.IsBounded || _period.Includes(local.Date.ToDateOnly()));
    }

    /// <summary>
    /// Every instant near enough at which it may open or close: where the clock shows that time of day, and where the clock is set, as it may jump over it or out of the window.
    /// </summary>
    private static IEnumerable<Instant> Changes(DateTimeZone zone, Instant from, long ticks)
    {
        var today = from.InZone(zone).Date;
        for (var day = -1; day <= DaysAhead; day++)
        {
            var mapping = zone.MapLocal(today.PlusDays(day).AtMidnight().PlusTicks(ticks));
            if (mapping.Count > 0) yield return mapping.First().ToInstant();
            if (mapping.Count > 1) yield return mapping.Last().ToInstant();
        }

        foreach (var interval in zone.GetZoneIntervals(from, from + Duration.FromDays(DaysAhead)))
        {
            if (interval.HasStart) yield return interval.Start;
        }
    }
}
