using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Switchboard.Tests.Rules;

/// <summary>A grain with timers and reminders, which writes to the journal of its key.</summary>
public interface ITimeGrain : IGrainWithStringKey
{
    /// <summary>Starts a timer that writes "tick n".</summary>
    Task StartTimer(TimeSpan period, bool interleave);

    /// <summary>Starts a timer whose first tick waits for the gate "key/tick".</summary>
    Task StartHoldingTimer(TimeSpan period);

    /// <summary>Changes the timer's period; infinite to stop it.</summary>
    Task ChangeTimer(TimeSpan period);

    /// <summary>Waits for the gate "key/hold".</summary>
    Task Hold();

    /// <summary>Waits, as <see cref="Hold"/> does, until the timer has ticked that often.</summary>
    Task WaitForTicks(int ticks);

    Task Leave();

    Task Remind(string name, TimeSpan dueTime, TimeSpan period);

    Task<bool> Forget(string name);
}

public sealed class TimeGrain : Grain, ITimeGrain, IRemindable
{
    private readonly List<TaskCompletionSource> watchers = [];
    private IGrainTimer? timer;
    private int ticks;

    private string Key => this.GetPrimaryKeyString();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Write(Key, "deactivated");
        return Task.CompletedTask;
    }

    public Task StartTimer(TimeSpan period, bool interleave)
    {
        timer = this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions { DueTime = period, Period = period, Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task StartHoldingTimer(TimeSpan period)
    {
        this.RegisterGrainTimer(
            async static (grain, cancellation) =>
            {
                await grain.Tick();
                await Gate.Pass($"{grain.Key}/tick");
                Journal.Write(grain.Key, "tick ended");
            },
            this,
            TimeSpan.Zero,
            period);
        return Task.CompletedTask;
    }

    public Task ChangeTimer(TimeSpan period)
    {
        timer!.Change(period, period);
        return Task.CompletedTask;
    }

    public async Task Hold()
    {
        Journal.Write(Key, "hold in");
        await Gate.Pass($"{Key}/hold");
        Journal.Write(Key, "hold out");
    }

    public async Task WaitForTicks(int ticks)
    {
        while (this.ticks < ticks)
        {
            var watcher = new TaskCompletionSource();
            watchers.Add(watcher);
            await watcher.Task;
        }
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Remind(string name, TimeSpan dueTime, TimeSpan period) => this.RegisterOrUpdateReminder(name, dueTime, period);

    public async Task<bool> Forget(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
            return false;
        await this.UnregisterReminder(reminder);
        return true;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Journal.Write(Key, $"{reminderName} at {(status.CurrentTickTime - status.FirstTickTime).TotalSeconds:0}");
        return Task.CompletedTask;
    }

    private Task Tick()
    {
        Journal.Write(Key, $"tick {++ticks}");
        foreach (var watcher in watchers)
            watcher.TrySetResult();
        watchers.Clear();
        return Task.CompletedTask;
    }
}
