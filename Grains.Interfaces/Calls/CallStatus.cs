namespace Switchboard.Calls;

/// <summary>The nine states of a call (contract, section 5). A call moves forward through them and never back.</summary>
public enum CallStatus
{
    /// <summary>Accepted and paid for by a hold; waits for a free line of the carrier.</summary>
    Queued,

    /// <summary>The carrier has been asked to call the number.</summary>
    Dialing,

    /// <summary>The far end rings.</summary>
    Ringing,

    /// <summary>A person or a voicemail answered.</summary>
    InProgress,

    /// <summary>Ended after an answer.</summary>
    Completed,

    /// <summary>Ended without a conversation by an error; <see cref="CallView.EndReason"/> says which.</summary>
    Failed,

    /// <summary>Nobody answered.</summary>
    NoAnswer,

    /// <summary>The far end was busy.</summary>
    Busy,

    /// <summary>Withdrawn before the answer.</summary>
    Canceled,
}

/// <summary>Questions about a <see cref="CallStatus"/>.</summary>
public static class CallStatusExtensions
{
    /// <summary>Whether the call has ended: an ended call never changes again.</summary>
    public static bool IsEnd(this CallStatus status) => status >= CallStatus.Completed;

    /// <summary>The name used in storage and at Cualify's door: <c>no_answer</c>, <c>in_progress</c> and so on.</summary>
    public static string ToName(this CallStatus status) => status switch
    {
        CallStatus.Queued => "queued",
        CallStatus.Dialing => "dialing",
        CallStatus.Ringing => "ringing",
        CallStatus.InProgress => "in_progress",
        CallStatus.Completed => "completed",
        CallStatus.Failed => "failed",
        CallStatus.NoAnswer => "no_answer",
        CallStatus.Busy => "busy",
        CallStatus.Canceled => "canceled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a call status"),
    };

    /// <summary>The status with this name, or null for a name that is none of the nine.</summary>
    public static CallStatus? Parse(string? name) => name switch
    {
        "queued" => CallStatus.Queued,
        "dialing" => CallStatus.Dialing,
        "ringing" => CallStatus.Ringing,
        "in_progress" => CallStatus.InProgress,
        "completed" => CallStatus.Completed,
        "failed" => CallStatus.Failed,
        "no_answer" => CallStatus.NoAnswer,
        "busy" => CallStatus.Busy,
        "canceled" => CallStatus.Canceled,
        _ => null,
    };
}
