using Orleans.Runtime;
using Switchboard.Embedded;
using Switchboard.Embedded.Reminders;

namespace Orleans;

/// <summary>Reminders of a grain: durable ticks that activate it when it is not in memory.</summary>
public static class GrainReminderExtensions
{
    /// <summary>Creates or changes a reminder. When this returns, it is durable.</summary>
    /// <param name="grain">The grain, which must implement <see cref="IRemindable"/>.</param>
    /// <param name="reminderName">Unique within the grain.</param>
    /// <param name="dueTime">From now to the first tick.</param>
    /// <param name="period">The time between ticks, at least the host's minimum (one minute by default).</param>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentException.ThrowIfNullOrWhiteSpace(reminderName);
        if (grain is not IRemindable)
            throw new InvalidOperationException($"Grain {grain.GrainContext.GrainId} is not '{nameof(IRemindable)}'. A grain should implement {nameof(IRemindable)} to use reminders.");
        return Service(grain).RegisterOrUpdate(grain.GrainContext.GrainId, reminderName, dueTime, period);
    }

    /// <summary>Removes a reminder. A tick already on its way may still arrive.</summary>
    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentNullException.ThrowIfNull(reminder);
        return Service(grain).Unregister(grain.GrainContext.GrainId, reminder);
    }

    /// <summary>Gives one of the grain's reminders; null when there is none of that name.</summary>
    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentException.ThrowIfNullOrWhiteSpace(reminderName);
        return Service(grain).Get(grain.GrainContext.GrainId, reminderName);
    }

    /// <summary>Gives all of the grain's reminders.</summary>
    public static Task<List<IGrainReminder>> GetReminders(this Grain grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return Service(grain).GetAll(grain.GrainContext.GrainId);
    }

    private static ReminderService Service(Grain grain) => Activation.Of(grain.GrainContext).Host.Reminders;
}
