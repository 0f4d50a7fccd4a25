using System.Runtime.InteropServices;

namespace Switchboard.Embedded.Simulation;

/// <summary>Something that can run now: an activation with a turn to run, a task that belongs to no activation, or a timer that is due.</summary>
/// <param name="Process">Whose it is.</param>
/// <param name="Work">An <see cref="Activation"/>, a <see cref="Task"/> or a <see cref="SimulatedTimer"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Runnable(SimulatedProcess Process, object Work)
{
    public string Name => Work is Activation activation ? $"grain {activation.GrainId}" : $"{Process.Name} ({Work.GetType().Name})";

    // Activations are known by the order in which they were made, so that a trace does not depend on random keys.
    public long TraceId => (Process.Number * 4L) + (Work switch
    {
        Activation activation => (activation.Ordinal << 16) + 1,
        Task => 2,
        _ => 3,
    });

    /// <summary>Runs it; false when there was nothing to run after all.</summary>
    public bool Run()
    {
        switch (Work)
        {
            case Activation activation:
                if (!activation.RunTurn())
                    return false;
                Process.Dispatcher.Schedule(activation);
                return true;
            case Task task:
                Process.Scheduler.Run(task);
                return true;
            default:
                return ((SimulatedTimer)Work).Fire();
        }
    }

    public override string ToString() => Name;
}
