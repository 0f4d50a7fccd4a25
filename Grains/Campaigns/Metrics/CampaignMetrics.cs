using NodaTime;

namespace Switchboard.Campaigns;

/// <summary>What a campaign's calls come to.</summary>
/// <param name="CallsToday">Calls dialled since midnight on the campaign's clock.</param>
/// <param name="TotalCalls">All calls dialled.</param>
/// <param name="ConnectRate">The share of its ended calls that a person answered, 0 to 1; 0 before the first has ended.</param>
/// <param name="AvgHandleTimeSec">Seconds of an average conversation with a person; 0 before the first.</param>
/// <param name="PeakHour">The hour of the day, 0 to 23 on the campaign's clock, in which most conversations began; null before the first.</param>
public sealed record CampaignMetrics(long CallsToday, long TotalCalls, double ConnectRate, double AvgHandleTimeSec, int? PeakHour)
{
    /// <summary>Those of a campaign that has not called yet.</summary>
    public static readonly CampaignMetrics None = new(0, 0, 0, 0, null);

    /// <summary>Adds counts up.</summary>
    /// <param name="counts">The counts of a campaign, each slot once.</param>
    /// <param name="zone">IANA zone of the campaign's clock; null (or unknown) for UTC.</param>
    /// <param name="now">The time.</param>
    internal static CampaignMetrics Of(IEnumerable<SlotCount> counts, string? zone, DateTimeOffset now)
    {
        var clock = (zone is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)) ?? DateTimeZone.Utc;
        var midnight = clock.AtStartOfDay(Instant.FromDateTimeOffset(now).InZone(clock).Date).ToInstant();
        var (today, total, ended, connected, talkSec) = (0L, 0L, 0L, 0L, 0L);
        var byHour = new long[24];
        foreach (var count in counts)
        {
            var begin = Instant.FromDateTimeOffset(CampaignCallCounts.BeginOf(count.Slot));
            if (begin >= midnight) today += count.Dialled;
            total += count.Dialled;
            ended += count.Ended;
            connected += count.Connected;
            talkSec += count.TalkSec;
            byHour[begin.InZone(clock).Hour] += count.Connected;
        }

        return new CampaignMetrics(
            today, total, ended == 0 ? 0 : Math.Round((double)connected / ended, 4), connected == 0 ? 0 : Math.Round((double)talkSec / connected, 1),
            connected == 0 ? null : Array.IndexOf(byHour, byHour.Max()));
    }
}

/// <summary>The counts of a slot; see <see cref="CampaignCallCounts"/>.</summary>
internal readonly record struct SlotCount(long Slot, long Dialled, long Ended, long Connected, long TalkSec);
