using System.ComponentModel.DataAnnotations;

namespace Switchboard.Carriers.Simulator;

/// <summary>The settings <c>Carrier:Simulator</c> (contract, sections 1 and 11).</summary>
public sealed class SimulatorOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Carrier:Simulator";

    /// <summary>
    /// Simulated seconds in a real second. Durations, charges and waiting times are in simulated seconds, so a campaign
    /// costs the same however fast it runs; above about 1000 the machine rather than the simulator sets the pace.
    /// </summary>
    [Range(0.001, 100_000)]
    public double TimeScale { get; set; } = 1;

    /// <summary>Calls at once. Further ones stay queued until a line is free.</summary>
    [Range(1, 1_000_000)]
    public int MaxConcurrentCalls { get; set; } = 1000;

    /// <summary>Calls begun in a simulated second. Further ones stay queued.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerSecond { get; set; } = 200;
}
