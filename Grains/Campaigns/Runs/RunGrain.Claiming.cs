using Switchboard.Compliance;

namespace Switchboard.Campaigns;

/// <content>Whose turn it is, and what the checks of the instant say.</content>
internal sealed partial class RunGrain
{
    /// <summary>Targets decided on in one round at most: one write, and nothing else of an audience is ever in memory.</summary>
    private const int BatchMax = 200;

    /// <summary>Even when few calls can begin, so many targets are read: many of them may have to be skipped.</summary>
    private const int BatchMin = 16;

    /// <summary>Calls that may wait at the trunk, in seconds of its pace, and in all.</summary>
    private const double QueueSec = 0.1;

    private const int QueuedMax = 128;

    /// <summary>At a high pace several calls are begun together rather than each by a round of its own.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);

    /// <summary>A timer has its limits; who wakes too early looks again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>When the trunk is full of others' calls, its queue is looked at so often.</summary>
    private static readonly TimeSpan TrunkLook = TimeSpan.FromMilliseconds(250);

    /// <summary>A window that never opens is looked at so often.</summary>
    private static readonly TimeSpan NeverOpenLook = TimeSpan.FromDays(1);

    private RunPacer? _pacer;

    private async Task ClaimAsync(RunBatch batch, Campaign campaign)
    {
        var (state, now) = (batch.State!, batch.Now);
        if (_isAtEnd && !(_nextRetryAt <= now))
        {
            if (_nextRetryAt is { } retryAt) WakeAt(retryAt);
            return;
        }

        var hours = CallingHours.Of(campaign.Window, carrier.Name, campaign.Period);
        if (hours is not null && hours.NextOpeningOfAny(campaign.AudienceZones, now) is var opensAt && opensAt != now)
        {
            WakeAt(opensAt ?? now + NeverOpenLook);
            return;
        }

        _pacer ??= new RunPacer(campaign.Pace, campaign.CallerIds, carrier.Capacity, carrier.TimeScale, now);
        var lines = _pacer.ConcurrentCallsMax - state.InFlight.Count;
        if (lines <= 0) return;
        if (_pacer.Available(now) == 0)
        {
            WakeAt(_pacer.NextAt);
            return;
        }

        var room = Math.Min(lines, await TrunkRoomAsync());
        if (room == 0)
        {
            WakeAt(now + TrunkLook);
            return;
        }

        if (await AffordableAsync(batch, campaign) is not { } affordable) return;
        room = Math.Min(room, affordable);
        if (room > 0) await TakeAsync(batch, await ReadAsync(batch, room), campaign, hours, room);
        else WakeAt(now + RunMachine.AskWalletEvery);
    }

    /// <summary>The hours have changed: before anybody's turn comes, those whom the old ones have put off are made due, a batch a round.</summary>
    private async Task ReopenAsync(RunBatch batch)
    {
        var state = batch.State!;
        var deferred = await targets.OutsideHoursAsync(state.AudienceId, state.View.Number, batch.Now, BatchMax);
        foreach (var target in deferred) batch.Apply(RunMachine.Reopen(state, target, batch.Now));
        if (deferred.Count < BatchMax) batch.Apply(RunMachine.Reopened(state));
        _isNextRetryKnown = false;
        _isKicked = true;
    }

    /// <summary>The targets whose turn it is: those put off whose time has come, then the next of the audience.</summary>
    private async Task<Turns> ReadAsync(RunBatch batch, int room)
    {
        var state = batch.State!;
        var limit = Math.Clamp(Math.Min(room, _pacer!.Available(batch.Now)) * 2, BatchMin, BatchMax);
        IReadOnlyList<Target> due = _nextRetryAt <= batch.Now ? await targets.DueAsync(state.AudienceId, batch.Now, limit) : [];
        IReadOnlyList<Target> next = !_isAtEnd && due.Count < limit ? await targets.NextAsync(state.AudienceId, state.Cursor, limit - due.Count) : [];
        if (due.Count > 0) _isNextRetryKnown = false;
        return new Turns([.. due, .. next], ReadsAll: due.Count < limit && (_isAtEnd || next.Count < limit - due.Count));
    }

    private async Task TakeAsync(RunBatch batch, Turns turns, Campaign campaign, CallingHours? hours, int room)
    {
        string[] phones = [.. turns.Targets.Select(target => target.Phone)];
        var listed = await dnc.FindAsync(campaign.TenantId, phones);
        var lastCalls = await cooldown.LastCallsAsync(campaign.TenantId, phones);
        foreach (var target in turns.Targets)
        {
            if (!RunMachine.IsOpen(batch.State!, target))
            {
                batch.Apply(RunMachine.Advance(batch.State!, target.Ordinal + 1));
                continue;
            }

            var lastCall = lastCalls.GetValueOrDefault(target.Phone);
            var verdict = WhyNotNow(target, listed, lastCall, campaign, hours, batch.Now);
            if (verdict is null)
            {
                if (room == 0 || !_pacer!.TryBegin(batch.Now, out var callerId))
                {
                    // With room left it is the pace; without, the end of a call or the next look goes on.
                    WakeAt(room > 0 ? _pacer!.NextAt : batch.Now + TrunkLook);
                    return;
                }

                room--;
                verdict = new TargetVerdict.Call(lastCall, callerId);
            }

            batch.Apply(RunMachine.Take(batch.State!, target, verdict, batch.Now));
        }

        _isAtEnd |= turns.ReadsAll;
        _isKicked = true;
    }

    /// <summary>Why the target is not to be called at this instant; null when it may be.</summary>
    private TargetVerdict? WhyNotNow(Target target, IReadOnlySet<string> listed, CampaignCall? lastCall, Campaign campaign, CallingHours? hours, DateTimeOffset now)
    {
        if (Pseudonyms.IsPseudonym(target.Phone)) return new TargetVerdict.Skip(DecisionReasons.Erased);
        if (listed.Contains(target.Phone)) return new TargetVerdict.Skip(DecisionReasons.DoNotCall);
        if (registry.Contains(target.Phone)) return new TargetVerdict.Skip(DecisionReasons.NationalRegistry);
        if (cooldown.Binds(lastCall, campaign.Id)) return new TargetVerdict.Skip(DecisionReasons.Cooldown);
        return hours is null || hours.IsOpen(target.Zone, now)
            ? null
            : new TargetVerdict.Defer(hours.NextOpening(target.Zone, now) ?? now + NeverOpenLook, DecisionReasons.OutsideHours);
    }

    /// <summary>Targets whose turn it is.</summary>
    /// <param name="Targets">The targets, in the order of their turns.</param>
    /// <param name="ReadsAll">Whether there is nobody else whose turn it is.</param>
    private readonly record struct Turns(IReadOnlyList<Target> Targets, bool ReadsAll);
}
