using Switchboard.Calls;
using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>
/// Counts each campaign's calls by the quarter of an hour in which they were dialled, in the transactions of the calls themselves: what a campaign did is known
/// from a few small rows, however many calls it made.
/// </summary>
public static class CampaignCallCounts
{
    /// <summary>Minutes of a slot. No zone's clock differs from UTC by a part of it, so a slot lies within one hour of every clock.</summary>
    public const int SlotMinutes = 15;

    /// <summary>One row for each campaign and slot; <c>slot</c> counts from 1970-01-01 UTC.</summary>
    public static readonly TableSchema Table = new(
        "campaign_call_counts",
        [
            Column.Text("campaign_id"), Column.Int64("slot"), Column.Int64("dialled"), Column.Int64("ended"), Column.Int64("connected"), Column.Int64("talk_sec"),
        ],
        key: ["campaign_id", "slot"]);

    /// <summary>The slot of an instant.</summary>
    public static long SlotOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / (SlotMinutes * 60);

    /// <summary>The first instant of a slot.</summary>
    public static DateTimeOffset BeginOf(long slot) => DateTimeOffset.FromUnixTimeSeconds(slot * SlotMinutes * 60);

    /// <summary>Counts what a transition makes of a call. A call that was withdrawn before it was dialled is none.</summary>
    /// <param name="set">The transition's transaction.</param>
    /// <param name="call">The call after it.</param>
    /// <param name="before">The call before it; null for the acceptance.</param>
    internal static void Count(WriteSet set, CallView call, CallView? before)
    {
        if (call is not { CampaignId: { } campaignId, StartedAt: { } startedAt }) return;
        var key = new Row { ["campaign_id"] = campaignId, ["slot"] = SlotOf(startedAt) };
        if (before?.StartedAt is null) set.Add(Table, key, "dialled", 1);
        if (!call.Status.IsEnd() || before?.Status.IsEnd() == true) return;
        set.Add(Table, key, "ended", 1);
        if (call is not { Status: CallStatus.Completed, AnsweredBy: not AnsweredBy.Voicemail }) return;
        set.Add(Table, key, "connected", 1);
        set.Add(Table, key, "talk_sec", call.DurationSec);
    }
}
