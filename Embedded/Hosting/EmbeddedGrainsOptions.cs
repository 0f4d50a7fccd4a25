using System.Reflection;

namespace Switchboard.Embedded;

/// <summary>How the embedded host runs grains.</summary>
public sealed class EmbeddedGrainsOptions
{
    internal List<Assembly> GrainAssemblies { get; } = [];

    internal List<string> StreamProviders { get; } = [];

    /// <summary>How long a caller waits for an answer; then it gets a <see cref="TimeoutException"/> and does not know whether the request ran. Default 30 s.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a grain may be idle before it leaves memory. Shorter saves memory and costs reads. Default 15 min.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The least time between two looks for idle grains. Default 1 min.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a grain may take to read its records and activate. Default 30 s.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long <c>OnDeactivateAsync</c> may take. Default 30 s.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long running and waiting requests may take to finish once the host stops, before grains are deactivated under them. Default 10 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Shorter reminder periods are refused. Default 1 min: a reminder is not a timer.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>For how long a failed delivery of a stream item is repeated before the item is lost. Default 1 min.</summary>
    public TimeSpan StreamDeliveryTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The wait before a failed delivery is repeated; doubles every time. Default 100 ms.</summary>
    public TimeSpan StreamRetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A request that waited through more activations than this is refused, so that a grain that always deactivates cannot keep requests in circles. Default 2.</summary>
    public int MaxForwardCount { get; set; } = 2;

    /// <exception cref="ArgumentOutOfRangeException">A time is not positive or a count is negative.</exception>
    internal void Validate()
    {
        Positive(ResponseTimeout, nameof(ResponseTimeout));
        Positive(CollectionAge, nameof(CollectionAge));
        Positive(CollectionQuantum, nameof(CollectionQuantum));
        Positive(ActivationTimeout, nameof(ActivationTimeout));
        Positive(DeactivationTimeout, nameof(DeactivationTimeout));
        Positive(DrainTimeout, nameof(DrainTimeout));
        Positive(MinimumReminderPeriod, nameof(MinimumReminderPeriod));
        Positive(StreamDeliveryTime, nameof(StreamDeliveryTime));
        Positive(StreamRetryDelay, nameof(StreamRetryDelay));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxForwardCount);

        static void Positive(TimeSpan value, string name) => ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, name);
    }

    /// <summary>Registers the grain classes of an assembly.</summary>
    public EmbeddedGrainsOptions AddGrains(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        GrainAssemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers a stream provider.</summary>
    /// <param name="name">What grains and clients ask for it by.</param>
    public EmbeddedGrainsOptions AddStreams(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        StreamProviders.Add(name);
        return this;
    }
}
