using System.Collections.Immutable;
using Switchboard.Calls;

namespace Switchboard.Webhooks;

/// <summary>Calleague's words for calls (contract, sections 5 and 10), in its webhooks as in its answers.</summary>
public static class CalleagueNames
{
    /// <summary>What an id of a call begins with.</summary>
    public const string CallPrefix = "cl_";

    /// <summary>What an id of a voice agent begins with.</summary>
    public const string AgentPrefix = "ag_";

    /// <summary>The words of <see cref="Status"/>, in the order of a call's life.</summary>
    public static readonly ImmutableArray<string> Statuses = [.. Enum.GetValues<CallStatus>().Select(Status).Distinct()];

    /// <summary>A call's id: <c>cl_</c> and 32 hex digits.</summary>
    public static string CallId(string callId) => CallPrefix + Digits(callId);

    /// <summary>A voice agent's id: <c>ag_</c> and 32 hex digits.</summary>
    public static string AgentId(string agentId) => AgentPrefix + Digits(agentId);

    /// <summary>One of five words for the nine states; <see cref="EndedReason"/> tells the ends apart.</summary>
    public static string Status(CallStatus status) => status switch
    {
        CallStatus.Queued or CallStatus.Dialing or CallStatus.Ringing => "ringing",
        CallStatus.InProgress => "in-progress",
        CallStatus.Completed => "completed",
        CallStatus.NoAnswer => "no-answer",
        _ => "failed",
    };

    /// <summary>The states that a word stands for; none for a word that is none of <see cref="Statuses"/>.</summary>
    public static ImmutableArray<CallStatus> StatesOf(string? word) => [.. Enum.GetValues<CallStatus>().Where(status => Status(status) == word)];

    /// <summary>Why a call ended; null while it has not.</summary>
    public static string? EndedReason(CallView call) => call.Status switch
    {
        CallStatus.Completed when call.AnsweredBy == AnsweredBy.Voicemail => "voicemail",
        CallStatus.Completed => "completed",
        CallStatus.NoAnswer => "no-answer",
        CallStatus.Busy => "busy",
        CallStatus.Failed => "failed",
        CallStatus.Canceled => "canceled",
        _ => null,
    };

    private static string Digits(string id) => Guid.Parse(id).ToString("N");
}
