using Orleans;
using Orleans.Concurrency;
using Switchboard.Compliance;
using Switchboard.Deadlines;

namespace Switchboard.Approvals;

/// <summary>The life of an approval: it is decided or runs out, once.</summary>
public enum ApprovalStatus
{
    /// <summary>Waits for a decision.</summary>
    Pending,

    /// <summary>Granted.</summary>
    Approved,

    /// <summary>Refused.</summary>
    Denied,

    /// <summary>Nobody decided in time.</summary>
    Expired,
}

/// <summary>Names of an <see cref="ApprovalStatus"/>.</summary>
public static class ApprovalStatusExtensions
{
    /// <summary>The name used in storage and at the doors.</summary>
    public static string ToName(this ApprovalStatus status) => status switch
    {
        ApprovalStatus.Pending => "pending",
        ApprovalStatus.Approved => "approved",
        ApprovalStatus.Denied => "denied",
        ApprovalStatus.Expired => "expired",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not an approval's status"),
    };

    /// <summary>The status with this name, or null for a name that is none of the four.</summary>
    public static ApprovalStatus? Parse(string? name) => name switch
    {
        "pending" => ApprovalStatus.Pending,
        "approved" => ApprovalStatus.Approved,
        "denied" => ApprovalStatus.Denied,
        "expired" => ApprovalStatus.Expired,
        _ => null,
    };
}

/// <summary>
/// A proposal that a call waits on; the key is its UUIDv7. One decision wins; a repeat is told which. Each method that changes
/// something commits once before it answers; the call is told afterwards, as often as it takes.
/// </summary>
[Alias("switchboard.IApprovalGrain")]
public interface IApprovalGrain : IGrainWithStringKey, IDeadlineTarget
{
    /// <summary>Opens the approval. Idempotent.</summary>
    [Alias("Open")]
    Task Open(OpenApproval command);

    /// <summary>Decides it, unless it is over. Null when there is none of that tenant's.</summary>
    [Alias("Decide")]
    Task<ApprovalDecisionResult?> Decide(DecideApproval command);

    /// <summary>
    /// The call has ended: a pending approval expires now. One-way, as it is only a courtesy to who would decide in vain:
    /// an approval that does not hear of it runs out by itself.
    /// </summary>
    [Alias("Withdraw"), OneWay]
    Task Withdraw();

    /// <summary>
    /// Erases the person from an approval that is over: the number becomes the pseudonym, what was said and noted is deleted; what was asked for, decided and by
    /// whom stays. Idempotent.
    /// </summary>
    /// <param name="tenantId">Whose approval it must be.</param>
    /// <param name="pseudonym">What stands in place of the number from now on.</param>
    [Alias("Erase")]
    Task<ErasureResult> Erase(string tenantId, string pseudonym);

    /// <summary>The approval as committed, or null.</summary>
    [Alias("Get"), ReadOnly]
    Task<ApprovalView?> Get();
}

/// <summary>Opens an approval.</summary>
/// <param name="TenantId">Whose call it is.</param>
/// <param name="CallId">The call that waits.</param>
/// <param name="CampaignId">The campaign of the call, if any.</param>
/// <param name="RunId">The run that placed the call, if any.</param>
/// <param name="TargetPhone">The number called.</param>
/// <param name="Action"><c>concession</c>, <c>callback</c> or <c>escalate</c>.</param>
/// <param name="ValueMinor">What it would cost; null when it has no price.</param>
/// <param name="Currency">Currency of the value.</param>
/// <param name="Rationale">Why the agent proposes it.</param>
/// <param name="Context">The conversation so far, as JSON.</param>
/// <param name="ExpiresAt">When it runs out, on the real clock.</param>
[GenerateSerializer, Immutable, Alias("switchboard.open-approval")]
public sealed record OpenApproval(
    string TenantId,
    string CallId,
    string? CampaignId,
    string? RunId,
    string TargetPhone,
    string Action,
    long? ValueMinor,
    string Currency,
    string Rationale,
    string Context,
    DateTimeOffset ExpiresAt);

/// <summary>A person's decision.</summary>
/// <param name="TenantId">The tenant of who decides.</param>
/// <param name="Approve">Grant or refuse.</param>
/// <param name="DecidedBy">Who decides: a user's or a key's id, or <c>slack:</c> and the person's id and name there.</param>
/// <param name="Note">A word on why; null for none.</param>
/// <param name="ReplyTo">Where the outcome is to be shown, sealed by who will show it; null for nowhere in particular.</param>
[GenerateSerializer, Immutable, Alias("switchboard.decide-approval")]
public sealed record DecideApproval(string TenantId, bool Approve, string DecidedBy, string? Note, string? ReplyTo = null);

/// <summary>The answer to a decision.</summary>
/// <param name="Won">Whether this decision is the one that counts.</param>
/// <param name="Approval">The approval as it is now.</param>
[GenerateSerializer, Immutable, Alias("switchboard.approval-decision-result")]
public sealed record ApprovalDecisionResult(bool Won, ApprovalView Approval);

/// <summary>An approval as committed.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="TenantId">Whose it is.</param>
/// <param name="CallId">The call that waits or waited.</param>
/// <param name="CampaignId">The campaign of the call, if any.</param>
/// <param name="RunId">The run that placed the call, if any.</param>
/// <param name="TargetPhone">The number called.</param>
/// <param name="Action">What is proposed.</param>
/// <param name="ValueMinor">What it would cost; null when it has no price.</param>
/// <param name="Currency">Currency of the value.</param>
/// <param name="Rationale">Why.</param>
/// <param name="Context">The conversation up to then, as JSON.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="ExpiresAt">When it runs out.</param>
/// <param name="DecidedAt">When it was decided or ran out.</param>
/// <param name="DecidedBy">Who decided; <c>policy</c> for the campaign's threshold; null when it ran out.</param>
/// <param name="Note">The decider's word, if any.</param>
[GenerateSerializer, Immutable, Alias("switchboard.approval-view")]
public sealed record ApprovalView(
    string Id,
    string TenantId,
    string CallId,
    string? CampaignId,
    string? RunId,
    string TargetPhone,
    string Action,
    long? ValueMinor,
    string Currency,
    string Rationale,
    string Context,
    ApprovalStatus Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? DecidedAt,
    string? DecidedBy,
    string? Note);
