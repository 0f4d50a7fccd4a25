namespace Switchboard.Embedded.Simulation;

/// <summary>Lets activations run their turns when the simulation chooses them.</summary>
internal sealed class SimulatedDispatcher(SimulationScheduler simulation, SimulatedProcess process) : TurnDispatcher
{
    private readonly List<GrainRequest> placing = [];

    public override TaskScheduler Background => process.Scheduler;

    /// <summary>Requests that have not reached an activation yet.</summary>
    public IEnumerable<GrainRequest> Placing => placing;

    // In a turn of its own: as in a cluster, where finding a place for a grain takes its time, a later request may be faster.
    public override void Place(GrainRequest request, Action<GrainRequest> deliver)
    {
        placing.Add(request);
        _ = StartInBackground(() =>
        {
            placing.Remove(request);
            deliver(request);
            return Task.CompletedTask;
        });
    }

    public override void Schedule(Activation activation) => simulation.Enqueue(new Runnable(process, activation));
}
