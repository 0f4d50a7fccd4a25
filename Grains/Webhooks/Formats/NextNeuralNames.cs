using Switchboard.Calls;
using Switchboard.Campaigns;

namespace Switchboard.Webhooks;

/// <summary>NextNeural's words for calls and campaigns (contract, sections 5 and 10), in its webhooks as in its answers.</summary>
public static class NextNeuralNames
{
    /// <summary>The nine states in its spelling.</summary>
    public static string Status(CallStatus status) => status switch
    {
        CallStatus.Queued or CallStatus.Dialing => "dialing",
        CallStatus.InProgress => "in-progress",
        CallStatus.NoAnswer => "no-answer",
        _ => status.ToName(),
    };

    /// <summary><c>connected</c>, <c>voicemail</c>, <c>no-answer</c> or <c>failed</c>; null while the call has not ended.</summary>
    public static string? Outcome(CallView call) => call.Status switch
    {
        CallStatus.Completed when call.AnsweredBy == AnsweredBy.Voicemail => "voicemail",
        CallStatus.Completed => "connected",
        CallStatus.NoAnswer => "no-answer",
        CallStatus.Failed or CallStatus.Busy or CallStatus.Canceled => "failed",
        _ => null,
    };

    /// <summary><c>draft</c>, <c>active</c>, <c>paused</c> or <c>completed</c>.</summary>
    public static string Status(CampaignStatus status) => status switch
    {
        CampaignStatus.Live => "active",
        CampaignStatus.Retired => "completed",
        _ => status.ToName(),
    };
}
