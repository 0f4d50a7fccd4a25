using System.Text.Json.Serialization;
using Switchboard.Carriers;
using Switchboard.Voices;
using Switchboard.Wallets;

namespace Switchboard.Calls;

/// <summary>
/// The whole of a call as its grain stores it. What is still to be done elsewhere is a matter of this state
/// (<see cref="CallMachine.Pending"/>), so that a node that takes the call over knows it.
/// </summary>
public sealed record CallState
{
    /// <summary>What the world sees.</summary>
    public required CallView View { get; init; }

    /// <summary>The call's place among its tenant's calls, 1 for the first; 0 until the store has given it one.</summary>
    public long Ordinal { get; init; }

    /// <summary>Price of a minute when the money was held.</summary>
    public required long RatePerMinuteMinor { get; init; }

    /// <summary>Number of the call's last event.</summary>
    public long EventSequence { get; init; }

    /// <summary>When the carrier was last heard of, on the real clock; when waiting for it began, before that.</summary>
    public required DateTimeOffset HeardAt { get; init; }

    /// <summary>When it was answered, in the carrier's seconds since the dialling began.</summary>
    public double? AnsweredAtSec { get; init; }

    /// <summary>When we hung up, in the carrier's seconds since the dialling began; null when we did not.</summary>
    public double? HangUpAtSec { get; init; }

    /// <summary>A proposal worth less than this is approved at once, minor units; 0: everything asks.</summary>
    public long ApprovalThresholdMinor { get; init; }

    /// <summary>The proposal that the conversation waits on; null when there was none.</summary>
    public PendingApproval? Approval { get; init; }

    /// <summary>What was decided about the proposal; null while it is open.</summary>
    public ProposalDecision? Decision { get; init; }

    /// <summary>When it was handed to a person, in the carrier's seconds since the dialling began; null when it was not.</summary>
    public double? TransferAtSec { get; init; }

    /// <summary>It was handed to a person, and the carrier has not yet confirmed that it knows.</summary>
    public bool TransferPending { get; init; }

    /// <summary>The call has ended and its wallet has not yet confirmed the settlement.</summary>
    public bool SettlementPending { get; init; }

    /// <summary>The call has ended and the run that placed it has not yet confirmed that it knows.</summary>
    public bool RunToTell { get; init; }

    /// <summary>The trace in which it was accepted, as a W3C <c>traceparent</c>; null for none. All that happens to it later belongs to that trace.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Whether it has ended and nothing is left to do about it.</summary>
    [JsonIgnore]
    public bool IsConcluded => View.Status.IsEnd() && !SettlementPending && !RunToTell;

    /// <summary>If it has no line by then, it is not dialled any more; null for any time.</summary>
    public DateTimeOffset? DialBefore { get; init; }

    /// <summary>The voice that was chosen for its agent when it was accepted; null when none was.</summary>
    public VoiceConfig? Voice { get; init; }

    /// <summary>When the call is to be looked at again; null when never.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The call as its carrier knows it.</summary>
    public CarrierCall ToCarrierCall() => new(
        View.Id, View.ProviderCallId, View.TenantId, View.To, View.From, View.Language, View.Attempt, View.MaxDurationSec,
        View.StartedAt ?? View.CreatedAt, Decision, HangUpAtSec, Voice, Transfer);

    private CarrierTransfer? Transfer =>
        View.TransferredTo is { } target ? new CarrierTransfer(target.Phone, target.Agent, TransferAtSec!.Value) : null;

    /// <summary>What the conversation so far costs.</summary>
    public long Price(int seconds) => Pricing.Price(seconds, RatePerMinuteMinor);
}

/// <summary>A proposal put to the tenant's people.</summary>
/// <param name="Id">The approval's id.</param>
/// <param name="Proposal">What is proposed.</param>
/// <param name="AskedAtSec">When the conversation began to wait, in the carrier's seconds since the dialling began.</param>
/// <param name="ExpiresAt">When it runs out, on the real clock.</param>
/// <param name="IsOpened">Whether the approval's grain has confirmed that it exists.</param>
public sealed record PendingApproval(string Id, ApprovalProposal Proposal, double AskedAtSec, DateTimeOffset ExpiresAt, bool IsOpened);
