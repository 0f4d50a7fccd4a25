using Orleans.Runtime;

namespace Switchboard.Embedded.Reminders;

/// <summary>A reminder as it is stored.</summary>
/// <param name="GrainId">The grain it belongs to.</param>
/// <param name="Name">Its name, unique within the grain.</param>
/// <param name="StartAt">The time of its first tick; the others follow at whole periods from there.</param>
/// <param name="Period">The time between ticks.</param>
public sealed record ReminderEntry(GrainId GrainId, string Name, DateTimeOffset StartAt, TimeSpan Period);

/// <summary>Where reminders are kept. Register an implementation of one's own before <c>AddEmbeddedGrains</c> to have them survive the process.</summary>
public interface IReminderStore
{
    /// <summary>Gives all reminders. Called once, when the host starts.</summary>
    Task<IReadOnlyList<ReminderEntry>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Stores a reminder in place of one of the same grain and name. Durable when it returns.</summary>
    Task UpsertAsync(ReminderEntry entry);

    /// <summary>Removes a reminder if there is one.</summary>
    Task RemoveAsync(GrainId grainId, string name);
}

/// <summary>Keeps reminders as long as this object lives.</summary>
public sealed class InMemoryReminderStore : IReminderStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<(GrainId, string), ReminderEntry> entries = [];

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReminderEntry>> ListAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<ReminderEntry>>([.. entries.Values]);
    }

    /// <inheritdoc/>
    public Task UpsertAsync(ReminderEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (gate)
            entries[(entry.GrainId, entry.Name)] = entry;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(GrainId grainId, string name)
    {
        lock (gate)
            entries.Remove((grainId, name));
        return Task.CompletedTask;
    }
}
