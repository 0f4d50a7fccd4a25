using Orleans;

namespace Switchboard.Calls;

/// <summary>Asks for one call. Values were validated by the door; rules of the engine are applied by the call itself.</summary>
/// <param name="TenantId">The tenant that pays.</param>
/// <param name="AgentId">The voice agent that speaks; must be one of the tenant's.</param>
/// <param name="To">The number to call, E.164.</param>
/// <param name="From">The caller id, E.164; null for the carrier's default.</param>
/// <param name="Language">BCP 47 tag; null for the agent's.</param>
/// <param name="MaxDurationSec">Seconds of conversation after which the call is cut, 10 to 7200 (contract, section 4).</param>
/// <param name="Metadata">A JSON object, echoed on the call and its events; null for none.</param>
/// <param name="ContactId">The contact that is called, if the caller named one.</param>
/// <param name="CampaignId">The campaign that the call belongs to, if any.</param>
/// <param name="Attempt">1 for the first attempt at the number within its campaign, and so on; 1 for a direct call.</param>
/// <param name="RunId">The run of the campaign that places it, and is to be told of its end; null for none.</param>
/// <param name="ApprovalThresholdMinor">A proposal worth less than this is approved at once, minor units; 0: everything asks.</param>
/// <param name="DialBefore">A call that has no line by then is withdrawn, as its calling hours are over; null for any time.</param>
[GenerateSerializer, Immutable, Alias("switchboard.place-call")]
public sealed record PlaceCall(
    string TenantId,
    string AgentId,
    string To,
    string? From,
    string? Language,
    int MaxDurationSec,
    string? Metadata,
    string? ContactId = null,
    string? CampaignId = null,
    int Attempt = 1,
    string? RunId = null,
    long ApprovalThresholdMinor = 0,
    DateTimeOffset? DialBefore = null);

/// <summary>Why a call was not accepted. Nothing was held and no call exists.</summary>
public enum PlaceCallRefusal
{
    /// <summary>The tenant has no such voice agent.</summary>
    UnknownAgent,

    /// <summary>The wallet does not cover the price of <c>MaxDurationSec</c>.</summary>
    InsufficientFunds,

    /// <summary>The trial ran out and nothing was ever paid (contract, section 10).</summary>
    NoActivePlan,

    /// <summary>The tenant is suspended.</summary>
    Suspended,

    /// <summary>The number is on the tenant's do-not-call list.</summary>
    OnDoNotCallList,

    /// <summary>The Indian number is on the national registry (NCPR).</summary>
    OnNationalRegistry,

    /// <summary>The carrier wants a caller id that the tenant owns.</summary>
    FromNumberNotOwned,

    /// <summary>The id is already another call's.</summary>
    IdInUse,
}

/// <summary>The answer to <see cref="PlaceCall"/>: a call, or the reason why there is none.</summary>
/// <param name="Call">The accepted call; null when refused.</param>
/// <param name="Refusal">The reason; null when accepted.</param>
[GenerateSerializer, Immutable, Alias("switchboard.place-call-result")]
public sealed record PlaceCallResult(CallView? Call, PlaceCallRefusal? Refusal)
{
    /// <summary>An accepted call.</summary>
    public static PlaceCallResult Accepted(CallView call) => new(call, null);

    /// <summary>A refusal, with its reason.</summary>
    public static PlaceCallResult Refused(PlaceCallRefusal reason) => new(null, reason);
}
