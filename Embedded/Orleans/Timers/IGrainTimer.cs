using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A timer of an activation, which ends with it.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets when it ticks next and how long after each tick's end it ticks again. Within a tick, takes effect when the tick has ended.</summary>
    /// <param name="dueTime">From now; infinite for never.</param>
    /// <param name="period">Infinite for no further tick.</param>
    void Change(TimeSpan dueTime, TimeSpan period);
}

/// <summary>When and how a grain timer ticks.</summary>
public readonly struct GrainTimerCreationOptions
{
    /// <summary>Creates empty options.</summary>
    public GrainTimerCreationOptions()
    {
    }

    /// <summary>Creates options with times.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
        : this()
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>The time to the first tick; infinite for none.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>The time from a tick's end to the next tick; infinite for one tick only.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether ticks may interleave with requests. By default a tick waits for its turn like a request.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether ticks keep the activation from being collected as idle.</summary>
    public bool KeepAlive { get; init; }
}
