using System.Collections.Immutable;
using Switchboard.Approvals;
using Switchboard.Calls;
using Switchboard.Campaigns;

namespace Switchboard.Compliance;

/// <summary>Everything that a tenant has stored about a person.</summary>
/// <param name="Subject">The number, and the contact.</param>
/// <param name="Calls">The calls to the person, newest first.</param>
/// <param name="Conversations">What was said in them, by call.</param>
/// <param name="Approvals">What was asked for in them, newest first.</param>
/// <param name="Timeline">The story of it, newest first.</param>
/// <param name="Listed">The entry on the do-not-call list; null when the number is not on it.</param>
/// <param name="Removals">What was taken off that list, newest first.</param>
/// <param name="Audiences">Places in audiences.</param>
/// <param name="Rejections">Rows of uploads that were not accepted.</param>
/// <param name="Decisions">Why campaigns called the number or not, newest first.</param>
/// <param name="LastCampaignCall">The last call by a campaign, which keeps others from calling for a time; null for none.</param>
/// <param name="Deliveries">What was sent about the person to the tenant's webhook endpoints, newest first.</param>
public sealed record SubjectRecords(
    DataSubject Subject,
    IReadOnlyList<CallView> Calls,
    IReadOnlyDictionary<string, Conversation> Conversations,
    IReadOnlyList<ApprovalView> Approvals,
    IReadOnlyList<TimelineEntry> Timeline,
    DncEntry? Listed,
    IReadOnlyList<DncRemoval> Removals,
    IReadOnlyList<AudienceMembership> Audiences,
    IReadOnlyList<RejectedUpload> Rejections,
    IReadOnlyList<TargetDecision> Decisions,
    LastCampaignCall? LastCampaignCall,
    IReadOnlyList<SubjectDelivery> Deliveries)
{
    /// <summary>The calls with a recording that can be fetched.</summary>
    public ImmutableArray<CallView> Recorded => [.. Calls.Where(call => call.HasRecording)];
}

/// <summary>A person's place in an audience.</summary>
/// <param name="CampaignId">The campaign.</param>
/// <param name="UploadId">The upload that it came with.</param>
/// <param name="Name">The name that it came with; null for none.</param>
/// <param name="Fields">What else the file said, as a JSON object; null for nothing.</param>
/// <param name="Zone">IANA zone of the number; null when it does not tell.</param>
/// <param name="Status">One of <see cref="TargetStatus"/>.</param>
/// <param name="Attempts">Calls in the last run.</param>
/// <param name="Reason">Why it stands so; null for no reason.</param>
/// <param name="CallId">The last call; null for none.</param>
public sealed record AudienceMembership(
    string CampaignId, string UploadId, string? Name, string? Fields, string? Zone, string Status, int Attempts, string? Reason, string? CallId);

/// <summary>A row of an upload that was not accepted.</summary>
/// <param name="UploadId">The upload.</param>
/// <param name="Line">Its line.</param>
/// <param name="Reason">Why.</param>
public sealed record RejectedUpload(string UploadId, long Line, string Reason);

/// <summary>The last call by a campaign.</summary>
/// <param name="CampaignId">The campaign.</param>
/// <param name="CalledAt">When it was decided.</param>
public sealed record LastCampaignCall(string CampaignId, DateTimeOffset CalledAt);

/// <summary>An event about the person on its way to a webhook endpoint.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Event">Its name at the endpoint's door.</param>
/// <param name="SubjectId">The call or the contact.</param>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Url">Its address; null when it was removed since.</param>
/// <param name="Status"><c>pending</c>, <c>delivered</c> or <c>failed</c>.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="CreatedAt">When the delivery was made.</param>
public sealed record SubjectDelivery(
    string EventId, string Event, string SubjectId, string EndpointId, string? Url, string Status, int Attempts, DateTimeOffset CreatedAt);
