using Microsoft.Extensions.Configuration;
using Switchboard.Settings;

namespace Switchboard.Carriers.Simulator;

/// <summary>The settings <c>Carrier:Simulator:*</c> (contract, sections 1 and 11).</summary>
public sealed record SimulatorOptions
{
    /// <summary>
    /// <c>TimeScale</c>: simulated seconds in a real second. Durations, charges and waiting times are in simulated seconds, so a
    /// campaign costs the same however fast it runs; above some hundreds the machine rather than the simulator sets the pace.
    /// </summary>
    public double TimeScale { get; init; } = 1;

    /// <summary><c>MaxConcurrentCalls</c>: calls at once. Further ones stay queued until a line is free.</summary>
    public int MaxConcurrentCalls { get; init; } = 1000;

    /// <summary><c>CallsPerSecond</c>: calls begun in a simulated second. Further ones stay queued.</summary>
    public int CallsPerSecond { get; init; } = 200;

    /// <summary>The configured settings.</summary>
    /// <exception cref="InvalidSettingException">One of them is out of its bounds.</exception>
    public static SimulatorOptions From(IConfiguration configuration)
    {
        var defaults = new SimulatorOptions();
        return new SimulatorOptions
        {
            TimeScale = configuration.Number("Carrier:Simulator:TimeScale", defaults.TimeScale, min: 0.001, max: 100_000),
            MaxConcurrentCalls = (int)configuration.Whole("Carrier:Simulator:MaxConcurrentCalls", defaults.MaxConcurrentCalls, min: 1, max: 1_000_000),
            CallsPerSecond = (int)configuration.Whole("Carrier:Simulator:CallsPerSecond", defaults.CallsPerSecond, min: 1, max: 1_000_000),
        };
    }
}
