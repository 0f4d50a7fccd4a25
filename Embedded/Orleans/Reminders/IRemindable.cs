namespace Orleans
{
    /// <summary>A grain that can be reminded.</summary>
    public interface IRemindable : IGrain
    {
        /// <summary>Called at each tick of each of the grain's reminders, in a turn of its own. A tick that fails is not repeated; the next one comes.</summary>
        Task ReceiveReminder(string reminderName, Runtime.TickStatus status);
    }
}

namespace Orleans.Runtime
{
    /// <summary>A handle to a reminder.</summary>
    public interface IGrainReminder
    {
        /// <summary>The reminder's name, unique within its grain.</summary>
        string ReminderName { get; }
    }

    /// <summary>Which tick of a reminder this is.</summary>
    /// <param name="firstTickTime">When the reminder ticked or should have ticked first, UTC.</param>
    /// <param name="period">The time between ticks.</param>
    /// <param name="timeStamp">Now, UTC.</param>
    [GenerateSerializer, Immutable]
    public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
    {
        /// <summary>When the reminder ticked or should have ticked first, UTC.</summary>
        [Id(0)]
        public DateTime FirstTickTime { get; } = firstTickTime;

        /// <summary>The time between ticks.</summary>
        [Id(1)]
        public TimeSpan Period { get; } = period;

        /// <summary>When this tick was sent, UTC.</summary>
        [Id(2)]
        public DateTime CurrentTickTime { get; } = timeStamp;

        /// <inheritdoc/>
        public override string ToString() => $"<{FirstTickTime}, {Period}, {CurrentTickTime}>";
    }

    /// <summary>A reminder could not be changed.</summary>
    [GenerateSerializer]
    public sealed class ReminderException : OrleansException
    {
        /// <summary>Creates the error.</summary>
        public ReminderException()
        {
        }

        /// <summary>Creates the error with a message.</summary>
        public ReminderException(string message)
            : base(message)
        {
        }

        /// <summary>Creates the error with a message and its cause.</summary>
        public ReminderException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }
}
