using Microsoft.Extensions.Logging;
using Switchboard.Calls;

namespace Switchboard.Carriers.Simulator;

/// <summary>
/// The carrier for tests, demos and laptops (contract, section 6): a call is a script that follows from its number, and
/// reports itself while time goes by. Nothing is stored. One timer and one heap entry a call carry it all.
/// </summary>
public sealed partial class SimulatedCarrier : ICarrier, IDisposable
{
    /// <summary>Reports on their way at once; more wait, as they would behind a provider's rate limit.</summary>
    private const int MaxDeliveries = 256;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(15);

    /// <summary>About five minutes. What is given up then is found again when the engine asks after the call.</summary>
    private const int MaxRetries = 25;

    private readonly ICarrierEvents _events;
    private readonly TimeProvider _time;
    private readonly ILogger<SimulatedCarrier> _log;
    private readonly Lock _gate = new();
    private readonly ReportQueue _reports;
    private readonly ITimer _timer;
    private DateTimeOffset _timerDue = DateTimeOffset.MaxValue;
    private int _deliveries;
    private bool _stopped;

    /// <summary>A carrier with no calls.</summary>
    public SimulatedCarrier(SimulatorOptions options, ICarrierEvents events, TimeProvider time, ILogger<SimulatedCarrier> log)
    {
        _events = events;
        _time = time;
        _log = log;
        TimeScale = options.TimeScale;
        Capacity = new CarrierCapacity(options.MaxConcurrentCalls, options.CallsPerSecond);
        _reports = new ReportQueue(TimeScale);
        _timer = CreateTimer();
    }

    /// <inheritdoc/>
    public string Name => "simulator";

    /// <inheritdoc/>
    public CarrierCapacity Capacity { get; }

    /// <inheritdoc/>
    public double TimeScale { get; }

    /// <inheritdoc/>
    public bool RequiresOwnedNumbers => false;

    /// <summary>Calls that still have something to report.</summary>
    public int ActiveCalls
    {
        get
        {
            lock (_gate)
                return _reports.Count;
        }
    }

    /// <inheritdoc/>
    public string? ReserveCallId(string callId) => "sim_" + callId.Replace("-", "", StringComparison.Ordinal);

    /// <inheritdoc/>
    public Task<DialResult> DialAsync(CarrierCall call, CancellationToken cancellationToken)
    {
        var script = CallScript.Of(call);
        if (script.Refusal is { } cause)
            return Task.FromResult(DialResult.Refused(cause));
        Plan(reports => reports.Begin(call, script));
        return Task.FromResult(DialResult.Taken(ReserveCallId(call.CallId)!, script.NextDueAfter(double.NegativeInfinity)));
    }

