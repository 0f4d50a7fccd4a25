using Orleans.Runtime;

namespace Switchboard.Embedded.Timers;

/// <summary>A timer whose ticks are requests of its activation. The next tick is counted from the end of this one, so ticks never pile up.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private static readonly GrainMethod TickMethod = new("timer tick", isOneWay: true);
    private static readonly GrainMethod InterleavingTickMethod = new("timer tick", isAlwaysInterleave: true, isOneWay: true);

    private readonly Activation activation;
    private readonly Func<CancellationToken, Task> callback;
    private readonly bool interleave;
    private readonly bool keepAlive;
    private readonly CancellationTokenSource disposed = new();
    private readonly Lock gate = new();
    private readonly ITimer timer;
    private TimeSpan dueTime;
    private TimeSpan period;
    private bool isTicking;
    private bool isChanged;
    private bool isDisposed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        this.activation = activation;
        this.callback = callback;
        interleave = options.Interleave;
        keepAlive = options.KeepAlive;
        timer = activation.Host.Clock.CreateTimer(
            static state => ((GrainTimer)state!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime);
        Validate(period);
        lock (gate)
        {
            this.dueTime = dueTime;
            this.period = period;
            isChanged = true;
            if (!isTicking && !isDisposed)
                timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            timer.Dispose();
        }

        activation.Remove(this);
        try
        {
            disposed.Cancel();
        }
        catch (AggregateException exception)
        {
            // What the grain registered with the token failed; the activation has to end all the same.
            activation.Host.Log.OneWayRequestFailed(exception, "cancellation of a timer", activation.GrainId);
        }
    }

    private static void Validate(TimeSpan time)
    {
        if (time != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
    }

    private void OnDue()
    {
        if (activation.Host.IsStopping)
            return;
        lock (gate)
            isTicking = true;
        activation.TryEnqueue(new Tick(this));
    }

    private async Task RunCallback()
    {
        lock (gate)
            isChanged = false;
        try
        {
            if (!disposed.IsCancellationRequested)
                await callback(disposed.Token);
        }
        finally
        {
            lock (gate)
            {
                isTicking = false;
                if (!isDisposed)
                    timer.Change(isChanged ? dueTime : period, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private sealed class Tick : GrainCommand
    {
        private readonly GrainTimer timer;

        public Tick(GrainTimer timer)
        {
            this.timer = timer;
            Method = timer.interleave ? InterleavingTickMethod : TickMethod;
            Target = timer.activation.GrainId;
        }

        internal override bool IsLocalOnly => true;

        internal override bool IsKeepAlive => timer.keepAlive;

        protected internal override Task Invoke(object grain) => timer.RunCallback();
    }
}
