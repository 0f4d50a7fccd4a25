using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;

namespace Switchboard.Embedded.Reminders;

/// <summary>Ticks the reminders of all grains.</summary>
internal sealed class ReminderService(EmbeddedHost host, IReminderStore store)
{
    private readonly ConcurrentDictionary<(GrainId, string), Reminder> reminders = new();
    private volatile bool isStarted;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        isStarted = true;
        foreach (var entry in await store.ListAsync(cancellationToken))
            reminders.GetOrAdd((entry.GrainId, entry.Name), _ => new Reminder(host, entry)).ScheduleNext();
    }

    public void Stop()
    {
        isStarted = false;
        foreach (var reminder in reminders.Values)
            reminder.Dispose();
        reminders.Clear();
    }

    public async Task<IGrainReminder> RegisterOrUpdate(GrainId grainId, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        if (period < host.Options.MinimumReminderPeriod)
            throw new ArgumentException($"Cannot register reminder {name} as requested period ({period}) is less than minimum allowed reminder period ({host.Options.MinimumReminderPeriod})", nameof(period));

        var entry = new ReminderEntry(grainId, name, host.Clock.GetUtcNow() + dueTime, period);
        await store.UpsertAsync(entry);
        var reminder = new Reminder(host, entry);
        reminders.AddOrUpdate((grainId, name), reminder, (_, old) =>
        {
            old.Dispose();
            return reminder;
        });
        if (isStarted)
            reminder.ScheduleFirst();
        return reminder;
    }

    public async Task Unregister(GrainId grainId, IGrainReminder reminder)
    {
        await store.RemoveAsync(grainId, reminder.ReminderName);
        if (reminders.TryRemove((grainId, reminder.ReminderName), out var found))
            found.Dispose();
    }

    public Task<IGrainReminder?> Get(GrainId grainId, string name) =>
        Task.FromResult<IGrainReminder?>(reminders.GetValueOrDefault((grainId, name)));

    public Task<List<IGrainReminder>> GetAll(GrainId grainId) =>
        Task.FromResult(reminders.Where(pair => pair.Key.Item1 == grainId).Select(pair => (IGrainReminder)pair.Value).ToList());

    /// <summary>One reminder with its timer.</summary>
    private sealed class Reminder : IGrainReminder, IDisposable
    {
        private readonly EmbeddedHost host;
        private readonly ReminderEntry entry;
        private readonly ITimer timer;
        private DateTimeOffset nextTick;

        public Reminder(EmbeddedHost host, ReminderEntry entry)
        {
            this.host = host;
            this.entry = entry;
            timer = host.Clock.CreateTimer(
                static state => ((Reminder)state!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public string ReminderName => entry.Name;

        public void Dispose() => timer.Dispose();

        /// <summary>Sets the timer for the first tick, though it may be due already.</summary>
        public void ScheduleFirst()
        {
            nextTick = entry.StartAt;
            Wait(host.Clock.GetUtcNow());
        }

        /// <summary>Sets the timer for the next tick; ticks that were missed are left out.</summary>
        public void ScheduleNext()
        {
            var now = host.Clock.GetUtcNow();
            nextTick = entry.StartAt;
            if (nextTick < now)
                nextTick = entry.StartAt + (entry.Period * Math.Ceiling((now - entry.StartAt) / entry.Period));
            Wait(now);
        }

        private void OnDue()
        {
            var now = host.Clock.GetUtcNow();
            if (now < nextTick)
                Wait(now);
            else
                _ = host.Dispatcher.StartInBackground(Tick);
        }

        // A timer cannot wait longer than 49 days.
        private void Wait(DateTimeOffset now)
        {
            var wait = TimeSpan.FromTicks(Math.Clamp((nextTick - now).Ticks, 0, TimeSpan.FromDays(40).Ticks));
            timer.Change(wait, Timeout.InfiniteTimeSpan);
        }

        private async Task Tick()
        {
            try
            {
                var grain = (IRemindable)host.GetReference(typeof(IRemindable), entry.GrainId);
                await grain.ReceiveReminder(entry.Name, new TickStatus(entry.StartAt.UtcDateTime, entry.Period, host.Clock.GetUtcNow().UtcDateTime));
            }
            catch (Exception exception)
            {
                host.Log.ReminderFailed(exception, entry.Name, entry.GrainId);
            }

            nextTick += entry.Period;
            var now = host.Clock.GetUtcNow();
            if (nextTick <= now)
                ScheduleNext();
            else
                Wait(now);
        }
    }
}
