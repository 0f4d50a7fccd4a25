namespace Switchboard.Silo.Hosting;

/// <summary>How many silos a client of the cluster is connected to; the client says so when it changes.</summary>
internal sealed class SilosInReach
{
    private volatile int _count;

    /// <summary>Silos with an open connection.</summary>
    public int Count
    {
        get => _count;
        set => _count = value;
    }
}
