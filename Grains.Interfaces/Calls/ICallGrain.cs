using Orleans;
using Orleans.Concurrency;
using Switchboard.Approvals;
using Switchboard.Carriers;
using Switchboard.Compliance;
using Switchboard.Deadlines;
using Switchboard.Handoffs;

namespace Switchboard.Calls;

/// <summary>
/// One call; the key is its UUIDv7. Each method that changes something commits once before it answers: when it
/// returns, the change and its events are durable; when it throws, the outcome is unknown and the same call may be repeated.
/// </summary>
[Alias("switchboard.ICallGrain")]
public interface ICallGrain : IGrainWithStringKey, IDeadlineTarget
{
    /// <summary>
    /// Holds the price and accepts the call as <see cref="CallStatus.Queued"/>. Idempotent: a repeat by the same
    /// tenant answers the call as it is now.
    /// </summary>
    [Alias("Place")]
    Task<PlaceCallResult> Place(PlaceCall command);

    /// <summary>Why the call would be refused as things stand; null when it would be accepted. Holds nothing and changes nothing.</summary>
    [Alias("Check"), ReadOnly]
    Task<PlaceCallRefusal?> Check(PlaceCall command);

    /// <summary>A line of the carrier is free for this call; does nothing unless it is queued.</summary>
    [Alias("LineGranted")]
    Task LineGranted();

    /// <summary>Takes in what the carrier reports, in any order and any number of times.</summary>
    [Alias("Report")]
    Task Report(CarrierEvent carrierEvent);

    /// <summary>
    /// Ends the call: one that has not been answered is <see cref="CallStatus.Canceled"/>, one in progress is hung up
    /// and completes. False when it has already ended.
    /// </summary>
    [Alias("HangUp")]
    Task<bool> HangUp();

    /// <summary>
    /// Ends the call as <see cref="CallStatus.Canceled"/> with the reason <see cref="EndReasons.Withdrawn"/> if it still waits for a line; one that has been
    /// dialled goes on.
    /// </summary>
    [Alias("Withdraw")]
    Task Withdraw();

    /// <summary>The decision on an approval that this call waits for; repeats and late ones change nothing.</summary>
    [Alias("ApprovalDecided")]
    Task ApprovalDecided(string approvalId, ApprovalStatus decision);

    /// <summary>
    /// Hands the conversation to a person, who is tied to the call from this commit until the one that ends it. A repeat that means the person who has it already
    /// answers the call as it is. Ask through <c>CallTransfers</c>, which asks again when another call takes the chosen person first.
    /// </summary>
    [Alias("Transfer")]
    Task<TransferResult> Transfer(TransferCall command);

    /// <summary>Merges a JSON object into the call's metadata; a null value removes its key.</summary>
    [Alias("MergeMetadata")]
    Task<MergeMetadataResult> MergeMetadata(string json);

    /// <summary>
    /// Erases the person called from an ended call: the number becomes the pseudonym, what was said and noted is deleted, the recording with it; times, charge
    /// and how it ended stay. Idempotent.
    /// </summary>
    /// <param name="tenantId">Whose call it must be.</param>
    /// <param name="pseudonym">What stands in place of the number from now on.</param>
    [Alias("Erase")]
    Task<ErasureResult> Erase(string tenantId, string pseudonym);

    /// <summary>The call as last committed, or null when it was never accepted.</summary>
    [Alias("Get"), ReadOnly]
    Task<CallView?> Get();

    /// <summary>
    /// What was said and noticed so far. While the conversation is under way that is asked of the carrier, where it can tell, so that lines are there as they are
    /// spoken without being written for calls that nobody watches.
    /// </summary>
    [Alias("GetConversation"), ReadOnly]
    Task<Conversation> GetConversation();
}
