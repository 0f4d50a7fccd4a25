using Orleans;
using Switchboard.Calls;

namespace Switchboard.Handoffs;

/// <summary>
/// Asks that a conversation be handed to a person. With a number that number is called; with a name, that person of the tenant's; with a queue, whoever of it is
/// free and has been so for longest; with neither, anybody who is free, those of the queue <see cref="Queues.Default"/> first.
/// </summary>
/// <param name="TenantId">Whose call it must be.</param>
/// <param name="Phone">A number, E.164; one of a person of the tenant's means that person. Null for none in particular.</param>
/// <param name="Agent">The name of a person of the tenant's; null for none in particular.</param>
/// <param name="Queue">The queue that the person must be of; null for any. Without meaning beside a number.</param>
[GenerateSerializer, Immutable, Alias("switchboard.transfer-call")]
public sealed record TransferCall(string TenantId, string? Phone = null, string? Agent = null, string? Queue = null)
{
    /// <summary>Whether this one is among those who are meant.</summary>
    public bool Means(TransferTarget target) =>
        (Phone is null || Phone == target.Phone) && (Agent is null || Agent == target.Agent) && (Phone is not null || Queue is null || Queue == target.Queue);
}

/// <summary>To whom a call was handed.</summary>
/// <param name="Phone">The number that the carrier calls, E.164.</param>
/// <param name="Agent">The person's name; null for a number that is nobody's.</param>
/// <param name="Queue">The queue that the person was taken from; null for a number that is nobody's.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("switchboard.transfer-target")]
public sealed record TransferTarget(string Phone, string? Agent, string? Queue, DateTimeOffset At);

/// <summary>Why a call was not handed over. Nothing has changed.</summary>
public enum TransferRefusal
{
    /// <summary>The tenant has no such call.</summary>
    UnknownCall,

    /// <summary>Nobody has answered it yet, or it is over, or is being ended.</summary>
    NotActive,

    /// <summary>It is with somebody else already.</summary>
    AlreadyTransferred,

    /// <summary>The tenant has no person of that name (in that queue).</summary>
    UnknownAgent,

    /// <summary>Everybody who is meant is in a call or away, or the queue is empty.</summary>
    NobodyFree,
}

/// <summary>The answer to <see cref="TransferCall"/>: the call as it is now, or the reason why it was not handed over.</summary>
/// <param name="Call">The call, with <see cref="CallView.TransferredTo"/>; null when refused.</param>
/// <param name="Refusal">The reason; null when it was handed over.</param>
[GenerateSerializer, Immutable, Alias("switchboard.transfer-result")]
public sealed record TransferResult(CallView? Call, TransferRefusal? Refusal)
{
    /// <summary>The call is handed over.</summary>
    public static TransferResult Accepted(CallView call) => new(call, null);

    /// <summary>A refusal, with its reason.</summary>
    public static TransferResult Refused(TransferRefusal reason) => new(null, reason);
}

/// <summary>Queues of people that calls are handed to.</summary>
public static class Queues
{
    /// <summary>The queue of whoever was put into none in particular.</summary>
    public const string Default = "default";
}