    /// <inheritdoc/>
    public Task HangUpAsync(CarrierCall call, CancellationToken cancellationToken)
    {
        var atSec = call.HangUpAtSec ?? SecondsSinceDialled(call);
        Plan(reports => reports.Change(call with { HangUpAtSec = atSec }, atSec));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ResumeAsync(CarrierCall call, ProposalDecision decision, CancellationToken cancellationToken)
    {
        Plan(reports => reports.Change(call with { Decision = decision }, decision.AtSec));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task TransferAsync(CarrierCall call, CarrierTransfer transfer, CancellationToken cancellationToken)
    {
        Plan(reports => reports.Change(call with { Transfer = transfer }, transfer.AtSec));
        return Task.CompletedTask;
    }

    /// <summary>Nobody needs to have listened: what is said follows from the call.</summary>
    public ValueTask<Conversation?> ListenAsync(CarrierCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult(CallScript.Of(call).Talk?.Until(SecondsSinceDialled(call)));

    /// <inheritdoc/>
    public Task<double?> SynchroniseAsync(CarrierCall call, CancellationToken cancellationToken)
    {
        Plan(reports => reports.Repeat(call));
        var (script, now) = (CallScript.Of(call), SecondsSinceDialled(call));
        // An end whose time has passed is on its way at this moment: the call is not forgotten, however loaded the machine is.
        return Task.FromResult(script.NextDueAfter(now) ?? (script.HasEnd ? now : null));
    }

    /// <inheritdoc/>
    public Task<Recording?> OpenRecordingAsync(CarrierCall call, CancellationToken cancellationToken)
    {
        if (CallScript.Of(call).Talk is not { Cause: not null, LengthSec: > 0 } talk)
            return Task.FromResult<Recording?>(null);
        var wave = new WaveStream(new Speech(talk.Dialogue.Until(talk.LengthSec), talk.LengthSec, AgentVoices.Of(call)));
        return Task.FromResult<Recording?>(new Recording(wave, "audio/wav", wave.Length));
    }

    /// <summary>It keeps nothing: a recording is made anew from the call each time, and an erased call no longer says from which.</summary>
    public Task EraseAsync(CarrierCall call, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stops reporting. Calls go on: whoever asks after one next hears where it has got to.</summary>
    public void Dispose()
    {
        lock (_gate)
            _stopped = true;
        _timer.Dispose();
    }

    /// <summary>Reports belong to no request: whatever happened to create the carrier must not become the parent of all of them.</summary>
    private ITimer CreateTimer()
    {
        using var flow = ExecutionContext.IsFlowSuppressed() ? (AsyncFlowControl?)null : ExecutionContext.SuppressFlow();
        return _time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private double SecondsSinceDialled(CarrierCall call) => (_time.GetUtcNow() - call.DialledAt).TotalSeconds * TimeScale;

    /// <summary>Changes the plan. Reports themselves leave from the timer only, never from within the caller's turn.</summary>
    private void Plan(Action<ReportQueue> change)
    {
        lock (_gate)
        {
            change(_reports);
            ArmTimer();
        }
    }

    private void ArmTimer()
    {
        if (_stopped || _reports.NextDue is not { } due || due >= _timerDue || _deliveries >= MaxDeliveries)
            return;
        var wait = due - _time.GetUtcNow();
        _timerDue = due;
        _timer.Change(wait > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        lock (_gate)
            _timerDue = DateTimeOffset.MaxValue;
        DeliverDue();
    }

    private void DeliverDue()
    {
        while (TakeDue() is { } report)
        {
            var delivery = DeliverAsync(report);
            if (!delivery.IsCompleted)
                _ = DeliverMoreAfter(delivery);
        }
    }

    private ReportQueue.HandedOver? TakeDue()
    {
        lock (_gate)
        {
            if (_stopped || _deliveries >= MaxDeliveries)
                return null;
            if (_reports.TakeDue(_time.GetUtcNow()) is { } report)
            {
                _deliveries++;
                return report;
            }
            ArmTimer();
            return null;
        }
    }

    private async Task DeliverMoreAfter(Task delivery)
    {
        await delivery;
        DeliverDue();
    }

    private async Task DeliverAsync(ReportQueue.HandedOver report)
    {
        try
        {
            await _events.DeliverAsync(report.Report.Event);
            Settle(report, isDone: true);
        }
        catch (Exception e)
        {
            var isGivenUp = report.Entry.Failures >= MaxRetries;
            if (isGivenUp)
                LogGivenUp(e, report.Report.Event.CallId, report.Report.Event.Kind);
            else
                LogDelayed(e, report.Report.Event.CallId, report.Report.Event.Kind);
            Settle(report, isGivenUp);
        }
    }

    private void Settle(ReportQueue.HandedOver report, bool isDone)
    {
        lock (_gate)
        {
            _deliveries--;
            if (isDone)
                _reports.Delivered(report);
            else
                _reports.Delay(report, _time.GetUtcNow() + RetryAfter(report.Entry.Failures));
        }
    }

    private static TimeSpan RetryAfter(int failures) =>
        failures > 6 ? LongestRetry : TimeSpan.FromTicks(Math.Min(LongestRetry.Ticks, FirstRetry.Ticks << failures));

    [LoggerMessage(LogLevel.Debug, "The report {Kind} of call {CallId} was not taken in; it is tried again")]
    private partial void LogDelayed(Exception failure, string callId, CarrierEventKind kind);

    [LoggerMessage(LogLevel.Warning, "The report {Kind} of call {CallId} was not taken in for minutes and is given up; the call is reported again when the engine asks after it")]
    private partial void LogGivenUp(Exception failure, string callId, CarrierEventKind kind);
}
