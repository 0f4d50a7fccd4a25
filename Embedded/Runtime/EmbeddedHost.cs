using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Switchboard.Embedded.Proxies;
using Switchboard.Embedded.Reminders;
using Switchboard.Embedded.Streams;

namespace Switchboard.Embedded;

/// <summary>Runs grains in this process: knows which are active, brings requests to them, and ends what is idle.</summary>
public sealed partial class EmbeddedHost : IDisposable
{
    private readonly ConcurrentDictionary<GrainId, Activation> activations = new();
    private readonly GrainClassMap classes;
    private readonly Action<GrainRequest> deliverToNew;
    private long activationCount;
    private volatile bool isStopping;
    private volatile bool isClosed;

    internal EmbeddedHost(
        IServiceProvider services, TurnDispatcher dispatcher, TimeProvider clock, EmbeddedGrainsOptions options, ILogger<EmbeddedHost> logger)
    {
        Services = services;
        Dispatcher = dispatcher;
        Clock = clock;
        Options = options;
        Log = new HostLog(logger);
        deliverToNew = DeliverToNew;
        classes = new GrainClassMap(Options.GrainAssemblies);
        responseTicks = Ticks(Options.ResponseTimeout);
        deadlines = new WakeUp(clock, FailOverdueRequests);
        collection = new WakeUp(clock, CollectIdleActivations);
        Reminders = new ReminderService(this, services.GetRequiredService<IReminderStore>());
        Streams = new StreamHub(this, classes);
        HostTelemetry.Watch(this);
    }

    internal IServiceProvider Services { get; }

    internal TurnDispatcher Dispatcher { get; }

    internal TimeProvider Clock { get; }

    internal EmbeddedGrainsOptions Options { get; }

    internal HostLog Log { get; }

    internal ReminderService Reminders { get; }

    internal StreamHub Streams { get; }

    /// <summary>How many grains were brought into memory since the start.</summary>
    internal long ActivationsMade => Interlocked.Read(ref activationCount);

    /// <summary>How many grains are in memory.</summary>
    public int ActivationCount => activations.Count;

    /// <summary>Whether nothing new is to begin that the host itself begins: timer ticks, reminders, deliveries.</summary>
    internal bool IsStopping => isStopping;

    internal long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Clock.TimestampFrequency);

    internal TInterface GetGrain<TInterface>(string key, string? classNamePrefix)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        var type = classes.Resolve(typeof(TInterface), classNamePrefix);
        return (TInterface)(object)GetReference(typeof(TInterface), GrainId.Create(type, key));
    }

    internal GrainReference GetReference(Type grainInterface, GrainId grainId) => ProxyFactory.For(grainInterface)(this, grainId);

    internal void Send(GrainId grainId, GrainRequest request, GrainMethod method)
    {
        request.Method = method;
        request.Target = grainId;
        if (!method.IsOneWay)
        {
            request.Deadline = Clock.GetTimestamp() + responseTicks;
            request.CallerSpan = HostTelemetry.CallerSpan;
        }

        Deliver(request);
        deadlines.Ensure(Options.ResponseTimeout);
    }

    private void Deliver(GrainRequest request)
    {
        if (activations.TryGetValue(request.Target, out var activation) && activation.TryEnqueue(request))
            return;
        if (isClosed)
            request.Fail(Stopping(request));
        else
            Dispatcher.Place(request, deliverToNew);
    }

    private void DeliverToNew(GrainRequest request)
    {
        if (classes.Find(request.Target.Type) is not { } grainClass)
        {
            request.Fail(new ArgumentException($"No registered grain class has the type name '{request.Target.Type}'."));
            return;
        }

        Activation activation;
        do
        {
            if (isClosed)
            {
                request.Fail(Stopping(request));
                return;
            }

            activation = activations.GetOrAdd(request.Target, static (id, arg) => arg.Host.CreateActivation(id, arg.Class), (Host: this, Class: grainClass));
        }
        while (!activation.TryEnqueue(request));
        collection.Ensure(Options.CollectionAge);
    }

    private Activation CreateActivation(GrainId grainId, GrainClass grainClass) =>
        new(this, grainId, grainClass, Interlocked.Increment(ref activationCount));

    /// <summary>
    /// Takes an activation that has ended out of the directory. Requests that still wait move on to the next activation in
    /// their order, before anybody can find it. The activation's gate is held.
    /// </summary>
    internal void Retire(Activation activation, IReadOnlyCollection<GrainRequest> movingOn)
    {
        if (movingOn.Count == 0)
        {
            activations.TryRemove(KeyValuePair.Create(activation.GrainId, activation));
            return;
        }

        var successor = CreateActivation(activation.GrainId, activation.GrainClass);
        // It begins only once it is in the directory: it may end at once, and must find itself there to take itself out.
        successor.Inherit(movingOn);
        activations[activation.GrainId] = successor;
        successor.Begin();
    }

    /// <summary>Tells why a request that still waits cannot move on to another activation; null when it can.</summary>
    internal Exception? RefusalToMoveOn(GrainRequest request, Exception? activationFailure)
    {
        if (activationFailure is not null)
            return activationFailure;
        if (isClosed)
            return Stopping(request);
        return ++request.ForwardCount > Options.MaxForwardCount
            ? new OrleansMessageRejectionException($"{request.Method.Name} of {request.Target} was not called: {request.ForwardCount} activations in a row ended before its turn came.")
            : null;
    }

    private static SiloUnavailableException Stopping(GrainRequest request) =>
        new($"The host is stopping: {request.Method.Name} of {request.Target} was not called.");
}
