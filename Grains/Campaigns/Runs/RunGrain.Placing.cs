using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Switchboard.Calls;
using Switchboard.Compliance;
using Switchboard.Telemetry;

namespace Switchboard.Campaigns;

/// <content>From claims to calls. Nobody waits for it: the answers come back as changes of their own.</content>
internal sealed partial class RunGrain
{
    /// <summary>Calls on their way to be placed at once.</summary>
    private const int PlacingMax = 128;

    /// <summary>How long a call that could not be placed is left alone.</summary>
    private static readonly TimeSpan PlaceAgainAfter = TimeSpan.FromSeconds(2);

    /// <summary>Claims whose call has not been accepted yet, as far as is known here.</summary>
    private readonly HashSet<string> _unplaced = new(StringComparer.Ordinal);

    private readonly Queue<ClaimedTarget> _toPlace = new();
    private readonly PriorityQueue<ClaimedTarget, DateTimeOffset> _toPlaceAgain = new();
    private readonly HashSet<string> _withdrawn = new(StringComparer.Ordinal);
    private int _placing;

    private void QueueForPlacing(IEnumerable<ClaimedTarget> claimed)
    {
        foreach (var target in claimed)
        {
            _unplaced.Add(target.CallId);
            _toPlace.Enqueue(target);
        }

        while (_toPlaceAgain.TryPeek(out var target, out var at))
        {
            if (at > Now)
            {
                WakeAt(at);
                break;
            }

            _toPlace.Enqueue(_toPlaceAgain.Dequeue());
        }

        PlaceMore();
    }

    private void PlaceMore()
    {
        while (!_isLost && _placing < PlacingMax && _toPlace.TryDequeue(out var claimed)) _ = PlaceAsync(claimed);
    }

    private async Task PlaceAsync(ClaimedTarget claimed)
    {
        _placing++;
        using var span = Tracing.Begin("campaign call")?
            .SetTag("switchboard.tenant.id", State!.View.TenantId).SetTag("switchboard.campaign.id", State.View.CampaignId)
            .SetTag("switchboard.run.id", Id).SetTag("switchboard.call.id", claimed.CallId);
        try
        {
            if (State!.InFlight.ContainsKey(claimed.CallId)) await PlaceCallAsync(claimed);
            _unplaced.Remove(claimed.CallId);

            // One that was accepted by a run which has paused meanwhile is to be withdrawn.
            if (State.View.Status != RunStatus.Running) Kick();
        }
        catch (Exception e)
        {
            span.Fail(e);
            LogNotPlaced(e, claimed.CallId, Id, State?.View.TenantId);
            _toPlaceAgain.Enqueue(claimed, Now + PlaceAgainAfter);
            Kick();
        }

        _placing--;
        PlaceMore();
    }

    private async Task PlaceCallAsync(ClaimedTarget claimed)
    {
        var campaign = await CampaignAsync() ?? throw new InvalidOperationException($"Run {Id} has no campaign any more.");
        if (await RefusalAsync(claimed, campaign) is not { } refusal) return;
        await Enqueue(batch =>
        {
            batch.Apply(RunMachine.Refused(batch.State!, claimed.CallId, refusal, batch.Now));
            return true;
        });
        if (refusal is PlaceCallRefusal.UnknownAgent or PlaceCallRefusal.FromNumberNotOwned)
            _obstacle = new FailedCall(claimed.CallId, claimed.Phone, RunMachine.ReasonOf(refusal), Now);
        else if (refusal is PlaceCallRefusal.InsufficientFunds or PlaceCallRefusal.NoActivePlan or PlaceCallRefusal.Suspended)
            _fundsAskedAgainAt = Now + AfterRefusal;
    }

    private async Task<PlaceCallRefusal?> RefusalAsync(ClaimedTarget claimed, Campaign campaign)
    {
        var call = GrainFactory.GetGrain<ICallGrain>(claimed.CallId);
        if (!Pseudonyms.IsPseudonym(claimed.Phone)) return (await call.Place(ToCommand(claimed, campaign))).Refusal;

        // The person was erased between the claim and a crash: the call goes on if it was placed before, and is not placed after.
        return await call.Get() is null ? PlaceCallRefusal.OnDoNotCallList : null;
    }

    private PlaceCall ToCommand(ClaimedTarget claimed, Campaign campaign)
    {
        var hours = CallingHours.Of(campaign.Window, carrier.Name, campaign.Period);
        var dialBefore = hours is null ? null : hours.IsOpen(claimed.Zone, Now) ? hours.NextClosing(claimed.Zone, Now) : Now;
        return new PlaceCall(
            campaign.TenantId, campaign.AgentId, claimed.Phone, claimed.From ?? _pacer?.NextCallerId() ?? campaign.CallerIds.FirstOrDefault(), campaign.LanguageFor(claimed.Language),
            campaign.MaxDurationSec, Metadata(claimed), claimed.ContactId, campaign.Id, claimed.Attempt, Id, campaign.ApprovalThresholdMinor, dialBefore);
    }

    /// <summary>A contact's own metadata as it is; of a row of a file, what the file says.</summary>
    private static string? Metadata(ClaimedTarget claimed)
    {
        if (claimed.ContactId is not null) return claimed.Fields;
        if (claimed.Name is null && claimed.Fields is null) return null;
        var metadata = new JsonObject();
        if (claimed.Name is not null) metadata["name"] = claimed.Name;
        if (claimed.Fields is not null) metadata["fields"] = JsonNode.Parse(claimed.Fields);
        return metadata.ToJsonString(JsonSerializerOptions.Web);
    }

    /// <summary>A run that does not run takes back the calls that still wait for a line; those that have been dialled go on.</summary>
    private void WithdrawWaiting()
    {
        if (State!.View.Status == RunStatus.Running) return;
        foreach (var callId in State.InFlight.Keys)
        {
            if (!_unplaced.Contains(callId) && _withdrawn.Add(callId)) _ = WithdrawAsync(callId);
        }
    }

    private async Task WithdrawAsync(string callId)
    {
        try
        {
            await GrainFactory.GetGrain<ICallGrain>(callId).Withdraw();
        }
        catch (Exception e)
        {
            LogNotWithdrawn(e, callId, Id, State?.View.TenantId);
            _withdrawn.Remove(callId);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Call {CallId} of run {RunId} of tenant {TenantId} could not be placed, and is placed again")]
    private partial void LogNotPlaced(Exception error, string callId, string runId, string? tenantId);

    [LoggerMessage(LogLevel.Warning, "Call {CallId} of run {RunId} of tenant {TenantId} could not be withdrawn, which is tried again")]
    private partial void LogNotWithdrawn(Exception error, string callId, string runId, string? tenantId);
}
