using System.Globalization;
using Switchboard.Campaigns;

namespace Switchboard.Tests.Grains.Campaigns;

public sealed class CampaignMetricsTests
{
    private static readonly DateTimeOffset Now = At("2026-05-31T20:00:00Z");

    [Fact]
    public void Counts_are_added_up_on_the_campaigns_clock()
    {
        // In India it is the first of June, 01:30: what was dialled before 18:30Z was yesterday.
        SlotCount[] counts =
        [
            new(Slot("2026-05-30T12:10:00Z"), Dialled: 10, Ended: 10, Connected: 4, TalkSec: 400),
            new(Slot("2026-05-31T18:15:00Z"), Dialled: 5, Ended: 5, Connected: 3, TalkSec: 100),
            new(Slot("2026-05-31T18:30:00Z"), Dialled: 6, Ended: 1, Connected: 1, TalkSec: 40),
        ];

        Assert.Equal(new CampaignMetrics(CallsToday: 6, TotalCalls: 21, ConnectRate: 0.5, AvgHandleTimeSec: 67.5, PeakHour: 17), CampaignMetrics.Of(counts, "Asia/Kolkata", Now));
        Assert.Equal(11, CampaignMetrics.Of(counts, zone: null, Now).CallsToday);
    }

    [Fact]
    public void Nothing_is_divided_by_none()
    {
        Assert.Equal(CampaignMetrics.None, CampaignMetrics.Of([], "Asia/Kolkata", Now));
        Assert.Equal(new CampaignMetrics(2, 2, 0, 0, null), CampaignMetrics.Of([new(Slot("2026-05-31T19:00:00Z"), 2, 0, 0, 0)], "Nowhere/Land", Now));
    }

    [Fact]
    public void A_slot_begins_where_its_instants_say() =>
        Assert.Equal(At("2026-05-31T18:15:00Z"), CampaignCallCounts.BeginOf(Slot("2026-05-31T18:29:59.999Z")));

    private static long Slot(string at) => CampaignCallCounts.SlotOf(At(at));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
