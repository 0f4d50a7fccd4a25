namespace Switchboard.Embedded.Simulation;

/// <summary>A simulation cannot go on: its scenario waits for something that will not happen.</summary>
public sealed class SimulationStalledException : Exception
{
    /// <summary>Creates the error.</summary>
    public SimulationStalledException()
    {
    }

    /// <summary>Creates the error with a message.</summary>
    public SimulationStalledException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with a message and its cause.</summary>
    public SimulationStalledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The simulated process that was to do something has been killed. Whether it did is unknown.</summary>
public sealed class ProcessKilledException : Exception
{
    /// <summary>Creates the error.</summary>
    public ProcessKilledException()
    {
    }

    /// <summary>Creates the error for a process.</summary>
    public ProcessKilledException(string processName)
        : base($"The simulated process '{processName}' was killed.")
    {
    }

    /// <summary>Creates the error with a message and its cause.</summary>
    public ProcessKilledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
