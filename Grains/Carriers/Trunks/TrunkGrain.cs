using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Switchboard.Calls;
using Switchboard.Telemetry;

namespace Switchboard.Carriers;

/// <summary>
/// The lines of the carrier. In memory only: rebuilt from the calls when it activates, and put right from them
/// now and then, so that a lost message costs a line for seconds and not for ever.
/// </summary>
internal sealed partial class TrunkGrain(ICarrier carrier, ITrunkCalls calls, TimeProvider time, ILogger<TrunkGrain> logger) : Grain, ITrunkGrain
{
    private static readonly TimeSpan PutRightPeriod = TimeSpan.FromSeconds(15);

    /// <summary>At a high pace several calls are begun at once rather than each by a timer tick of its own.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(5);

    private readonly LineDesk _desk = new(carrier.Capacity, carrier.TimeScale, time.GetUtcNow());
    private IGrainTimer? _paceTimer;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _desk.PutRight(await calls.ActiveAndWaitingAsync(cancellationToken), FrozenSet<string>.Empty);

        // The trunk lives as long as its node: what waits here would wait until somebody else asks for a line.
        _paceTimer = this.RegisterGrainTimer(
            OnPaceAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        this.RegisterGrainTimer(PutRightAsync, new GrainTimerCreationOptions(PutRightPeriod, PutRightPeriod) { KeepAlive = true });
        LogRebuilt(this.GetPrimaryKeyString(), _desk.Active, _desk.Waiting);
        GrantLines();
    }

    /// <summary>Another node shows the lines from now on.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        TrunkMetrics.Note(carrier.Name, active: 0, waiting: 0);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Request(string tenantId, string callId)
    {
        _desk.Request(tenantId, callId);
        GrantLines();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Release(string callId)
    {
        _desk.Release(callId);
        GrantLines();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<TrunkLoad> GetLoad() => Task.FromResult(new TrunkLoad(_desk.Active, _desk.Waiting));

    private Task OnPaceAsync(CancellationToken cancellationToken)
    {
        GrantLines();
        return Task.CompletedTask;
    }

    private void GrantLines()
    {
        // A line that one call gives back goes to another, whose trace is its own.
        using (Tracing.Detach())
        {
            while (_desk.Grant(time.GetUtcNow()) is { } callId)
                _ = TellAsync(callId);
        }

        TrunkMetrics.Note(carrier.Name, _desk.Active, _desk.Waiting);
        if (_desk.NextGrantAt is { } nextAt)
            _paceTimer?.Change(Longer(nextAt - time.GetUtcNow(), ShortestWait), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Tells a call of its line. Nobody waits for it here, so a slow call does not hold the others up.</summary>
    private async Task TellAsync(string callId)
    {
        try
        {
            await GrainFactory.GetGrain<ICallGrain>(callId).LineGranted();
            _desk.Told(callId);
        }
        catch (Exception e)
        {
            LogNotTold(e, callId);
            _desk.NotTold(callId);
        }
        GrantLines();
    }

    /// <summary>The tick has its turn to itself: no request and no release comes in between the snapshot and its use.</summary>
    private async Task PutRightAsync(CancellationToken cancellationToken)
    {
        var unsettled = _desk.Granted.ToFrozenSet();
        var corrections = _desk.PutRight(await calls.ActiveAndWaitingAsync(cancellationToken), unsettled);
        if (corrections > 0)
            LogPutRight(this.GetPrimaryKeyString(), corrections, _desk.Active, _desk.Waiting);
        GrantLines();
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    [LoggerMessage(LogLevel.Information, "Trunk {Carrier} starts with {Active} calls on lines and {Waiting} waiting")]
    private partial void LogRebuilt(string carrier, int active, int waiting);

    [LoggerMessage(LogLevel.Information, "Trunk {Carrier} put {Corrections} calls right; now {Active} on lines and {Waiting} waiting")]
    private partial void LogPutRight(string carrier, int corrections, int active, int waiting);

    [LoggerMessage(LogLevel.Warning, "Call {CallId} could not be told of its line, which is free again; it is asked again if it still waits")]
    private partial void LogNotTold(Exception error, string callId);
}
